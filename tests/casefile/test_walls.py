"""Conflicts of interest: one rule, for the database and for rows, and nothing of a closed case on any page."""

import itertools
import uuid

import pytest
from django.urls import get_resolver, reverse

from cases.hearing_room import icalendar_feed as feed
from cases.hearing_room.calendar_links import open_link
from cases.intake.incidents import Report
from cases.models import AccessEntry, Agency, Case, ClearanceLetter, IncomingReport, Notification, Recusal, Role, User
from cases.models.casefile import wall
from cases.parties.respondents import add_respondent
from cases.procedure.accounts import accounts_of
from cases.procedure.admission import barred
from cases.procedure.refusals import NotAllowed
from cases.reports import citizen_page, incoming
from cases.staff_record import clearance
from cases.two_people import recusals
from tests import factories
from tests.samples.addresses import addresses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices(city, dinas_a, rina, joko, sari, dewi, tono):
    """Accounts of every office, above and below each other, with and without a person behind them."""
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
    bidang = factories.make_agency(city, "bidang", "Bidang Disiplin", parent=rina.agency)
    officer = factories.make_employee("Hadi", agency=dinas_a)
    return [
        rina, joko, sari, dewi, tono,
        factories.make_user("sdn", Role.HR_OFFICER, city, agency=school),
        factories.make_user("bidang", Role.BKPSDM, city, agency=bidang),
        factories.make_user("tanpa", Role.BKPSDM, city),
        factories.make_user("hadi", Role.HR_OFFICER, city, agency=dinas_a, employee=officer),
    ]  # fmt: skip


@pytest.fixture
def cases(offices, city, dinas_a, budi, now):
    """A case about each kind of person who would handle one."""
    rina, joko, sari, *_others, hadi = offices
    school, bidang = (city.agencies.get(code=code) for code in ("sdn-1", "bidang"))
    people = [
        budi, hadi.employee,
        factories.make_employee("Kepala Dinas", agency=dinas_a, post=dinas_a.head_title),
        factories.make_employee("Kepala Sekolah", agency=school, post=school.head_title.upper()),
        factories.make_employee("Analis", agency=bidang),
        factories.make_employee("Kepala BKPSDM", agency=rina.agency, post=rina.agency.head_title),
        factories.make_employee("Auditor", agency=joko.agency),
    ]  # fmt: skip
    units = [person.employments.get().agency for person in people]
    made = [
        factories.make_case(by=sari, agency=unit, at=now, people=(one,))
        for one, unit in zip(people, units, strict=True)
    ]
    recusals.recuse(case=made[0], actor=sari, at=now, on=dinas_a.local_date(now), user=sari, reason="Kerabat")
    return dict(zip(("budi", "hadi", "head", "school", "unit", "bkpsdm", "inspectorate"), made, strict=True))


CLOSED = {
    "rina": {"unit", "bkpsdm"},
    "bidang": {"unit", "bkpsdm"},
    "tanpa": set(),
    "joko": {"inspectorate"},
    "dewi": set(),
    "tono": set(),
    "sari": {"budi", "hadi", "head"},
    "sdn": {"hadi", "head", "school"},
    "hadi": {"hadi", "head"},
}


def test_a_case_about_somebody_who_would_handle_it_is_closed_to_that_office(cases, offices):
    found = {
        user.username: {name for name, case in cases.items() if Case.objects.in_conflict(user).contains(case)}
        for user in offices
    }
    assert found == CLOSED


def test_the_rule_for_rows_is_the_rule_of_the_database(cases, offices):
    rows = wall.barred({case.pk for case in cases.values()}, offices)
    pairs = itertools.product(cases.values(), offices)
    assert {(case.pk, user.pk) for case, user in pairs if barred(case, user)} == rows


def test_the_turn_goes_to_the_next_role_of_the_step(cases, offices, now):
    """Nobody of BKPSDM may act on the head of BKPSDM, once the account without an office has stepped back too."""
    case, alone = cases["bkpsdm"], next(user for user in offices if user.username == "tanpa")
    factories.bring_to(case.respondents.get(), "CLARIFIED", by=alone, at=now)
    assert case.respondents.get().turn == Role.BKPSDM
    recusals.recuse(case=case, actor=alone, at=now, on=case.agency.local_date(now), user=alone, reason="Bawahannya")
    assert case.respondents.get().turn == Role.INSPECTOR
    assert {user.role for user in accounts_of(case, Role.BKPSDM)} == {Role.INSPECTOR}


def test_an_office_that_records_a_case_about_itself_no_longer_sees_it(client, rina, now):
    head = factories.make_employee("Kepala BKPSDM", agency=rina.agency)
    case = factories.make_case(by=rina, agency=rina.agency, at=now)
    assert Case.objects.visible_to(rina).contains(case)
    add_respondent(case=case, actor=rina, at=now, employee=head)
    assert not Case.objects.visible_to(rina).contains(case)


FREE = {"people", "person", "clearance-new"}  # they say who works where, and that somebody else handles the record


