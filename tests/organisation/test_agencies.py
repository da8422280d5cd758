"""Agencies are added, get another name from a day on, and are closed; their place in the tree stays."""

import datetime as dt
import io

import pytest
import xlsxwriter

from cases.models import Agency, Status
from cases.organisation import agencies
from cases.organisation.agency_sheet import add_from
from cases.procedure.refusals import NotAllowed, RuleViolation
from lib.sheets.problems import SheetError
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)
NOW = dt.datetime(2026, 11, 29, 3, tzinfo=dt.UTC)


def added(city, actor, short_name="Disdik", parent=None, **over):
    named = {"name": f"Dinas {short_name}", "short_name": short_name, "kind": "DEPARTMENT", "head_title": "Kepala"}
    return agencies.add(government=city, actor=actor, parent=parent, **named | over)


def renamed(agency, actor, day, name="Dinas Baru", basis="Perda 4/2026"):
    names = {"name": name, "short_name": name, "head_title": f"Kepala {name}"}
    return agencies.rename(agency, actor=actor, at=NOW, in_force_from=day, basis=basis, **names)


def sheet_of(*rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    content.seek(0)
    return content


def test_a_unit_is_planted_below_its_parent(city, rina):
    parent = added(city, rina)
    unit = added(city, rina, "SMPN 1", parent, kind="SCHOOL")
    assert unit.path == "disdik/smpn-1/" and unit.time_zone == city.time_zone


def test_two_units_of_one_place_need_two_names(city, rina):
    added(city, rina)
    with pytest.raises(RuleViolation, match="sudah dipakai"):
        added(city, rina, "DISDIK")


def test_an_agency_of_another_government_is_not_touched(city, rina):
    other = factories.make_government("Kota Lain", "kota-lain")
    theirs = factories.make_agency(other, "dinas", "Dinas Lain")
    with pytest.raises(NotAllowed):
        added(other, rina)
    with pytest.raises(NotAllowed):
        renamed(theirs, rina, TODAY)


def test_a_name_of_today_is_taken_at_once_and_the_old_one_kept(dinas_a, rina):
    renamed(dinas_a, rina, TODAY)
    dinas_a.refresh_from_db()
    assert dinas_a.name == "Dinas Baru" and [row.name for row in dinas_a.names.all()] == ["Dinas Baru", "Dinas A"]


def test_a_name_of_the_future_waits_for_its_day(dinas_a, rina):
    renamed(dinas_a, rina, TODAY + dt.timedelta(days=3))
    assert agencies.take_effect(NOW) == 0
    assert agencies.take_effect(NOW + dt.timedelta(days=3)) == 1
    dinas_a.refresh_from_db()
    assert dinas_a.name == "Dinas Baru" and agencies.take_effect(NOW + dt.timedelta(days=4)) == 0


def test_a_name_does_not_precede_the_recorded_one(dinas_a, rina):
    renamed(dinas_a, rina, TODAY)
    with pytest.raises(RuleViolation, match="sesudah hari itu"):
        renamed(dinas_a, rina, TODAY)


def test_an_agency_with_a_running_path_or_an_account_is_not_closed(dinas_a, sari, rina, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    closing = {"actor": rina, "closed_on": TODAY, "basis": "Perda 4/2026"}
    with pytest.raises(RuleViolation, match="akun aktif"):
        agencies.close(dinas_a, **closing)
    sari.is_active = False
    sari.save()
    with pytest.raises(RuleViolation, match="perkaranya berjalan"):
        agencies.close(dinas_a, **closing)
    assert path.status == Status.REPORTED


def test_units_are_closed_before_their_parent(dinas_a, rina):
    unit = factories.make_agency(dinas_a.government, "upt", "UPT", parent=dinas_a)
    closing = {"actor": rina, "closed_on": TODAY, "basis": "Perda 4/2026"}
    with pytest.raises(RuleViolation, match="unit di bawahnya"):
        agencies.close(dinas_a, **closing)
    agencies.close(unit, **closing)
    agencies.close(dinas_a, **closing)
    assert not Agency.objects.filter(pk=dinas_a.pk).open().exists()


def test_a_sheet_adds_a_tree_and_lists_its_bad_rows(city, rina):
    heading = ("Nama", "Nama singkat", "Jenis", "Induk", "Sebutan kepala")
    rows = (
        ("Dinas Pendidikan", "Disdik", "Dinas", "", "Kepala Dinas Pendidikan"),
        ("SMP Negeri 1", "SMPN 1", "Sekolah", "Disdik", ""),
        ("Puskesmas Timur", "", "Puskesmas", "Dinkes", ""),
        ("Kantor", "", "Kantor", "", ""),
        ("", "X", "Dinas", "", ""),
    )
    outcome = add_from(sheet_of(heading, *rows), government=city, actor=rina)
    assert outcome.added == 2 and [each.row for each in outcome.problems] == [4, 5, 6]
    assert Agency.objects.get(code="smpn-1").path == "disdik/smpn-1/"
    assert Agency.objects.get(code="smpn-1").head_title == "Kepala SMP Negeri 1"
    again = add_from(sheet_of(heading, *rows), government=city, actor=rina)
    assert (again.added, again.known) == (0, 2)


def test_a_sheet_without_the_columns_is_refused(city, rina):
    with pytest.raises(SheetError, match="Kolom tidak ditemukan"):
        add_from(sheet_of(("A", "B"), ("x", "y")), government=city, actor=rina)


def test_refused_rows_are_shown_on_the_page(client, city, rina):
    client.force_login(rina)
    file = sheet_of(("Nama", "Jenis"), ("Kantor", "Kantor"))
    file.name = "opd.xlsx"
    said = {"submission": "0c9f4d5e-1a0b-4d59-9a43-7b5d4a2b1c11", "file": file}
    page = client.post("/organisation/agencies/sheet/", said, follow=True).text
    assert "0 ditambahkan" in page and "tidak dikenal" in page
