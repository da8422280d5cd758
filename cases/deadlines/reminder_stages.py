"""How far the reminders of a clock have to be on a day."""

import datetime as dt

from cases.models import ReminderStage
from regulations.calendar import WorkingCalendar

HORIZON = dt.timedelta(days=14)  # calendar days; one working day before a due date is never further away


def stage_of(today: dt.date, *, starts_on: dt.date, due_on: dt.date, calendar: WorkingCalendar) -> ReminderStage:
    """Before, on or after the due day; none while it is further away than one working day."""
    if today > due_on:
        return ReminderStage.AFTER
    if today == due_on:
        return ReminderStage.ON
    # One working day before, but never on the day on which the clock began: its start was told already.
    before = due_on - dt.timedelta(days=1)
    while before > starts_on and not calendar.is_working_day(before):
        before -= dt.timedelta(days=1)
    return ReminderStage.BEFORE if today >= before and today > starts_on else ReminderStage.NONE