@pytest.mark.parametrize("who", ["recused", "himself"])
def test_no_page_shows_a_case_or_a_record_behind_the_wall(who, world, client, now):
    """Every address of the product, with everything that one case has: no number, no title, no link into it.

    Only the message to whoever was taken off the case names its number.
    """
    accounts, addresses = world
    case, user = Case.objects.visible_to(accounts["own"]).get(), accounts[who]
    case.title = "Judul yang tidak boleh bocor"
    case.save(update_fields=["title"])
    marks = [case.number, case.title, f"/respondents/{case.respondents.get().pk}/"]
    own_feed = {"token": feed.SIGNER.sign(open_link(user=user, at=now).key.hex)}
    told = {"notifications": [case.number]} if who == "recused" else {}
    client.force_login(user)
    shown = {}
    for name in (pattern.name for pattern in addresses_of(get_resolver("cases.urls"))):
        if name in ("logout", "account_logout"):
            continue
        answer = client.get(reverse(name, kwargs=own_feed if name == "calendar-feed" else addresses.get(name)))
        content = answer.getvalue() if answer.streaming else answer.content
        found = [mark for mark in marks if mark.encode() in content]
        if found or (answer.status_code == 200 and name.startswith("clearance") and name not in FREE):
            shown[name] = found
    assert shown == told


def test_a_recused_account_neither_learns_of_an_examination_nor_handles_the_letter(world, client, budi, now):
    accounts, addresses = world
    user = accounts["recused"]
    user.agency = Agency.objects.get(code="bkpsdm")
    user.save(update_fields=["agency"])
    user = User.objects.get(pk=user.pk)
    client.force_login(user)
    page = client.get(reverse("clearance-new", kwargs=addresses["clearance-new"])).text
    assert "sedang diperiksa" not in page and "petugas lain" in page
    signed = {"purpose": "AWARD", "signed_post": "Kepala BKPSDM", "signed_by": "Contoh"}
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        clearance.issue(employee=budi, actor=user, at=now, **signed)
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        clearance.withdraw(letter=ClearanceLetter.objects.get(), actor=user, at=now, reason="Tidak perlu")
    opened = client.post(reverse("person", kwargs={"pk": budi.pk}), {"reason": "Ingin melihat catatan"}, follow=True)
    assert "petugas lain" in opened.text
    assert not AccessEntry.objects.filter(user=user, employee=budi, what="record").exists()


def test_messages_sent_before_are_no_longer_shown_counted_or_mailed(client, sari, rina, budi, now):
    case = factories.make_case(by=sari, agency=sari.agency, at=now, people=(budi,))
    sent = Notification.objects.create(
        key="before:1", kind="TASK", recipient=rina, case=case, subject=f"Tugas {case.number}", body="", path="/",
        created_at=now, next_try_at=now,
    )  # fmt: skip
    recusals.recuse(case=case, actor=rina, at=now, on=sari.local_date(now), user=rina, reason="Kerabat")
    client.force_login(rina)
    page = client.get("/notifications/").text
    assert sent.subject not in page and "Anda tidak lagi menangani" in page
    assert client.post(f"/notifications/{sent.pk}/").status_code == 404
    sent.refresh_from_db()
    assert sent.cancelled_at is not None and not Notification.objects.unread(rina).filter(case=case).exists()


def test_a_number_of_the_dashboard_counts_every_case_and_its_list_those_without_conflict(client, sari, rina, budi, now):
    case = factories.make_case(by=sari, agency=sari.agency, at=now, people=(budi,))
    recusals.recuse(case=case, actor=rina, at=now, on=sari.local_date(now), user=rina, reason="Kerabat")
    client.force_login(rina)
    page = client.get(reverse("metric", kwargs={"code": "open"}))
    assert case.number not in page.text and page.context["total"] == 1


def told(city, now, **over):
    content = citizen_page.CitizenReport(text="Pegawai joget di loket", **over)
    citizen_page.submit(government=city, key=uuid.uuid4(), at=now, content=content)
    return IncomingReport.objects.latest("pk")


def test_a_report_on_an_office_is_not_checked_by_that_office(city, rina, joko, dinas_a, now):
    ordinary = told(city, now)
    report = told(city, now, unit="Kantor BKPSDM")
    assert report.kept_from == Role.BKPSDM and ordinary.kept_from == ""
    assert not IncomingReport.objects.visible_to(rina).contains(report)
    assert IncomingReport.objects.visible_to(joko).contains(report)
    keepers = Notification.objects.filter(path=reverse("incoming-report", args=[report.pk]))
    assert {message.recipient for message in keepers} == {joko}
    assert report.clocks.get().level == 3


def test_whoever_stepped_back_from_a_report_stays_out_of_its_case(city, rina, joko, dinas_a, budi, now):
    report = told(city, now)
    recusals.recuse_from_report(report=report, actor=rina, at=now, reason="Terlapor kerabat saya")
    assert not IncomingReport.objects.visible_to(rina).contains(report)

    case = incoming.accept(report=report, actor=joko, at=now, intake=Report(agency=dinas_a, summary=factories.SENTENCE))
    assert Recusal.objects.of(rina).filter(case=case).exists() and not Case.objects.visible_to(rina).contains(case)
