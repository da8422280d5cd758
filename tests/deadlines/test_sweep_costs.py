"""The SQL statements of sweeps: one if nothing is due, a few dozen for a thousand clocks, for any number of people."""

import copy
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.models import AnswerClock, Case, Deadline, Escalation, Hold, Notification, Respondent, Status
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
MONDAY = dt.datetime(2026, 7, 13, 9, 0, tzinfo=JAKARTA)
LAPSED = MONDAY + dt.timedelta(days=4)
MANY = 1000
pytestmark = pytest.mark.django_db


def copies(row, **changes):
    """As many copies of a row, each with what ``changes`` says of its place."""
    made = []
    for place in range(MANY):
        clone = copy.copy(row)
        clone.pk, clone._state = None, copy.copy(row._state)
        for name, value in changes.items():
            setattr(clone, name, value(place))
        made.append(clone)
    return type(row).objects.bulk_create(made)


@pytest.fixture
def thousand(sari, rina, joko, budi):
    """A thousand cases and one, each with a clock that is due on Thursday 16 July 2026."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=MONDAY)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=MONDAY)
    cases = copies(Case.objects.get(), number=lambda place: f"X-2026-{place:04d}")
    paths = copies(Respondent.objects.get(), case=lambda place: cases[place])
    copies(Deadline.objects.running().get(), respondent=lambda place: paths[place])


def statements(work):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        work()
    return len(seen)


@pytest.mark.parametrize("kind", [Deadline, AnswerClock, Hold])
def test_a_sweep_that_finds_nothing_due_is_one_statement(thousand, kind):
    assert statements(lambda: remind(kind, MONDAY)) == 1


def test_a_thousand_reminders_are_a_few_dozen_statements_and_told_once(thousand, sari):
    assert statements(lambda: remind(Deadline, LAPSED)) <= 30
    assert Notification.objects.filter(recipient=sari, kind="OVERDUE").count() == MANY + 1
    assert statements(lambda: remind(Deadline, LAPSED)) == 1
    assert Notification.objects.count() == MANY + 1


def test_a_thousand_escalations_are_less_than_a_tenth_of_a_statement_each(thousand, rina):
    remind(Deadline, LAPSED)
    assert statements(lambda: escalate(Deadline, LAPSED)) <= MANY / 10
    assert Escalation.objects.count() == Case.objects.filter(level=2).count() == MANY + 1
    assert Notification.objects.filter(recipient=rina, kind="ESCALATION").count() == MANY + 1
    assert set(Respondent.objects.values_list("turn", flat=True)) == {"BKPSDM"}
    assert statements(lambda: escalate(Deadline, LAPSED)) == 1


def test_one_row_that_fails_stops_none_of_the_others(thousand, monkeypatch, caplog):
    """A path whose turn is no role cannot be told; the others of its batch are."""
    Respondent.objects.filter(case__number="X-2026-0007").update(turn="NOBODY")
    assert remind(Deadline, LAPSED) == MANY
    assert "reminder of deadline" in caplog.text
    assert Deadline.objects.to_remind(LAPSED).count() == 1
