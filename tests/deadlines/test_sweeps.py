"""Reminders, escalation and the outbox: a second run changes nothing, and an outage is caught up."""

import datetime as dt
import re
from threading import Thread

import pytest
import time_machine
from django.core import mail
from django.db import connections, transaction

from cases.aftermath import leaving_and_waiting as closing
from cases.clarification import acts as clarification
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
from cases.models import Case, Deadline, Escalation, Hold, Level, Notification, ReminderStage, Status
from cases.procedure.offers import offered
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
MONDAY = dt.datetime(2026, 7, 13, 9, 0, tzinfo=JAKARTA)
DAY = dt.timedelta(days=1)


@pytest.fixture
def asked(sari, rina, joko, dewi, budi):
    """Clarification asked on Monday 13 July 2026: three working days, due on Thursday the 16th."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=MONDAY)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=MONDAY)
    assert respondent.deadlines.running().get().due_on == dt.date(2026, 7, 16)
    return respondent


def level(respondent) -> int:
    respondent.case.refresh_from_db()
    return respondent.case.level


def deliver(now) -> int:
    return drain([NOTIFICATIONS], lambda: now)


def told(user) -> list[str]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def test_a_reminder_comes_before_on_and_after_the_due_day(asked, sari):
    stages = []
    for days in range(6):
        remind(Deadline, MONDAY + days * DAY)
        stages.append(Deadline.objects.get(limit__step="INT-CLARIFY").reminded)
    assert stages == [0, 0, ReminderStage.BEFORE, ReminderStage.ON, ReminderStage.AFTER, ReminderStage.AFTER]
    assert told(sari) == ["REMINDER", "REMINDER", "OVERDUE"]


def test_a_due_day_after_a_weekend_is_announced_on_the_last_working_day(sari, budi):
    wednesday = MONDAY + 2 * DAY
    respondent = factories.make_respondent(by=sari, employee=budi, at=wednesday)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=wednesday)
    assert respondent.deadlines.running().get().due_on == dt.date(2026, 7, 20)
    assert remind(Deadline, wednesday + DAY) == 0
    assert remind(Deadline, wednesday + 2 * DAY) == 1  # Friday, for Monday


def test_running_a_sweep_twice_is_running_it_once(asked, sari, rina):
    for _ in range(2):
        remind(Deadline, MONDAY + 4 * DAY)
        escalate(Deadline, MONDAY + 4 * DAY)
    assert told(sari) == ["OVERDUE"]
    assert told(rina) == ["ESCALATION"]


def test_the_level_that_let_it_lapse_is_told_even_if_escalation_runs_first(asked, sari, rina):
    for _ in range(2):
        escalate(Deadline, MONDAY + 4 * DAY)
        remind(Deadline, MONDAY + 4 * DAY)
    assert told(sari) == ["OVERDUE"]
    assert told(rina) == ["ESCALATION"]


def test_after_a_week_without_sweeps_missed_stages_give_one_message(asked, sari):
    assert remind(Deadline, MONDAY + 9 * DAY) == 1
    assert told(sari) == ["OVERDUE"]


def test_each_lapsed_clock_escalates_one_level_and_names_who_did_not_act(asked, rina, joko, dewi):
    """Due Thu 16 July; BKPSDM has 1 working day, the Inspectorate 3, the Sekda 5."""
    climbed = {}
    for days in range(30):
        if escalate(Deadline, MONDAY + days * DAY):
            climbed[(MONDAY + days * DAY).date().isoformat()] = Level(level(asked)).name
    assert climbed == {"2026-07-17": "BKPSDM", "2026-07-21": "INSPECTORATE", "2026-07-25": "SEKDA"}
    silent = list(Escalation.objects.values_list("silent", flat=True))
    assert silent == ["Kepala Dinas A", "BKPSDM", "Inspektorat"]
    assert told(rina) == told(joko) == ["ESCALATION", "OVERDUE"]
    assert told(dewi) == ["ESCALATION"]
    assert "Kepala Dinas A" in Notification.objects.get(recipient=rina, kind="ESCALATION").body


def test_after_an_outage_each_run_escalates_one_level(asked):
    late = MONDAY + 20 * DAY
    assert escalate(Deadline, late) == 1
    assert escalate(Deadline, late) == 0
    assert level(asked) == Level.BKPSDM


def test_two_clocks_that_lapse_in_one_night_escalate_one_level(sari, dinas_a, rina):
    people = tuple(factories.make_employee(name, agency=dinas_a) for name in ("Ani", "Ari"))
    case = factories.make_case(by=sari, agency=dinas_a, at=MONDAY, people=people)
    for respondent in case.respondents.all():
        factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=MONDAY)
    assert escalate(Deadline, MONDAY + 4 * DAY) == 1
    case.refresh_from_db()
    assert case.level == Level.BKPSDM


def test_a_late_answer_stops_the_escalation_and_returns_the_case(asked, sari):
    escalate(Deadline, MONDAY + 4 * DAY)
    at = MONDAY + 4 * DAY
    asked.refresh_from_db()
    assert asked.turn == "BKPSDM"
    clarification.record_clarification(respondent=asked, actor=sari, at=at, on=at.date(), answer="Benar")
    assert level(asked) == Level.AGENCY
    assert escalate(Deadline, MONDAY + 5 * DAY) == 0
    assert Deadline.objects.get(limit__step="INT-CLARIFY").was_late


def test_a_clock_on_hold_neither_reminds_nor_escalates(asked, sari):
    closing.hold(respondent=asked, actor=sari, at=MONDAY, on=MONDAY.date(), reason="Menunggu arahan", owner="Sekda",
         review_on=dt.date(2026, 7, 31))  # fmt: skip
    assert remind(Deadline, MONDAY + 10 * DAY) == 0
    assert escalate(Deadline, MONDAY + 10 * DAY) == 0


def test_a_hold_is_reminded_once_on_its_review_day(asked, sari):
    closing.hold(
        respondent=asked, actor=sari, at=MONDAY, on=MONDAY.date(), reason="Menunggu arahan", owner="Sekda",
        review_on=dt.date(2026, 7, 20),
    )  # fmt: skip
    for days in range(6, 10):
        remind(Hold, MONDAY + days * DAY)
    assert told(sari) == ["REMINDER"]
    assert Notification.objects.get().created_at.date() == dt.date(2026, 7, 20)


def test_somebody_has_to_act_on_a_report_without_a_name(sari, rina, dinas_a):
    respondent = factories.make_case(by=sari, agency=dinas_a, at=MONDAY).respondents.get()
    assert (respondent.turn, respondent.is_identified) == ("HR_OFFICER", False)
    assert offered(respondent, sari.role)[0] == "identify"
    assert escalate(Deadline, MONDAY + 2 * DAY) == 1


def test_days_are_those_of_the_agencys_time_zone(sari, city, budi, dinas_a):
    """After 17.00 UTC it is already tomorrow in Jakarta: a clock due on the 16th is late on the 17th at 00.30."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=MONDAY)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=MONDAY)
    assert escalate(Deadline, dt.datetime(2026, 7, 16, 16, 59, tzinfo=dt.UTC)) == 0
    assert escalate(Deadline, dt.datetime(2026, 7, 16, 17, 30, tzinfo=dt.UTC)) == 1


