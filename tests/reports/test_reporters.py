"""Reporters: a separate right, one page, and a reason for each reading."""

import zipfile

import pytest
from django.contrib import admin
from django.db import DatabaseError, transaction

from cases.evidence import package as evidence_package
from cases.evidence.files import add_file
from cases.models import Notification, Reporter, ReporterReading, Role
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.reports.reporters import read_reporter
from cases.two_people import recusals
from tests import factories
from tests.samples.case_tabs import whole_case
from tests.samples.pictures import photo
from tests.samples.reporters import REASON, let_read

pytestmark = pytest.mark.django_db
NAME = "Narasumber Mahardika"


@pytest.fixture
def case(sari, dinas_a, budi, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now, people=(budi,), reporter=Reporter(name=NAME))


@pytest.fixture
def reporter(case):
    return Reporter.objects.get(incident__case=case)


def test_no_role_reads_it_without_the_right_not_even_who_wrote_it_down(reporter, sari, rina, joko, dewi, putri):
    for user in (sari, rina, joko, dewi, putri):
        assert not Reporter.objects.readable_by(user).exists()


def test_the_right_serves_bkpsdm_and_the_inspectorate_only(reporter, sari, rina, joko, dewi, putri):
    allowed = {
        user.username: Reporter.objects.readable_by(let_read(user)).exists() for user in (sari, rina, joko, dewi)
    }
    assert allowed == {"sari": False, "rina": True, "joko": True, "dewi": False}
    assert not Reporter.objects.readable_by(let_read(putri)).exists()


def test_the_right_ends_where_the_case_ends(reporter, case, rina, city, now, budi):
    other = factories.make_government("Kota Lain", "kota-lain")
    elsewhere = let_read(factories.make_user("lain", Role.BKPSDM, other))
    himself = let_read(factories.make_user("budi", Role.INSPECTOR, city, employee=budi))
    recused = let_read(factories.make_user("mundur", Role.BKPSDM, city))
    on = case.agency.local_date(now)
    recusals.recuse(case=case, actor=recused, at=now, on=on, user=recused, reason="Kerabat")
    for user in (elsewhere, himself, recused):
        assert not Reporter.objects.readable_by(user).exists()
        with pytest.raises(NotAllowed):
            read_reporter(reporter=reporter, actor=user, at=now, reason=REASON)
    assert not ReporterReading.objects.exists()


def test_each_reading_asks_for_a_reason_and_leaves_it(client, reporter, rina):
    client.force_login(let_read(rina))
    path = f"/reporters/{reporter.pk}/"
    assert NAME not in client.get(path).text
    assert NAME not in client.post(path, {"reason": "iseng"}).text
    assert not ReporterReading.objects.exists()
    assert NAME in client.post(path, {"reason": REASON}).text
    assert NAME not in client.get(path).text
    reading = ReporterReading.objects.get()
    assert (reading.user, reading.reason, reading.reporter) == (rina, REASON, reporter)


def test_a_reading_cannot_be_taken_back(reporter, rina, now):
    read_reporter(reporter=reporter, actor=let_read(rina), at=now, reason=REASON)
    rows = ReporterReading.objects.all()
    for change in (lambda: rows.update(reason="-"), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_reason_of_spaces_is_refused(reporter, rina, now):
    with pytest.raises(RuleViolation):
        read_reporter(reporter=reporter, actor=let_read(rina), at=now, reason=" " * 20)


def test_administrators_read_who_opened_it_and_never_the_name(client, reporter, rina, putri, now):
    read_reporter(reporter=reporter, actor=let_read(rina), at=now, reason=REASON)
    client.force_login(putri)
    text = client.get("/reporters/readings/").text
    assert REASON in text and NAME not in text
    assert client.get(f"/reporters/{reporter.pk}/").status_code == 404
    client.force_login(rina)
    assert client.get("/reporters/readings/").status_code == 404


def test_it_is_on_no_other_page_list_search_package_or_history_even_with_the_right(
    client, reporter, case, rina, budi, now
):
    reader = let_read(rina)
    client.force_login(reader)
    pages = (
        f"/cases/{case.number}/", f"/cases/{case.number}/history/", "/cases/", "/work/", "/dashboard/", "/hearings/",
        *(f"/cases/{case.number}/{tab}/" for tab in ("people", "evidence", "examination", "decisions")),
        "/incoming/", f"/people/{budi.pk}/", "/notifications/", f"/cases/{case.number}/letters/",
    )  # fmt: skip
    for page in pages:
        assert "mahardika" not in client.get(page).text.lower()
    assert case.number not in client.post("/cases/", {"q": "mahardika"}, follow=True).text
    case.refresh_from_db()
    assert "mahardika" not in case.search
    add_file(case=case, actor=rina, at=now, upload=photo())
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as archive:
        parts = zipfile.ZipFile(archive)
        assert not any(b"mahardika" in parts.read(name).lower() for name in parts.namelist())
    bodies = " ".join(f"{note.subject} {note.body}" for note in Notification.objects.all())
    assert "mahardika" not in bodies.lower()
    assert not case.history.filter(note__icontains="mahardika").exists()
    assert f"/reporters/{reporter.pk}/" in client.get(f"/cases/{case.number}/people/").text


def test_the_admin_knows_no_reporters_and_no_reports():
    kept_out = {"Reporter", "ReporterReading", "IncomingReport", "ReportMessage", "ReportFile"}
    assert not kept_out & {model.__name__ for model in admin.site._registry}


def test_its_own_text_never_says_the_name(reporter):
    assert NAME not in f"{reporter} {reporter!r}"


def test_who_complained_to_an_outside_body_is_kept_apart_as_well(client, case, rina, now):
    client.force_login(rina)
    sent = {"body": "Ombudsman RI", "reporter": NAME, "direction": "IN", "about": "Meminta penjelasan",
            "reported_on": "hari ini", "submission": "6a3f0a9e-5d0e-4a0e-9a37-3f5a0c0f7a11"}  # fmt: skip
    assert client.post(f"/cases/{case.number}/record-outside-report/", sent).status_code == 302
    assert NAME not in whole_case(client, case)
    assert Reporter.objects.get(outside_report__case=case).name == NAME
