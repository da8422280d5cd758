"""Data that ends: destroyed by rule and two reviewers, with a certificate and a tombstone; the numbers stay."""

import datetime as dt
import io
import uuid

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from cases.dashboard import numbers
from cases.dashboard.periods import Period
from cases.dashboard.tally_check import differences
from cases.evidence.files import add_file
from cases.models import (
    AccessEntry,
    Agency,
    AuditEntry,
    Case,
    CaseLink,
    DestroyedEntries,
    Destruction,
    Disposal,
    Employee,
    EvidenceItem,
    IncomingReport,
    Letter,
    PendingAct,
    Reporter,
    ReportFile,
    ReportMessage,
    Respondent,
    Sanction,
    Status,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.two_people import NeedsSecond
from cases.reports import citizen_page, incoming
from cases.retention import holds, schedule
from cases.retention.destroying import destroy
from cases.retention.extent import NAMES_NOBODY, WIPED, belongings
from cases.sealing import heads, links
from cases.sealing.verifying import Why, verify
from cases.two_people.acts import confirm, propose
from lib import database_rights
from regulations.models import ClockStep
from tests import factories
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
YEARS = dt.timedelta(days=366 * 11)


@pytest.fixture
def later(now):
    """Eleven years after the case ended; the clock of the services is theirs."""
    return now + YEARS


@pytest.fixture
def ended(sari, rina, budi, now):
    """A case with a served sanction, evidence and letters, sealed."""
    path = factories.make_respondent(by=sari, employee=budi, at=now)
    add_file(case=path.case, actor=sari, at=now, upload=photo(), title=f"Foto {budi.name}")
    factories.bring_to(path, Status.IN_FORCE, by=rina, at=now)
    Respondent.objects.filter(pk=path.pk).update(
        status=Status.CLOSED, closing_reason="SANCTION_SERVED", turn="", due_on=None
    )
    Case.objects.filter(pk=path.case_id).update(closed_on=now.date(), stage=Status.CLOSED)
    path.deadlines.unfinished().update(cancelled_on=now.date(), next_reminder_on=None, escalates_on=None)
    links.seal_waiting(now)
    return Case.objects.get(pk=path.case_id)


@pytest.fixture
def due(ended, later):
    schedule.propose_disposals(later)
    return Disposal.objects.get(case=ended)


def agree(disposal, first, second, at):
    """The first reviewer proposes, the second confirms, and the act is carried out."""
    with pytest.raises(NeedsSecond) as need:
        destroy(disposal=disposal, actor=first, at=at)
    pending = propose(need.value, actor=first, at=at)
    confirm(pending=pending, actor=second, at=at)
    return destroy(disposal=disposal, actor=first, at=at)


def test_nothing_is_proposed_before_its_time_and_once_after_it(ended, now, later):
    schedule.propose_disposals(now + dt.timedelta(days=3000))
    assert not Disposal.objects.filter(case=ended).exists()
    assert schedule.propose_disposals(later) >= 1
    assert schedule.propose_disposals(later) == 0
    disposal = Disposal.objects.get(case=ended)
    assert (disposal.months, disposal.due_on.year) == (120, now.year + 10)


def test_a_case_without_violation_is_due_earlier(ended, now, sari, budi, dinas_a):
    other = factories.make_case(
        by=sari, agency=dinas_a, at=now, people=(factories.make_employee("Ani", agency=dinas_a),)
    )
    other.respondents.update(status=Status.CLOSED, closing_reason="UNFOUNDED", turn="", due_on=None)
    Case.objects.filter(pk=other.pk).update(closed_on=now.date(), stage=Status.CLOSED)
    found = schedule.due_cases(other.government, (now + dt.timedelta(days=800)).date())
    assert [(case.pk, time.limit.step) for case, time in found] == [(other.pk, ClockStep.KEEP_UNPROVEN)]


def test_the_schedule_of_a_government_replaces_the_national_row(ended, rina, now, putri, sari):
    schedule.choose(actor=rina, at=now, step=ClockStep.KEEP_CASE, months=12, basis="Perwal 7/2026")
    assert schedule.propose_disposals(now + dt.timedelta(days=400)) == 1
    assert Disposal.objects.get(case=ended).basis == "Perwal 7/2026"
    with pytest.raises(NotAllowed):
        schedule.choose(actor=sari, at=now, step=ClockStep.KEEP_CASE, months=1, basis="-")
    with pytest.raises(RuleViolation):
        schedule.choose(actor=rina, at=now, step=ClockStep.KEEP_CASE, months=12, basis=" ")


def test_two_reviewers_destroy_the_file_and_a_certificate_stays(due, ended, rina, joko, later):
    files = [item.file.name for item in EvidenceItem.objects.filter(case=ended)] + [
        letter.file.name for letter in Letter.objects.filter(case=ended)
    ]
    with transaction.atomic():
        made = agree(due, rina, joko, later)
    assert files and made.files >= len(files)
    assert (made.first_by, made.second_by) == (rina, joko)
    assert not EvidenceItem.objects.exists() and not Letter.objects.exists()
    with made.file.open() as drawn:
        assert drawn.read(5) == b"%PDF-"


@pytest.mark.django_db(transaction=False)
def test_files_are_deleted_when_the_destruction_is_committed(
    due, ended, rina, joko, later, django_capture_on_commit_callbacks
):
    names = [item.file.name for item in EvidenceItem.objects.filter(case=ended)]
    with django_capture_on_commit_callbacks(execute=True):
        agree(due, rina, joko, later)
    assert names and not [name for name in names if default_storage.exists(name)]


def test_no_word_about_the_person_stays_in_any_row_of_the_case(due, ended, budi, rina, joko, later):
    agree(due, rina, joko, later)
    left = []
    for model in apps.get_app_config("cases").get_models():
        if model in (Employee, *(m for m in [apps.get_model("cases", "User")])) or model._meta.proxy:
            continue
        texts = [
            f.name
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values(*texts) if texts else ():
            if any(budi.name in str(value) or (budi.nip or "-") in str(value) for value in row.values()):
                left.append(model.__name__)
    assert left == []
    assert ended.respondents.get().employee is None


def test_every_word_of_the_skeleton_is_wiped_or_said_to_name_nobody():
    for model, wiped in WIPED.items():
        words = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
        }
        people = {field.name for field in model._meta.concrete_fields if field.related_model is Employee}
        assert words | people == (set(wiped) & (words | people)) | NAMES_NOBODY[model.__name__], model


def test_the_numbers_are_the_same_before_and_after(due, ended, rina, joko, later):
    agencies = Agency.objects.filter(government=ended.government)
    period = Period.of_year(due.proposed_at.year - 11)
    scope = numbers.Scope(agencies, list(agencies.values_list("pk", flat=True)), period, later.date())
    before = numbers.overview(scope), Sanction.objects.counted().count()
    found = differences()
    agree(due, rina, joko, later)
    assert (numbers.overview(scope), Sanction.objects.counted().count()) == before
    assert differences() == found


def test_the_record_still_verifies_and_says_what_was_destroyed(due, ended, rina, joko, later):
    heads.sign_heads(later)
    assert verify().breaks == []
    acts = set(AuditEntry.objects.filter(case=ended).values_list("pk", flat=True))
    agree(due, rina, joko, later)
    links.seal_waiting(later)
    assert verify().breaks == []
    gone = {entry for row in DestroyedEntries.objects.filter(kind="act") for entry in row.entries}
    assert gone and gone <= acts
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    assert out.getvalue().startswith("ok:")


def test_an_entry_that_is_missing_without_a_certificate_is_still_named(due, ended, rina, joko, later, sari):
    other = factories.make_case(by=sari, agency=ended.agency)
    agree(due, rina, joko, later)
    links.seal_waiting(later)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM cases_auditentry WHERE case_id = %s", [other.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert [found.why for found in verify().breaks] == [Why.ENTRY_GONE]


def test_the_case_and_the_search_show_a_tombstone_and_take_no_act(due, ended, rina, joko, later, client):
    made = agree(due, rina, joko, later)
    client.force_login(rina)
    for name in (
        "case",
        "case-people",
        "case-evidence",
        "case-examination",
        "case-decisions",
        "case-letters",
        "case-history",
    ):
        page = client.get(reverse(name, args=[ended.number]))
        assert page.status_code == 200, name
        assert "dimusnahkan" in page.content.decode(), name
    found = client.post(reverse("cases"), {"q": ended.number}, follow=True)
    assert ended.number in found.content.decode()
    listed = client.get(reverse("cases")).content.decode()
    assert "Dimusnahkan" in listed and ended.title not in listed
    certificate = client.get(reverse("destruction", args=[made.pk]))
    assert certificate["Content-Type"] == "application/pdf" and certificate.getvalue().startswith(b"%PDF")
    with pytest.raises(RuleViolation, match="dimusnahkan"):
        holds.place(case=ended, actor=rina, at=later, reason="Gugatan")


def test_a_hold_keeps_the_case_until_it_is_lifted(due, ended, rina, joko, later):
    holds.place(case=ended, actor=joko, at=later, reason="Gugatan di PTUN")
    with pytest.raises(RuleViolation, match="ditahan"):
        destroy(disposal=due, actor=rina, at=later)
    holds.lift(case=ended, actor=joko, at=later)
    links.seal_waiting(later)
    assert agree(due, rina, joko, later).number.startswith("BAM-")


def test_a_held_case_is_not_proposed(ended, joko, now, later):
    holds.place(case=ended, actor=joko, at=now, reason="Audit")
    assert not schedule.due_cases(ended.government, later.date())


def test_one_reviewer_alone_destroys_nothing(due, rina, joko, later):
    with pytest.raises(NeedsSecond) as need:
        destroy(disposal=due, actor=rina, at=later)
    pending = propose(need.value, actor=rina, at=later)
    with pytest.raises(NotAllowed):
        confirm(pending=pending, actor=rina, at=later)
    with pytest.raises(NeedsSecond):
        destroy(disposal=due, actor=rina, at=later)
    assert not Destruction.objects.exists()


def test_it_is_destroyed_once(due, rina, joko, later):
    agree(due, rina, joko, later)
    with pytest.raises(RuleViolation, match="sudah"):
        destroy(disposal=due, actor=rina, at=later)


def test_an_entry_that_waits_for_its_seal_is_not_destroyed(due, ended, rina, joko, now, later):
    fresh = AuditEntry.objects.create(case=ended, act="record-fact", at=now, on=now.date(), note="baru")
    with pytest.raises(RuleViolation, match="tersegel"):
        agree(due, rina, joko, later)
    assert AuditEntry.objects.filter(pk=fresh.pk).exists()


def test_outsiders_and_officers_with_a_conflict_destroy_nothing(due, ended, sari, putri, later, client):
    stranger = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    colleague = factories.make_user("sejawat", "INSPECTOR", ended.government, employee=ended.respondents.get().employee)
    for who in (sari, putri, stranger, colleague):
        with pytest.raises(RuleViolation):
            destroy(disposal=due, actor=who, at=later)
        client.force_login(who)
        assert client.get(due.get_absolute_url()).status_code == 404, who
    assert not PendingAct.objects.filter(kind="DISPOSAL").exists()


def test_the_pages_from_proposal_to_certificate(due, ended, rina, joko, later, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(rina)
    page = client.get(reverse("retention"))
    assert ended.number in page.content.decode(), (page.status_code, page.headers.get("Location"), page.content[:2000])
    asked = client.post(due.get_absolute_url(), {"act": "destroy", "submission": str(uuid.uuid4())})
    pending = PendingAct.objects.get(kind="DISPOSAL")
    assert asked.url == reverse("confirmation", args=[pending.key])
    client.force_login(joko)
    done = client.post(asked.url, {"act": "confirm", "submission": str(uuid.uuid4())})
    assert done.status_code == 302
    made = Destruction.objects.get()
    assert made.number in client.get(reverse("retention")).content.decode()


def test_rows_of_other_cases_stay(due, ended, rina, joko, later, sari, now):
    other = factories.make_case(by=sari, agency=ended.agency, at=now)
    CaseLink.objects.create(case=other, other=ended, kind=CaseLink._meta.get_field("kind").choices[0][0])
    acts = AuditEntry.objects.filter(case=other).count()
    links.seal_waiting(later)
    agree(due, rina, joko, later)
    other.refresh_from_db()
    assert other.destroyed_on is None and AuditEntry.objects.filter(case=other).count() == acts
    assert other.incidents.exists()


def test_readings_end_with_two_reviewers_and_their_seals_stay(ended, rina, joko, sari, now, later, client):
    client.force_login(sari)
    client.get(reverse("case", args=[ended.number]))
    client.get(reverse("work"))
    links.seal_waiting(now)
    assert AccessEntry.objects.exists()
    schedule.propose_disposals(later)
    disposal = Disposal.objects.get(kind="READINGS", government=ended.government)
    agree(disposal, rina, joko, later)
    assert not AccessEntry.objects.filter(case=ended).exists()
    links.seal_waiting(later)
    assert verify().breaks == []


def test_a_case_is_held_on_its_own_page_long_before_its_time(sari, rina, joko, budi, now, client):
    case = factories.make_respondent(by=sari, employee=budi, at=now).case
    address, place = reverse("case", args=[case.number]), reverse("legal-hold", args=[case.number])
    client.force_login(rina)
    assert place in client.get(address).text
    empty = client.post(place, {"act": "hold", "reason": " ", "submission": str(uuid.uuid4())})
    assert empty.status_code == 422
    sent = {"act": "hold", "reason": "Gugatan di PTUN", "submission": str(uuid.uuid4())}
    assert client.post(place, sent).url == address
    for tab in ("case", "case-people", "case-evidence", "case-history", "case-letters"):
        shown = client.get(reverse(tab, args=[case.number])).text
        assert "Ditahan dari pemusnahan: Gugatan di PTUN" in " ".join(shown.split()), tab
    again = client.post(place, sent | {"submission": str(uuid.uuid4())})
    assert again.status_code == 422 and "sudah ditahan" in again.text
    client.force_login(joko)
    assert client.post(place, {"act": "lift", "submission": str(uuid.uuid4())}).url == address
    assert "Ditahan dari pemusnahan:" not in client.get(address).text
    client.force_login(sari)
    assert place not in client.get(address).text
    again = sent | {"submission": str(uuid.uuid4())}
    assert client.get(place).status_code == client.post(place, again).status_code == 404


@pytest.fixture
def refused(city, rina, now):
    """A refused report with a code, a reporter, a picture and an answer."""
    city.reports_from = city.local_date(now)
    city.save()
    told = citizen_page.CitizenReport(text="Ibu Wati memaki di siaran langsung")
    tono = Reporter(name="Tono Pelapor", contact="0812")
    code = citizen_page.submit(government=city, key=uuid.uuid4(), at=now, content=told, files=[photo()], reporter=tono)
    report = citizen_page.find(code)
    incoming.reply(report=report, actor=rina, at=now, text="Siapa Wati itu?", key=uuid.uuid4())
    incoming.reject(report=report, actor=rina, at=now, reason="Wati bukan pegawai")
    links.seal_waiting(now)
    return code, report


def test_refused_reports_end_with_two_reviewers_and_their_numbers_stay(
    refused, city, rina, joko, now, django_capture_on_commit_callbacks
):
    code, report = refused
    file = report.files.get().file.name
    schedule.propose_disposals(now + dt.timedelta(days=700))
    assert not Disposal.objects.filter(kind="REPORTS").exists()
    late = now + dt.timedelta(days=800)
    schedule.propose_disposals(late)
    assert schedule.propose_disposals(late) == 0
    disposal = Disposal.objects.get(kind="REPORTS", government=city)
    with django_capture_on_commit_callbacks(execute=True):
        made = agree(disposal, rina, joko, late)
    left = IncomingReport.objects.get(pk=report.pk)
    assert (left.number, left.state, left.destroyed_on) == (report.number, "REJECTED", city.local_date(late))
    assert "Wati" not in f"{IncomingReport.objects.values().get(pk=report.pk)}"
    assert not (ReportMessage.objects.exists() or ReportFile.objects.exists() or Reporter.objects.exists())
    assert made.files == 1 and not default_storage.exists(file)
    links.seal_waiting(late)
    assert verify().breaks == []
    assert citizen_page.find(code) == left
    for act in (
        lambda: incoming.reply(report=left, actor=rina, at=late, text="Halo", key=uuid.uuid4()),
        lambda: citizen_page.add(report=left, key=uuid.uuid4(), at=late, text="Halo"),
    ):
        with pytest.raises(RuleViolation, match="dimusnahkan"):
            act()


def test_a_refused_report_whose_reporter_wrote_lately_stays(refused, city, now):
    _code, report = refused
    late = now + dt.timedelta(days=800)
    citizen_page.add(report=report, key=uuid.uuid4(), at=late, text="Saya tahu lebih banyak")
    schedule.propose_disposals(late)
    assert not Disposal.objects.filter(kind="REPORTS").exists()


def test_the_pages_of_a_destroyed_report_say_so(refused, city, rina, joko, now, client):
    code, report = refused
    late = now + dt.timedelta(days=800)
    schedule.propose_disposals(late)
    agree(Disposal.objects.get(kind="REPORTS"), rina, joko, late)
    client.force_login(rina)
    shown = client.get(reverse("incoming-report", args=[report.pk]))
    assert "isinya dimusnahkan" in shown.text and "Tindak lanjuti" not in shown.text
    client.logout()
    told = client.post("/lapor/ikuti/", {"code": code})
    assert "isinya sudah dimusnahkan" in told.text and 'value="add"' not in told.text


# The narrow path of the database.


def test_the_database_deletes_records_only_for_a_certificate_of_the_same_transaction(due, ended, rina, joko, later):
    entry = AuditEntry.objects.filter(case=ended).first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT destroy_rows(0, 'cases_auditentry'::regclass, %s)", [[entry.pk]])
    made = agree(due, rina, joko, later)
    assert Destruction.objects.filter(pk=made.pk).exists()
    for table in ("cases_seal", "cases_destruction", "cases_accountevent"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT destroy_rows(%s, %s::regclass, '{1}')", [made.pk, table])


def test_the_role_of_the_application_destroys_by_the_function_alone(due, ended, rina, joko, later):
    role = "conduct_test_app"
    with connection.cursor() as cursor:
        database_rights.grant(cursor, apps.get_models(include_auto_created=True), role=role, password="geheim")
        cursor.execute(f"SET LOCAL ROLE {role}")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('conduct.destroying', 'cases_auditentry'::regclass::oid::text, true)")
        cursor.execute("DELETE FROM cases_auditentry")
    agree(due, rina, joko, later)
    assert not AuditEntry.objects.filter(case=ended, act="report").exists()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_what_is_found_for_a_case_never_includes_shared_rows(ended, later):
    found = {model.__name__ for model in belongings(ended, since=later)}
    assert found.isdisjoint({"Employee", "User", "Agency", "Government", "AccessEntry", "Case", "Respondent"})
