"""Cases of before from an office's list: checked by the law of their days, taken over once, counted like the others.

Everybody in these workbooks is invented.
"""

import csv
import datetime as dt
import io
import os
import subprocess
import sys
import time
import uuid
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cases.dashboard import tally_check as tallies
from cases.decisions import precedents
from cases.models import (  # fmt: skip
    AuditEntry,
    Case,
    Deadline,
    Decision,
    Employee,
    IncidentDate,
    Notification,
    PastCaseImport,
    Precedent,
    Remedy,
    Respondent,
    Sanction,
    SanctionTally,
    Status,
)
from cases.past_cases import check as past_check
from cases.past_cases import importing as past_import
from cases.past_cases import people_cells
from cases.past_cases import sheet as past_sheet
from cases.past_cases import taking_over as past_taking
from cases.past_cases.columns import COLUMNS
from cases.past_cases.law_of_the_day import Law
from cases.procedure.refusals import NotAllowed
from cases.web.paging import SHORT_PAGE
from regulations.models import StaffCategory
from tests import factories

ANI, ADE, UMI = "198504122010012001", "199001012015011002", "199505052019012003"
DECREE = {
    "event_on": "12 Agustus 2022", "summary": "Siaran langsung berseragam di ruang layanan", "nip": ANI, "name": "Ani",
    "category": "PNS", "agency": "Dinas A", "provision": "PP94-3F", "impact": "Unit kerja", "sanction": "PNS-R2",
    "decree_number": "800/12/2022", "decided_on": "12-09-2022", "official": "Kepala perangkat daerah",
    "official_name": "Contoh, Kepala Dinas A", "method": "Diserahkan langsung", "received_on": "14/09/2022",
    "source": "Register 2022",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def ani(dinas_a):
    return factories.make_employee("Ani", agency=dinas_a)


def listed(*rows: dict, name: str = "kasus.csv") -> SimpleUploadedFile:
    """A CSV with the columns that the rows fill, under the headings of the template."""
    fields = [field for field in COLUMNS if any(field in row for row in rows)]
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";")
    lines.writerow([COLUMNS[field].title for field in fields])
    lines.writerows([row.get(field, "") for field in fields] for row in rows)
    return SimpleUploadedFile(name, text.getvalue().encode())


def checked(file, actor, now) -> PastCaseImport:
    kept = past_import.upload(actor=actor, at=now, file=file)
    past_import.work_off(now)
    kept.refresh_from_db()
    return kept


def taken_over(file, actor, now) -> PastCaseImport:
    kept = checked(file, actor, now)
    past_import.confirm(kept, actor)
    while past_import.work_off(now):
        pass
    kept.refresh_from_db()
    return kept


def said(kept: PastCaseImport, *, stops: bool = True) -> list[tuple[int, str, str]]:
    """Row, column and reason of everything that stops a row, or that is only noted."""
    return [
        (entry.number, note["column"], note["message"])
        for entry in kept.entries.all()
        for note in entry.notes
        if note["stops"] == stops
    ]


def noted(row: dict, actor, now) -> str:
    """What is noted of one row that may be taken over."""
    return " ".join(message for _row, _column, message in said(checked(listed(row), actor, now), stops=False))


def told(row: dict, actor, now) -> str:
    """What is said of one row."""
    return " ".join(f"{column}: {message}" for _row, column, message in said(checked(listed(row), actor, now)))


@pytest.mark.parametrize("name", ["Ma’sum", "MA`SUM, S.H.", "Drs. Maʼsum", "Ma'sum  ", "H. Masum, M.Si."])
def test_somebody_without_a_number_is_recognised_however_the_name_is_written(name, rina, dinas_a, now):
    person = factories.make_employee("Ma'sum", agency=dinas_a)
    assert person.number in noted(DECREE | {"nip": "", "name": name}, rina, now)


def test_a_namesake_in_another_unit_is_offered_before_somebody_new_is_written(rina, dinas_a, dinas_b, now):
    person = factories.make_employee("Ma'sum, S.H.", agency=dinas_b)
    said_of_it = noted(DECREE | {"nip": "", "name": "Drs. Ma’sum"}, rina, now)
    assert f"bernama itu di unit lain: Ma'sum, S.H. {person.number}" in said_of_it
    assert "isi NIP-nya" in said_of_it


