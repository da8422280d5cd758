"""The days of reminders as properties, for starts and due days of several years."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cases.models import Deadline, Hold, ReminderStage
from regulations.calendar import WorkingCalendar

DAY = dt.timedelta(days=1)
CALENDAR = WorkingCalendar(years=frozenset({2025, 2026, 2027}))
days = st.dates(dt.date(2025, 1, 1), dt.date(2027, 6, 30))


def swept(clock):
    """The days on which a daily sweep would send a reminder, until a month after the due day."""
    clock.schedule(CALENDAR)
    spoken, today = [], clock.starts_on
    while today <= clock.due_on + 30 * DAY:
        if clock.next_reminder_on is not None and clock.next_reminder_on <= today:
            stage = clock.stage(today, CALENDAR)
            spoken.append((today, stage))
            clock.reminded, clock.next_reminder_on = stage, clock.reminder_after(stage, today, CALENDAR)
            assert clock.next_reminder_on is None or clock.next_reminder_on > today
        today += DAY
    return spoken


def clock_of(kind, start, length, level):
    return kind(starts_on=start, due_on=start + length * DAY, level=level)


@given(start=days, length=st.integers(0, 120), level=st.integers(1, 4))
def test_a_duty_is_reminded_on_and_after_its_due_day_and_at_least_every_two_weeks(start, length, level):
    clock = clock_of(Deadline, start, length, level)
    spoken = swept(clock)
    assert (clock.due_on, ReminderStage.ON) in spoken and (clock.due_on + DAY, ReminderStage.AFTER) in spoken
    before = [start, *(day for day, _stage in spoken if day <= clock.due_on + DAY)]
    assert all((later - earlier).days <= 14 for earlier, later in pairwise(before))


@given(start=days, length=st.integers(2, 120))
def test_the_last_working_day_before_is_named_once(start, length):
    clock = clock_of(Deadline, start, length, 1)
    ahead = [day for day, stage in swept(clock) if stage == ReminderStage.BEFORE]
    assert len(ahead) <= 1
    for day in ahead:
        assert not any(CALENDAR.is_working_day(day + n * DAY) for n in range(1, (clock.due_on - day).days))


@given(start=days, length=st.integers(0, 120), level=st.integers(1, 4))
def test_only_the_last_level_is_reminded_again_every_week(start, length, level):
    clock = clock_of(Deadline, start, length, level)
    after = [day for day, stage in swept(clock) if stage == ReminderStage.AFTER]
    assert len(after) == 1 if level < 4 else {(b - a).days for a, b in pairwise(after)} == {7}


@given(start=days, length=st.integers(0, 60))
def test_a_hold_is_reminded_on_its_review_day_and_every_week_after(start, length):
    clock = clock_of(Hold, start, length, 1)
    spoken = [day for day, _stage in swept(clock)]
    late = [day for day in spoken if day >= clock.due_on]
    assert late[0] == clock.due_on and {(b - a).days for a, b in pairwise(late)} == {7}


@given(due=days, later=st.integers(-30, 30))
def test_a_clock_that_was_met_is_late_from_the_day_after_its_last_one(due, later):
    clock = Deadline(starts_on=due - 40 * DAY, due_on=due, level=1, met_on=due + later * DAY)
    assert clock.was_late is (later > 0)
    assert not Deadline(starts_on=due, due_on=due, level=1).was_late
