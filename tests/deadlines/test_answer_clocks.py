"""Clocks of letters and reports: reminders, escalation, and the answer that stops them."""

import datetime as dt
import uuid

import pytest

from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.models import AnswerClock, Deadline, Level, Notification, OutsideReport
from cases.oversight import acts as oversight
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.reports import incoming
from cases.two_people import recusals
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
MONDAY = dt.datetime(2026, 7, 13, 9, 0, tzinfo=JAKARTA)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def case(sari, dinas_a):
    return factories.make_case(by=sari, agency=dinas_a, at=MONDAY)


def letter(case, by, step="ORI-EXPLAIN", at=MONDAY, **over):
    fields = {"body": "Ombudsman RI", "direction": "IN", "about": "Minta penjelasan", "register_number": "0123/2026"}
    row = OutsideReport(**fields | {"reported_on": at.date() - DAY, "received_on": at.date()} | over)
    return oversight.record_outside_report(case=case, actor=by, at=at, report=row, answer_step=step)


def told(user):
    return list(user.notifications.filter(key__startswith="answer").order_by("pk").values_list("kind", flat=True))


def watch(now):
    remind(AnswerClock, now)
    escalate(AnswerClock, now)


def answered(report, by, at, **over):
    words = {"on": at.date(), "number": "800/77/BKPSDM/2026", "answer": "Sudah diperiksa"} | over
    return oversight.answer_outside_report(report=report, actor=by, at=at, **words)


def test_a_letter_is_due_by_the_rule_of_its_day_counted_from_its_receipt(case, rina):
    clock = letter(case, rina).clocks.get()
    assert (clock.due_on, clock.level, clock.statutory) == (dt.date(2026, 7, 27), Level.BKPSDM, True)
    assert letter(case, rina, step="INT-LETTER").clocks.get().due_on == dt.date(2026, 7, 27)  # ten working days


def test_the_day_that_a_letter_names_comes_before_the_rule(case, rina):
    row = OutsideReport(body="DPRD", direction="IN", about="Undangan", reported_on=MONDAY.date())
    named = {"answer_step": "INT-LETTER", "answer_by": dt.date(2026, 7, 16)}
    oversight.record_outside_report(case=case, actor=rina, at=MONDAY, report=row, **named)
    assert row.clocks.get().due_on == dt.date(2026, 7, 16)
    late = OutsideReport(body="DPRD", direction="IN", about="Undangan", reported_on=MONDAY.date())
    with pytest.raises(RuleViolation, match="sebelum surat diterima"):
        oversight.record_outside_report(
            case=case, actor=rina, at=MONDAY, report=late, answer_step="INT-LETTER", answer_by=dt.date(2026, 7, 1)
        )


@pytest.mark.parametrize(("number", "named"), [("0123/2026", "Ombudsman RI · 0123/2026"), ("", "Ombudsman RI")])
def test_the_form_of_the_answer_names_the_letter_and_the_day_on_which_it_is_due(client, case, rina, number, named):
    row = letter(case, rina, register_number=number)
    client.force_login(rina)
    page = client.get(f"/outside-reports/{row.pk}/answer/").text
    assert f"<p>{named}: Minta penjelasan</p>" in page and 'datetime="2026-07-27"' in page


def test_only_a_letter_that_came_in_and_waits_has_a_clock(case, rina):
    for over in ({"direction": "OUT"}, {"answered_on": MONDAY.date()}):
        with pytest.raises(RuleViolation, match="surat masuk"):
            letter(case, rina, **over)


def test_it_is_reminded_of_before_on_and_after_once_each(case, rina):
    letter(case, rina)
    for days in (11, 11, 14, 14, 15, 15):
        watch(MONDAY + days * DAY)
    assert told(rina) == ["REMINDER", "REMINDER", "OVERDUE"]


def test_an_unanswered_letter_escalates_to_the_sekda_and_no_further(case, rina, joko, dewi):
    row = letter(case, rina)
    for days in range(10, 45):
        watch(MONDAY + days * DAY)
        watch(MONDAY + days * DAY)
    levels = list(row.clocks.order_by("level").values_list("level", flat=True))
    assert levels == [Level.BKPSDM, Level.INSPECTORATE, Level.SEKDA]
    assert "ESCALATION" in told(joko) and told(dewi).count("ESCALATION") == 1
    assert not any("Ombudsman RI" in f"{note.subject} {note.body}" for note in Notification.objects.all())
    assert "BKPSDM" in joko.notifications.get(key__startswith="answer-escalation").body


def test_a_week_without_sweeps_is_made_up_by_one_message(case, rina, joko):
    letter(case, rina)
    watch(MONDAY + 16 * DAY)
    assert told(rina) == ["OVERDUE"] and told(joko) == ["ESCALATION"]


