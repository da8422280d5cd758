"""Every open path has a clock and an active account that must act; others are found, corrected and reported."""

import datetime as dt
from itertools import pairwise

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cases import tasks
from cases.deadlines import forgotten
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.models import Deadline, Escalation, Level, Notification, Recusal, Respondent, Status
from cases.operations.database_clock import ClockIsOff
from cases.procedure.table import TRANSITIONS
from regulations.models import ClockStep, Route
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
MONDAY = dt.datetime(2026, 7, 13, 9, 0, tzinfo=JAKARTA)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi, at=MONDAY)


def running(respondent):
    return set(respondent.deadlines.running().values_list("limit__step", flat=True))


def told(user):
    return list(user.notifications.order_by("pk").values_list("kind", flat=True))


STAGES = [Status.REPORTED, Status.CLARIFICATION, Status.CLARIFIED, Status.ROUTED, Status.SUMMONED, Status.HEARD]
AFTER_THEM = [Status.FINDINGS, Status.DECIDED, Status.DELIVERED, Status.CONTESTED]


@pytest.mark.parametrize(
    ("route", "stage"),
    [(Route.ETHICS, stage) for stage in STAGES] + [(Route.DISCIPLINE, stage) for stage in STAGES + AFTER_THEM],
)
def test_at_every_stage_somebody_has_to_act_on_a_path(path, sari, stage, route):
    factories.bring_to(path, stage, by=sari, at=MONDAY, route=route)
    assert not forgotten.silent_paths(MONDAY.date()).exists()


def test_a_path_whose_step_has_no_rule_gets_a_clock_for_its_next_step(path, sari):
    factories.bring_to(path, Status.ROUTED, by=sari, at=MONDAY)
    path.deadlines.cancel(MONDAY.date())
    assert list(forgotten.silent_paths(MONDAY.date())) == [path]
    forgotten.check(MONDAY)
    assert running(path) == {ClockStep.NEXT_STEP}
    assert not forgotten.silent_paths(MONDAY.date()).exists()


def test_the_command_names_a_forgotten_path_and_fails(path):
    path.deadlines.cancel(MONDAY.date())
    with pytest.raises(CommandError, match=f"nothing is due on path {path.pk} of {path.case.number}"):
        call_command("check_cases")


def test_rows_that_contradict_each_other_are_named(path):
    Respondent.objects.update(is_held=True)
    assert forgotten.orphans() == {"paths marked as held without a hold": [path.pk]}


def test_messages_for_a_level_without_accounts_go_to_the_next_level(path, sari, rina):
    sari.is_active = False
    sari.save()
    remind(Deadline, MONDAY + 2 * DAY)
    assert told(rina) == ["OVERDUE"] and not told(sari)


def test_messages_for_a_highest_level_without_accounts_go_to_the_level_below(path, rina, joko):
    """No leader has an account: the Inspectorate receives the messages for the Sekda."""
    for days in range(1, 30):
        remind(Deadline, MONDAY + days * DAY)
        escalate(Deadline, MONDAY + days * DAY)
    path.case.refresh_from_db()
    assert path.case.level == Level.SEKDA
    assert told(joko)[-1] == "OVERDUE"


def test_escalation_skips_a_level_without_accounts_and_records_it(path, sari, rina, joko, dewi):
    Recusal.objects.create(case=path.case, user=rina, reason="kerabat", on=MONDAY.date())
    escalate(Deadline, MONDAY + 2 * DAY)
    row = Escalation.objects.get()
    assert (row.from_level, row.to_level) == (Level.AGENCY, Level.INSPECTORATE)
    assert "BKPSDM" in path.history.get(act="escalate").note
    assert told(joko) == ["ESCALATION"] and not told(rina)


def test_administrators_are_told_every_week_of_levels_without_accounts(path, sari, city):
    admin = factories.make_user("admin", "ADMINISTRATOR", city)
    sari.is_active = False
    sari.save()
    for day in (0, 1, 6, 7):
        forgotten.report_empty_levels(MONDAY + day * DAY)
    assert told(admin) == ["ALARM", "ALARM"]
    assert "Dinas A" in Notification.objects.filter(recipient=admin).first().body


def test_the_last_level_is_reminded_every_week_until_it_acts(path, dewi):
    for days in range(1, 90):
        remind(Deadline, MONDAY + days * DAY)
        escalate(Deadline, MONDAY + days * DAY)
    days = sorted(dewi.notifications.values_list("created_at__date", flat=True))
    gaps = {(after - before).days for before, after in pairwise(days[3:])}
    assert gaps == {7}


def test_a_host_with_a_wrong_clock_does_not_run_sweeps(path, sari):
    with time_machine.travel(dt.datetime.now(dt.UTC) + 3 * DAY), pytest.raises(ClockIsOff):
        tasks.raise_reminders()
    assert not told(sari)


def test_every_clock_that_the_table_starts_is_stopped_by_a_later_row():
    started = {step for row in TRANSITIONS for step in row.starts}
    stopped = {step for row in TRANSITIONS for step in row.stops}
    assert started <= stopped