@pytest.mark.parametrize("name", ["Nurhayati", "Nur Hayati Putri", "Nur Hayatii"])
def test_a_name_that_only_looks_alike_is_offered_before_somebody_new_is_written(name, rina, dinas_a, now):
    person = factories.make_employee("Nur Hayati", agency=dinas_a)
    said_of_it = noted(DECREE | {"nip": "", "name": name}, rina, now)
    assert f"Mungkin maksudnya Nur Hayati {person.number}" in said_of_it and "ia dicatat baru" in said_of_it


def test_a_name_that_was_not_compared_says_so(rina, dinas_a, now, monkeypatch):
    monkeypatch.setattr(people_cells, "MOST_LOOKUPS", 1)
    factories.make_employee("Nur Hayati", agency=dinas_a)
    names = ("Nur Hayatia", "Nur Hayatib")
    kept = checked(listed(*(DECREE | {"nip": "", "name": name} for name in names)), rina, now)
    told = [" ".join(note["message"] for note in entry.notes) for entry in kept.entries.order_by("pk")]
    assert "Mungkin maksudnya Nur Hayati" in told[0] and "belum dicari" not in told[0]
    assert "Mungkin maksudnya" not in told[1] and "Nama yang mirip belum dicari" in told[1]


def test_a_number_that_nobody_has_offers_whoever_has_the_name(rina, dinas_a, now):
    person = factories.make_employee("Nur Hayati", agency=dinas_a)
    said_of_it = noted(DECREE | {"nip": "197001012000011001", "name": "NUR HAYATI, S.E."}, rina, now)
    assert f"Mungkin maksudnya Nur Hayati {person.number}. Bila orangnya sama, perbaiki NIP-nya." in said_of_it


@pytest.mark.parametrize(
    ("written", "day"), [("03-05-2022 00.30 WIT", 2), ("03-05-2022 00.30 WIB", 3), ("03-05-2022 00.30", 3)]
)
def test_a_zone_that_is_written_moves_the_day_of_the_event(written, day, rina, budi, dinas_a, now):
    kept = taken_over(listed(DECREE | {"nip": budi.nip, "event_on": written}), rina, now)
    assert said(kept) == []
    (dated,) = IncidentDate.objects.exclude(kind="REPORTED")
    assert dated.latest_at.astimezone(dinas_a.zone).day == day


def test_nobody_is_offered_for_a_name_like_no_other(rina, budi, dinas_a, now):
    assert "Mungkin maksudnya" not in noted(DECREE | {"nip": "", "name": "Xaverius"}, rina, now)


def test_a_past_case_is_closed_counted_and_comparable(rina, budi, dinas_a, now):
    kept = taken_over(listed(DECREE | {"nip": budi.nip, "name": "Budi"}), rina, now)
    assert (kept.state, kept.rows, kept.rejected) == ("DONE", 1, 0)
    case = Case.objects.get()
    respondent = case.respondents.get()
    assert (case.number, case.stage, case.is_open, case.agency) == ("KL-2022-0001", Status.CLOSED, False, dinas_a)
    assert (respondent.status, respondent.closing_reason, respondent.route) == (
        "CLOSED", "SANCTION_SERVED", "DISCIPLINE",
    )  # fmt: skip
    decision = Decision.objects.get()
    # The 15th working day after receipt on 14 September 2022 (Pasal 38 PP 94/2021).
    assert (decision.number, decision.effective_on) == ("800/12/2022", dt.date(2022, 10, 5))
    assert decision.delivery.received_on == dt.date(2022, 9, 14)
    sanction = Sanction.objects.get()
    assert (sanction.sanction_type_id, sanction.starts_on, sanction.is_repeat) == (
        "pns-r2-2021", dt.date(2022, 10, 5), False,
    )  # fmt: skip
    assert sanction.event_working_days == 20
    row = Precedent.objects.get()
    assert (row.provision, row.impact, row.severity) == ("PP94-3F", "UNIT", "LIGHT")
    assert SanctionTally.objects.get().month == dt.date(2022, 9, 1)
    assert tallies.differences() == {} and precedents.differences() == []


def test_it_says_where_it_comes_from_and_runs_no_clock(rina, budi, now):
    taken_over(listed(DECREE | {"nip": budi.nip}, name="lama.csv"), rina, now)
    case = Case.objects.get()
    assert "lama.csv, baris 2" in case.source_note and "Register 2022" in case.source_note
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.to_status) == ("import-case", rina, "CLOSED")
    assert not Deadline.objects.exists() and not Notification.objects.exists()