def test_a_message_is_mailed_once_with_its_own_id_and_names_nobody(asked, sari, budi):
    remind(Deadline, MONDAY + 4 * DAY)
    assert deliver(MONDAY + 4 * DAY) == 1
    assert deliver(MONDAY + 4 * DAY) == 0
    (message,) = mail.outbox
    assert message.to == [sari.email]
    assert message.extra_headers["Message-ID"].startswith("<deadline.")
    assert re.fullmatch(r"<[\w.-]+@[\w.-]+>", message.extra_headers["Message-ID"])  # what RFC 5322 takes
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert asked.case.number in message.subject and budi.name not in message.subject + message.body


def test_ten_simultaneous_sweeps_write_one_message_per_stage(transactional_db, city, dinas_a):
    sari = factories.make_user("sari", "HR_OFFICER", city, agency=dinas_a)
    for name in ("Ani", "Ari", "Asa"):
        employee = factories.make_employee(name, agency=dinas_a)
        factories.bring_to(
            factories.make_respondent(by=sari, employee=employee, at=MONDAY), Status.CLARIFICATION, by=sari, at=MONDAY
        )

    def sweep():
        remind(Deadline, MONDAY + 4 * DAY)
        escalate(Deadline, MONDAY + 4 * DAY)
        connections.close_all()

    threads = [Thread(target=sweep) for _ in range(10)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Notification.objects.filter(kind="OVERDUE").count() == 3
    assert Escalation.objects.count() == 3


def test_a_case_that_somebody_acts_on_is_left_for_the_next_sweep(transactional_db, city, dinas_a, rina):
    """Whoever holds the lock may be answering at this very moment; the other cases do not wait for them."""
    sari = factories.make_user("sari", "HR_OFFICER", city, agency=dinas_a)
    paths = []
    for name in ("Ani", "Ari"):
        path = factories.make_respondent(by=sari, employee=factories.make_employee(name, agency=dinas_a), at=MONDAY)
        paths.append(factories.bring_to(path, Status.CLARIFICATION, by=sari, at=MONDAY))
    escalated = []

    def sweep():
        escalate(Deadline, MONDAY + 4 * DAY)
        escalated.extend(Escalation.objects.values_list("case", flat=True))
        connections.close_all()

    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=paths[0].case_id)
        sweeper = Thread(target=sweep)
        sweeper.start()
        sweeper.join()
    assert escalated == [paths[1].case_id]
    escalate(Deadline, MONDAY + 4 * DAY)
    assert Escalation.objects.filter(case=paths[0].case_id).count() == 1


@pytest.mark.parametrize("shift", [-3, 3])
def test_a_wrong_clock_of_the_process_does_not_move_due_days(asked, shift):
    with time_machine.travel(MONDAY + dt.timedelta(hours=shift)):
        assert Deadline.objects.get(limit__step="INT-CLARIFY").due_on == dt.date(2026, 7, 16)