def test_the_answer_stops_every_clock_and_keeps_its_letter_number(client, case, rina, joko):
    row = letter(case, rina)
    watch(MONDAY + 16 * DAY)
    client.force_login(rina)
    sent = {"submission": str(uuid.uuid4()), "on": "28/7/2026", "number": "800/77/BKPSDM/2026", "answer": "Diperiksa"}
    assert client.post(f"/outside-reports/{row.pk}/answer/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.answer_number, row.answered_on) == ("800/77/BKPSDM/2026", dt.date(2026, 7, 28))
    assert not AnswerClock.objects.running().exists()
    assert "800/77/BKPSDM/2026" in client.get(f"/cases/{case.number}/letters/").text
    before = Notification.objects.count()
    watch(MONDAY + 60 * DAY)
    assert Notification.objects.count() == before


def test_an_answer_is_given_once_by_who_may_and_not_before_the_letter(case, rina, sari):
    row = letter(case, rina)
    with pytest.raises(NotAllowed):
        answered(row, sari, MONDAY)
    with pytest.raises(RuleViolation, match="sebelum surat diterima"):
        answered(row, rina, MONDAY, on=MONDAY.date() - DAY)
    answered(row, rina, MONDAY + DAY)
    with pytest.raises(RuleViolation, match="sudah dijawab"):
        answered(row, rina, MONDAY + DAY)


def test_letters_to_answer_are_shown_above_the_queue_of_their_level(client, case, rina, joko, sari, dinas_a):
    row = letter(case, rina, at=dt.datetime.now(JAKARTA) - 20 * DAY)
    path = f"/outside-reports/{row.pk}/answer/"
    seen = {}
    for user in (rina, joko, sari):
        client.force_login(user)
        seen[user.username] = path in client.get("/work/").text, path in client.get("/work/?tab=late").text
    assert seen == {"rina": (True, True), "joko": (False, False), "sari": (False, False)}
    watch(dt.datetime.now(JAKARTA))
    client.force_login(joko)
    assert path in client.get("/work/").text


def test_a_report_must_be_checked_within_three_working_days_by_the_rule_of_its_channel(city, rina, joko, dewi):
    ours, theirs = (
        incoming.open_report(government=city, channel=channel, at=MONDAY, text="Joget di loket", register_number="1")
        for channel in ("WBS", "LAPOR")
    )
    assert ours.clocks.get().limit.step == "INT-REPORT" and theirs.clocks.get().limit.step == "LAPOR-VERIFY"
    assert {clock.due_on for clock in AnswerClock.objects.all()} == {dt.date(2026, 7, 16)}
    incoming.reject(report=ours, actor=rina, at=MONDAY + DAY, reason="Bukan pegawai")
    for days in (4, 14, 30):
        watch(MONDAY + days * DAY)
    assert not ours.clocks.running().exists()
    assert told(joko).count("ESCALATION") == 1 and not told(dewi)
    assert not any("Joget" in note.body for note in Notification.objects.all())
    assert theirs.clocks.order_by("-level").first().level == Level.INSPECTORATE


def test_clocks_of_letters_and_of_respondents_are_independent(case, rina):
    letter(case, rina)
    escalate(Deadline, MONDAY + 30 * DAY)
    assert AnswerClock.objects.count() == 1


def order(case, by, to, at=MONDAY, **over):
    words = {"to": to, "text": "Panggil yang bersangkutan", "given_by": "Sekretaris Daerah"} | over
    return oversight.instruct(case=case, actor=by, at=at, on=at.date(), **words)


def test_an_order_is_due_by_the_rule_or_by_the_day_that_it_names(case, dewi, dinas_a):
    assert order(case, dewi, dinas_a).clocks.get().due_on == dt.date(2026, 7, 20)  # five working days
    assert order(case, dewi, dinas_a, due=dt.date(2026, 7, 15)).clocks.get().due_on == dt.date(2026, 7, 15)
    with pytest.raises(RuleViolation, match="sebelum"):
        order(case, dewi, dinas_a, due=dt.date(2026, 7, 1))


def test_the_agency_of_an_order_is_reminded_first_and_then_the_higher_levels(
    case, city, sari, rina, joko, dewi, dinas_a
):
    """The case lies with Dinas A, the order goes to Dinas B: its officer is reminded, and not that of A."""
    dinas_b = factories.make_agency(city, "dinas-b", "Dinas B")
    badu = factories.make_user("badu", "HR_OFFICER", city, agency=dinas_b)
    given = order(case, dewi, dinas_b)
    assert list(badu.notifications.values_list("kind", flat=True)) == ["INSTRUCTION"]
    for days in range(1, 12):
        watch(MONDAY + days * DAY)
    assert told(badu) == ["REMINDER", "REMINDER", "OVERDUE"] and not told(sari)
    assert "ESCALATION" in told(rina) and "ESCALATION" in told(joko)
    assert badu.notifications.first().path == f"/instructions/{given.pk}/answer/"
    at = MONDAY + 12 * DAY
    oversight.answer_instruction(instruction=given, actor=rina, at=at, on=at.date(), result="Sudah dipanggil")
    assert not given.clocks.running().exists()


def test_an_order_to_the_inspectorate_reminds_inspectors(case, city, joko, dewi):
    inspectorate = factories.make_inspectorate(city)
    joko.agency = inspectorate
    joko.save()
    assert order(case, dewi, inspectorate).clocks.get().level == Level.INSPECTORATE
    watch(MONDAY + 8 * DAY)
    assert told(joko) == ["OVERDUE"] and told(dewi) == ["ESCALATION"]


def test_rungs_on_which_nobody_acts_are_passed_over_and_an_order_says_so(case, rina, joko, dewi, dinas_a):
    """BKPSDM has stepped back and the inspector's account is closed: the order climbs to the Sekda, who is told why."""
    given = order(case, dewi, dinas_a)
    recusals.recuse(case=case, actor=rina, at=MONDAY, on=MONDAY.date(), user=rina, reason="Kerabat terlapor")
    joko.is_active = False
    joko.save()
    for days in range(1, 12):
        watch(MONDAY + days * DAY)
    assert list(given.clocks.order_by("level").values_list("level", flat=True)) == [Level.AGENCY, Level.SEKDA]
    passed = "Dilewati karena tidak ada petugas aktif: BKPSDM, Inspektorat."
    assert passed in dewi.notifications.filter(kind="ESCALATION").get().body
    assert passed in case.history.filter(act="escalate").get().note
    assert not told(rina) and not told(joko)