def test_the_check_changes_nothing_and_says_what_is_wrong_of_each_row(rina, budi, dinas_b, now):
    kept = checked(
        listed(
            DECREE | {"nip": budi.nip, "name": "Budi"},
            DECREE | {"nip": "1.98504E+17"},
            DECREE | {"decided_on": "12-07-2022"},
            DECREE | {"sanction": "Cambuk"},
            DECREE | {"agency": "Dinas Hantu"},
            DECREE | {"event_on": "kapan-kapan", "official": "Tetangga"},
        ),
        rina,
        now,
    )
    assert (kept.state, kept.rows, kept.rejected) == ("CHECKED", 6, 5)
    assert not Case.objects.exists()
    assert [(row, column) for row, column, _why in said(kept)] == [
        (3, "NIP"), (4, "Tanggal SK"), (5, "Sanksi"), (6, "Perangkat daerah"), (7, "Tanggal kejadian"),
    ]  # fmt: skip


def test_the_law_of_the_day_of_the_event_decides(rina, dinas_a, now):
    assert told(DECREE | {"event_on": "12-08-2019", "decided_on": "12-09-2019", "received_on": "13-09-2019",
                          "provision": "PP53-3-6", "sanction": "Teguran tertulis"}, rina, now) == ""  # fmt: skip
    assert "Yang berlaku: " in told(DECREE | {"category": "PPPK", "provision": ""}, rina, now)
    assert "tidak berlaku bagi PNS pada hari kejadian" in told(DECREE | {"provision": "PP53-3-6"}, rina, now)


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"official": "Atasan langsung", "sanction": "PNS-B2"}, "Tidak berwenang menjatuhkan"),
        ({"decided_on": ""}, "Sanksi memerlukan tanggal keputusannya"),
        ({"official": ""}, "Pilih jabatan yang menetapkan"),
        ({"official_name": "Ani, Kepala Dinas A"}, "memutus kasusnya sendiri"),
        ({"sanction": "", "outcome": ""}, "Pilih hasil akhirnya"),
        ({"outcome": "Pembinaan selesai"}, "tidak disertai sanksi"),
        ({"method": "Menolak menerima, disaksikan"}, "menyaksikan penolakan"),
        ({"decided_on": "01-08-2022"}, "mendahului Tanggal kejadian"),
        ({"received_on": "01-09-2022"}, "mendahului Tanggal SK"),
        ({"ends_on": "01-09-2099"}, "Masih dijalani sampai 01/09/2099"),
        ({"event_on": "12-08-2099"}, "setelah hari ini"),
        ({"event_on": "8/25/2022"}, "hari-bulan-tahun"),
        ({"event_on": ""}, "Hukum dipilih menurut hari kejadian"),
        ({"summary": "Joget"}, "paling sedikit 20 huruf"),
        ({"url": "bukan tautan"}, "Bukan tautan"),
        ({"remedy": "Banding administratif", "filed_on": "20-09-2022", "ruling": "Dikuatkan", "ruled_on": "20-10-2022"},
         "upayanya: Keberatan"),
        ({"remedy": "Keberatan", "filed_on": "20-09-2022"}, "tunggu putusannya"),
        ({"filed_on": "20-09-2022"}, "Pilih keberatan atau banding"),
        ({"category": "Raja"}, "“Raja” tidak dikenal. Pilih salah satu: PNS, CPNS"),
        ({"decree_number": "=A1"}, "Berisi rumus"),
        ({"summary": "x" * 4001}, "Terlalu panjang"),
        ({"nip": "19850412"}, "18 angka"),
        ({"name": "12", "nip": ""}, "Nama harus berisi huruf"),
        ({"name": "---", "nip": ""}, "Kosong. Isi nama terperiksa"),
    ],
)  # fmt: skip
def test_a_row_that_no_rule_allows_is_refused_with_the_rule_and_what_to_do(over, why, rina, dinas_a, now):
    assert why in told(DECREE | over, rina, now)


def test_a_month_alone_is_bounded_by_what_followed(rina, budi, now):
    taken_over(listed(DECREE | {"nip": budi.nip, "event_on": "September 2022"}), rina, now)
    date = Case.objects.get().incidents.get().dates.get()
    zone = budi.employments.get().agency.zone
    bounds = [moment.astimezone(zone).date() for moment in (date.earliest_at, date.latest_at)]
    assert (date.precision, bounds) == ("BOUNDS", [dt.date(2022, 9, 1), dt.date(2022, 9, 12)])
    assert Sanction.objects.get().event_working_days is None


def test_rows_of_one_event_are_one_case(rina, budi, dinas_a, dinas_b, now):
    other = factories.make_employee("Ade", agency=dinas_b)
    one = DECREE | {"nip": budi.nip, "event_code": "7/2022"}
    two = DECREE | {"nip": other.nip, "name": "Ade", "agency": "Dinas B", "event_code": "7/2022"}
    link = {"url": "https://www.tiktok.com/@contoh/video/7130000000000000000?is_from_webapp=1", "event_code": ""}
    taken_over(listed(one | {"decree_number": "1"}, two | {"decree_number": "2"}), rina, now)
    taken_over(listed(one | link | {"decree_number": "3"}, two | link | {"decree_number": "4"}), rina, now)
    assert [case.respondents.count() for case in Case.objects.order_by("pk")] == [2, 2]
    assert set(Case.objects.first().concerned.values_list("agency", flat=True)) == {dinas_a.pk, dinas_b.pk}
    assert tallies.differences() == {}


def test_an_earlier_sanction_makes_a_later_one_a_repetition_whatever_their_order(rina, budi, now):
    mine = DECREE | {"nip": budi.nip}
    later = mine | {"event_on": "12-08-2023", "decided_on": "12-09-2023", "received_on": "", "method": "",
                    "decree_number": "B", "sanction": "PNS-R3"}  # fmt: skip
    taken_over(listed(later, mine), rina, now)
    assert list(Sanction.objects.order_by("decided_on").values_list("is_repeat", flat=True)) == [False, True]


def test_who_is_no_longer_on_the_payroll_is_written_down_anew_and_once(rina, dinas_a, now):
    again = {"event_on": "12-08-2023", "decided_on": "12-09-2023", "received_on": "13-09-2023", "decree_number": "B"}
    nameless = {"nip": "", "name": "Umi", "category": "TKK", "sanction": "TKK-2", "provision": "", "impact": "",
                "decree_number": "C"}  # fmt: skip
    kept = taken_over(
        listed(DECREE, DECREE | again, DECREE | nameless, DECREE | nameless | again | {"decree_number": "D"}), rina, now
    )
    assert said(kept) == []
    people = Employee.objects.order_by("name")
    assert [(person.name, person.nip, person.respondents.count()) for person in people] == [
        ("Ani", ANI, 2), ("Umi", None, 2),
    ]  # fmt: skip
    assert any("ia dicatat baru" in why for _row, _column, why in said(kept, stops=False))


def test_two_people_of_one_name_are_not_guessed(rina, dinas_a, now):
    for _n in range(2):
        factories.make_employee("Ani", agency=dinas_a)
    assert "Ada 2 pegawai bernama itu" in told(DECREE | {"nip": ""}, rina, now)


def test_outcomes_without_a_sanction(rina, dinas_a, now):
    about_it = ("sanction", "provision", "impact", "decree_number", "decided_on", "official", "official_name")
    plain = dict.fromkeys((*about_it, "method", "received_on"), "")
    rows = [
        DECREE | plain | {"nip": nip, "name": name, "outcome": outcome, "ends_on": "01-10-2022", "event_code": name}
        for nip, name, outcome in ((ANI, "Ani", "Pembinaan"), (ADE, "Ade", "Tidak terbukti"), (UMI, "Umi", "Mundur"))
    ]
    assert said(taken_over(listed(*rows), rina, now)) == []
    ended = Respondent.objects.order_by("pk").values_list("closing_reason", "route", "status_on")
    day = dt.date(2022, 10, 1)
    assert list(ended) == [("COACHED", "COACHING", day), ("UNFOUNDED", "", day), ("RESIGNED", "", day)]
    assert not Decision.objects.exists() and tallies.differences() == {}


def test_remedies_upheld_changed_and_annulled(rina, dinas_a, now):
    remedy = {"remedy": "keberatan", "filed_on": "20-09-2022", "ruled_on": "20-10-2022"}
    rows = [
        DECREE | remedy | {"nip": nip, "name": f"Pegawai {nip}", "ruling": ruling, "decree_number": nip}
        for nip, ruling in ((ANI, "Dikuatkan"), (ADE, "Diubah"), (UMI, "Dibatalkan"))
    ]
    assert said(taken_over(listed(*rows), rina, now)) == []
    assert sorted(Remedy.objects.values_list("outcome", flat=True)) == ["ANNULLED", "UPHELD"]
    upheld, changed, annulled = Respondent.objects.order_by("pk")
    assert upheld.decisions.get().effective_on == dt.date(2022, 10, 20)
    assert "diubah" in changed.facts.get().text
    assert (annulled.closing_reason, annulled.decisions.get().state) == ("ANNULLED", "ANNULLED")
    assert Precedent.objects.count() == 2 and tallies.differences() == {} and precedents.differences() == []


def test_nothing_is_taken_over_twice(rina, budi, now):
    row = DECREE | {"nip": budi.nip}
    first = taken_over(listed(row), rina, now)
    assert past_import.upload(actor=rina, at=now, file=listed(row)) == first
    overlapping = taken_over(listed(row | {"summary": "Tulisannya dibetulkan, orangnya sama"}, DECREE), rina, now)
    assert (overlapping.state, overlapping.rejected) == ("DONE", 1)
    assert "Sudah tercatat pada KL-2022-0001" in said(overlapping)[0][2]
    assert Respondent.objects.count() == 2


def test_a_decree_that_the_system_has_already_is_not_taken_over(rina, sari, budi, now):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DECIDED, by=sari)
    Decision.objects.update(number="800/12/2022")
    kept = checked(listed(DECREE | {"nip": budi.nip}), rina, now)
    assert kept.entries.get().verdict == "KNOWN" and path.case.number in said(kept)[0][2]


def test_a_row_twice_in_a_file_is_taken_over_once(rina, dinas_a, now):
    kept = taken_over(listed(DECREE, DECREE | {"summary": "Siaran langsung berseragam  "}), rina, now)
    assert "dengan baris 2" in said(kept)[0][2]
    assert Respondent.objects.count() == 1


def test_a_worker_that_stops_leaves_the_rest_to_the_next(rina, dinas_a, now, monkeypatch):
    monkeypatch.setattr(past_taking, "ROWS_PER_TRANSACTION", 1)
    rows = [DECREE | {"nip": nip, "name": f"Pegawai {nip}", "decree_number": nip} for nip in (ANI, ADE, UMI)]
    kept = checked(listed(*rows), rina, now)
    past_import.confirm(kept, rina)
    assert past_import.work_off(now, budget=0) == 1
    kept.refresh_from_db()
    assert (kept.state, Case.objects.count()) == ("CONFIRMED", 1)
    assert past_import.work_off(now, budget=600) == 2
    kept.refresh_from_db()
    assert (kept.state, Respondent.objects.count()) == ("DONE", 3)
    assert past_import.work_off(now) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.process
def test_a_worker_that_is_killed_leaves_nothing_half_and_nothing_twice(rina, dinas_a, now):
    rows = [
        DECREE | {"nip": f"19850412201001{1 + n % 2}{n + 1:03d}", "name": f"Pegawai {n}", "decree_number": f"SK-{n}"}
        for n in range(400)
    ]
    kept = checked(listed(*rows), rina, now)
    past_import.confirm(kept, rina)
    work = "import django; django.setup(); from django.utils import timezone\n"
    work += "from cases.past_cases import importing; importing.work_off(timezone.now())"
    here = connection.settings_dict
    address = f"postgresql://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    worker = subprocess.Popen([sys.executable, "-c", work], env=os.environ | {
        "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "conduct.settings"})  # fmt: skip
    while not (taken := kept.entries.filter(verdict="TAKEN").count()) and worker.poll() is None:
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    assert 0 < taken < 400 and PastCaseImport.objects.get().state == "CONFIRMED"
    past_import.work_off(now, budget=600)
    kept.refresh_from_db()
    assert (kept.state, kept.entries.filter(verdict="TAKEN").count()) == ("DONE", 400)
    assert Respondent.objects.count() == Sanction.objects.count() == 400
    assert sorted(Case.objects.values_list("number", flat=True)) == ["KL-2022-0001"]
    assert tallies.differences() == {} and precedents.differences() == []


def test_checking_again_keeps_what_was_taken_over(rina, city, now):
    kept = taken_over(
        listed(
            DECREE | {"agency": "Dinas C"},
            DECREE | {"nip": ADE, "name": "Ade", "agency": "BKPSDM", "decree_number": "2"},
        ),
        rina,
        now,
    )
    assert (kept.rows, kept.rejected) == (2, 1)
    factories.make_agency(city, "dinas-c", "Dinas C")
    past_import.check_again(kept, rina)
    past_import.work_off(now)
    kept.refresh_from_db()
    assert (kept.state, kept.rows, kept.rejected) == ("CHECKED", 2, 0)
    past_import.confirm(kept, rina)
    assert past_import.work_off(now) == 1
    assert Respondent.objects.count() == 2


def test_one_s_own_case_is_for_somebody_else(rina, budi, now):
    rina.employee = budi
    rina.save()
    assert "petugas lain" in told(DECREE | {"nip": budi.nip}, rina, now)


@pytest.mark.parametrize("who", ["sari", "joko", "dewi", "putri"])
def test_only_the_personnel_board_imports(who, request, now):
    with pytest.raises(NotAllowed):
        past_import.upload(actor=request.getfixturevalue(who), at=now, file=listed(DECREE))


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (SimpleUploadedFile("a.csv", b"Nama;Umur\nAni;3\n"), "Kolom tidak ditemukan: Tanggal kejadian"),
        (SimpleUploadedFile("a.csv", b"Nama;Tanggal kejadian\n"), "Tidak ada baris"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 rusak"), "rusak"),
    ],
)
def test_a_file_that_is_no_list_says_why(file, why, rina, now):
    file.seek(0)
    kept = checked(file, rina, now)
    assert kept.state == "FAILED" and why in kept.problem


def test_three_bad_rows_of_many_do_not_keep_the_others_out(rina, dinas_a, now):
    rows = [
        DECREE | {"nip": f"19850412201001{1 + n % 2}{n + 1:03d}", "name": f"Pegawai {n}", "decree_number": f"SK-{n}"}
        for n in range(60)
    ]
    for n in (10, 20, 30):
        rows[n] = rows[n] | {"decided_on": "31-02-2022"}
    kept = taken_over(listed(*rows), rina, now)
    assert (kept.rows, kept.rejected, Respondent.objects.count()) == (60, 3, 57)
    assert [row for row, _column, _why in said(kept)] == [12, 22, 32]
    assert tallies.differences() == {}


def many(n: int) -> list[dict]:
    """As many people, each with a decree and an event of their own."""
    return [
        DECREE | {"nip": f"19850412201001{1 + number % 2}{number + 1:03d}", "name": f"Pegawai {number}",
                  "decree_number": f"SK-{number}", "event_code": f"K-{number}"}
        for number in range(n)
    ]  # fmt: skip


def test_a_check_that_stops_goes_on_behind_what_it_has_judged(rina, dinas_a, now, monkeypatch):
    monkeypatch.setattr(past_check, "ROWS_PER_LOOKUP", 2)
    kept = past_import.upload(actor=rina, at=now, file=listed(*many(4), many(1)[0]))
    judged: list[tuple[str, int, int]] = []
    sent: list[int] = []
    while kept.is_waiting:
        with CaptureQueriesContext(connection) as statements:
            past_import.work_off(now, budget=0)
        kept.refresh_from_db()
        judged.append((kept.state, kept.entries.count(), kept.rows))
        sent.append(len(statements))
    assert judged == [("WAITING", 2, 2), ("WAITING", 4, 4), ("WAITING", 5, 5), ("CHECKED", 5, 5)]
    assert sent[1] <= sent[0] + 2  # nothing is asked about rows that were judged before
    assert [row for row, _column, _why in said(kept)] == [6] and "dengan baris 2" in said(kept)[0][2]


def test_a_check_that_fails_late_leaves_no_row_behind(rina, dinas_a, now, monkeypatch):
    monkeypatch.setattr(past_check, "ROWS_PER_LOOKUP", 1)
    monkeypatch.setattr(past_sheet, "MOST_SHEET_ROWS", 2)
    kept = checked(listed(*many(3)), rina, now)
    assert (kept.state, kept.entries.count()) == ("FAILED", 0) and "Paling banyak 2 baris" in kept.problem


def test_a_row_that_breaks_among_others_stays_out_alone(rina, dinas_a, now):
    one, other, third = many(3)
    later = one | {"decree_number": "SK-B", "decided_on": "13-09-2022"}
    kept = taken_over(listed(one, later, other | {"decided_on": "14-09-2022"}, third), rina, now)
    assert (kept.state, kept.rejected, Respondent.objects.count()) == ("DONE", 1, 3)
    assert [row for row, _column, _why in said(kept)] == [3] and "sudah tercatat dalam KL-2022" in said(kept)[0][2]
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"KL-2022-000{n}" for n in (1, 2, 3)]
    assert tallies.differences() == {}


def test_statements_do_not_grow_with_the_rows_of_a_piece(rina, dinas_a, now, django_assert_max_num_queries):
    kept = past_import.upload(actor=rina, at=now, file=listed(*many(90)))
    with django_assert_max_num_queries(60):
        past_import.work_off(now)
    past_import.confirm(kept, rina)
    with django_assert_max_num_queries(75):
        assert past_import.work_off(now) == 90


def test_the_law_between_two_changes_is_that_of_each_day_between_them(city):
    law = Law(city)
    assert len(law.changes) > 5
    for change in law.changes:
        for day in (change - dt.timedelta(days=1), change, change + dt.timedelta(days=1)):
            for category in ("PNS", "PPPK", "CONTRACT"):
                same = [kind.pk for kind in law.range(category, law.as_of(day))]
                assert same == [kind.pk for kind in law._range(category, day)]
                assert law.limit("EFFECT", category, law.as_of(day)) == law.limit("EFFECT", category, day)


def test_the_report_of_a_long_list_is_a_page_long(client, rina, dinas_a, now, django_assert_num_queries):
    kept = checked(listed(*many(120)), rina, now)
    client.force_login(rina)
    address = reverse("past-import", args=[kept.pk])
    for asked in ({}, {"verdict": "WARNED"}):
        with django_assert_num_queries(5):
            text = client.get(address, asked).content.decode()
        assert text.count("cell-main") == SHORT_PAGE and "Masukkan 120 baris" in text


def messy_workbook() -> SimpleUploadedFile:
    """A list as an office might keep it: invented people, and everything that makes such lists hard to read."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        book.add_worksheet("Sampul").write("B2", "DATA UJI. Semua orang dalam berkas ini rekaan.")
        draft = book.add_worksheet("Konsep")
        draft.write_row("A1", ["Nama", "Tanggal kejadian"])
        draft.write_row("A2", ["Orang Konsep", "01-01-2022"])
        draft.hide()
        page = book.add_worksheet("2022")
        page.merge_range("A1:N1", "REKAPITULASI PELANGGARAN MEDIA SOSIAL TAHUN 2022")
        page.write("A2", "per 31 Desember 2022")
        head = ["No", "Uraian\nKejadian", "Tgl. Kejadian", "NAMA ", "N I P", "Status", "OPD", "Jenis Hukuman", "No. SK",
                "Tgl SK", "Pejabat Penetap", "SK Diterima Tanggal", "Pasal", "Keterangan"]  # fmt: skip
        page.write_row("A4", head)
        page.merge_range("B5:B6", "Siaran langsung berdua di ruang layanan saat jam kerja")
        page.merge_range("C5:C6", "Jumat, 12 Agustus 2022")
        page.write_row("D5", ["Ani Rekaan ", ANI, "pns", " Dinas A", "teguran  tertulis", "800/1/2022"])
        page.write_datetime("J5", dt.datetime(2022, 9, 12), day)
        page.write_row("K5", ["Kadis", "", "PP94-3F", "map biru"])
        page.write_row("D6", ["Ade Rekaan", f"'{ADE}", "PNS", "DINAS A", "Teguran Tertulis", "800/2/2022"])
        page.write("J6", 44816)  # the serial number of 12 September 2022
        page.write_row("K6", ["kepala dinas", "", "PP94-3F", "=1+1"])
        page.write_row("B7", ["Video menghina warga beredar luas di grup", "08/2022", "Umi Rekaan"])
        page.write("E7", 199505052019012003)  # what a spreadsheet makes of a NIP
        page.write_row("F7", ["PNS", "Dinas A", "Teguran lisan", "800/3/2022", "12-09-22", "Kadis", "", "", ""])
        page.write_row("B8", ["Siaran langsung berdua di ruang layanan saat jam kerja", "12-08-2022", "Ani Rekaan", ANI,
                              "PNS", "Dinas A", "Teguran tertulis", "800/1/2022", "12-09-2022", "Kadis"])  # fmt: skip
        page.write("A10", "Mengetahui, Kepala Subbagian")
        next_year = book.add_worksheet("2023")
        next_year.write_row("C2", head)
        next_year.write_row(
            "D3", ["Joget berseragam di jam pelayanan", "3 Mar 2023", "Edi Rekaan", "", "honorer", "Dinas A"]
        )
        next_year.write_formula("J3", '="Teguran "&"lisan"', None, "Teguran lisan")
        next_year.write_row("K3", ["", "10 April 2023", "Kadis"])
    return SimpleUploadedFile("rekap pelanggaran.xlsx", content.getvalue())


def test_a_list_as_offices_keep_it(rina, dinas_a, client, now):
    kept = taken_over(messy_workbook(), rina, now)
    assert kept.state == "DONE", kept.problem
    assert kept.reading["passed_over"] == ["Sampul"]
    places = {(entry.sheet, entry.number): entry.verdict for entry in kept.entries.all()}
    assert places == {
        ("2022", 5): "TAKEN", ("2022", 6): "TAKEN", ("2022", 7): "REFUSED", ("2022", 8): "REFUSED",
        ("2023", 3): "TAKEN",
    }  # fmt: skip
    both = Case.objects.get(number="KL-2022-0001")
    assert sorted(both.respondents.values_list("employee__nip", flat=True)) == [ANI, ADE]
    assert both.respondents.first().decisions.get().decided_on == dt.date(2022, 9, 12)
    alone = Respondent.objects.get(employee__name="Edi Rekaan")
    assert (alone.category, alone.decisions.get().sanctions.get().sanction_type_id) == ("CONTRACT", "tkk-1-2017")
    client.force_login(rina)
    answer = client.get(reverse("past-import-rejects", args=[kept.pk]), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [(line[0], line[1], line[4]) for line in lines[1:]] == [("2022", "7", "NIP"), ("2022", "8", "")]


def test_the_template_is_read_as_it_is_filled_and_its_example_is_not(client, rina, dinas_a, now):
    client.force_login(rina)
    template = client.get(reverse("past-import-template"))
    kept = checked(SimpleUploadedFile("templat.xlsx", template.content), rina, now)
    assert (kept.state, kept.problem) == ("FAILED", "Tidak ada baris di bawah judul kolom.")


def test_the_template_names_whom_the_law_covers_in_words(client, rina, dinas_a):
    client.force_login(rina)
    content = client.get(reverse("past-import-template")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Daftar").to_python()
    places = [place for place, title in enumerate(rows[0]) if title == "Bagi"]
    said = {name for row in rows[1:] for place in places for name in str(row[place]).split(", ") if name}
    assert len(places) == 2 and said <= {*(str(label) for label in StaffCategory.labels), "Semua"}
    assert ["Dinas A", "dinas-a"] in [row[place : place + 2] for row in rows for place in range(len(row))]


def test_the_example_of_the_template_would_be_taken_over(rina, city, now):
    factories.make_agency(city, "discontoh", "Dinas Contoh")
    example = {field: column.example for field, column in COLUMNS.items() if column.example}
    assert said(taken_over(listed(example), rina, now)) == []
    assert Case.objects.get().incidents.get().posts.get().platform == "TIKTOK"


def test_the_page_uploads_reports_and_takes_over(client, rina, dinas_a, now):
    client.force_login(rina)
    sent = {"submission": str(uuid.uuid4()), "file": listed(DECREE, DECREE | {"nip": "7", "decree_number": "=1+1"})}
    page = client.post(reverse("past-imports"), sent, follow=True)
    assert "Sedang diperiksa" in page.content.decode() and page.headers["Refresh"] == "5"
    past_import.work_off(now)
    address = page.redirect_chain[-1][0]
    text = client.get(address).content.decode()
    assert "belum ada yang masuk" in text and "Masukkan 1 baris" in text and "18 angka" in text
    assert "18 angka" not in client.get(address, {"verdict": "WARNED"}).content.decode()
    client.post(address, {"submission": str(uuid.uuid4()), "act": "confirm"})
    assert "0 dari 1 baris" in client.get(address).content.decode()
    past_import.work_off(now)
    text = client.get(address).content.decode()
    assert "KL-2022-0001" in text
    assert client.get(reverse("case", args=["KL-2022-0001"])).status_code == 200
    assert client.get(reverse("people")).status_code == 200


def test_refused_cells_do_not_run_as_formulas(client, rina, dinas_a, now):
    client.force_login(rina)
    kept = checked(listed(DECREE | {"name": '=HYPERLINK("http://x")'}), rina, now)
    address = reverse("past-import-rejects", args=[kept.pk])
    answer = client.get(address, {"format": "csv"})
    assert b"'=HYPERLINK" in b"".join(answer.streaming_content)
    book = io.BytesIO(b"".join(client.get(address).streaming_content))
    rows = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    assert '=HYPERLINK("http://x")' in [row[2] for row in rows]
    assert b"<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")


def test_an_upload_without_a_file_says_so(client, rina):
    client.force_login(rina)
    page = client.post(reverse("past-imports"), {"submission": str(uuid.uuid4())})
    assert page.status_code == 422 and "Pilih berkasnya." in page.content.decode()
