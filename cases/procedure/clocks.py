"""Starts, stops and pauses clocks, by dated rules and the agency's working calendar."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Deadline, DeadlineTally, Respondent, Role, Status
from cases.procedure.table import WAITED_FOR, next_step, turn
from regulations.calendar import WorkingCalendar
from regulations.models import ClockStep, TimeLimit


def calendar_of(respondent: Respondent) -> WorkingCalendar:
    """The working days of the unit in which the person worked, in the region of the case."""
    return respondent.case.government.working_calendar(respondent.agency.six_day_week)


def start(respondent: Respondent, step: ClockStep, *, on: dt.date) -> Deadline | None:
    """Start a clock by the rule in force on that day, for the level that has to act. A later change of law does not
    move it.

    A statutory step without a number, or without a rule for this category, starts no clock. An internal step must have
    a row: LookupError otherwise.
    """
    rules = TimeLimit.objects
    find = rules.required_for if step.is_internal else rules.in_force_for
    limit = find(step, respondent.category, on)
    if limit is None or limit.amount is None:
        return None
    clock = Deadline(respondent=respondent, level=acting_level(respondent), is_duty=step not in WAITED_FOR)
    clock.run(limit, on=on, calendar=calendar_of(respondent)).save(force_insert=True)
    return clock


def start_if_silent(respondent: Respondent, *, on: dt.date) -> None:
    """Start a clock for the next step of an open path without a running clock, so that it is not forgotten.

    Some categories have no rule for a statutory step; such a step would have no clock.
    """
    if respondent.status != Status.CLOSED and not respondent.is_held and not respondent.deadlines.unfinished().exists():
        start(respondent, ClockStep.NEXT_STEP, on=on)


def start_next_step(respondent: Respondent, *, on: dt.date) -> None:
    """Restart the clock of the next step."""
    respondent.deadlines.filter(limit__step=ClockStep.NEXT_STEP).cancel(on)
    start(respondent, ClockStep.NEXT_STEP, on=on)


def count_from(respondent: Respondent, step: ClockStep, *, on: dt.date) -> bool:
    """Let the running clock of a step count from another day than that of the act. Returns whether there is one."""
    clock = respondent.deadlines.running().select_related("limit").filter(limit__step=step).first()
    if clock is not None:
        clock.run(clock.limit, on=on, calendar=calendar_of(respondent)).save()
    return clock is not None


def acting_level(respondent: Respondent) -> int:
    """The level that has to act."""
    role = turn(
        next_step(respondent.status, respondent.route, identified=respondent.is_identified), respondent.case.level
    )
    return Role(role).level or respondent.case.level if role else respondent.case.level


def stop(respondent: Respondent, steps: tuple[ClockStep, ...], *, on: dt.date) -> None:
    """Mark the unfinished clocks of these steps as met, with the escalation clocks that they caused."""
    unfinished = list(respondent.deadlines.unfinished().select_related("limit"))
    met = [clock for clock in unfinished if clock.limit.step in steps]
    roots = {clock.pk for clock in met}
    for clock in met:
        _finish(clock, met_on=max(on, clock.starts_on))
    for clock in unfinished:
        if clock.answers_id in roots:
            _finish(clock, met_on=max(on, clock.starts_on))


def _finish(clock: Deadline, *, met_on: dt.date) -> None:
    clock.met_on, clock.paused_on = met_on, None
    clock.next_reminder_on = clock.escalates_on = None
    clock.save(update_fields=["met_on", "paused_on", "next_reminder_on", "escalates_on"])
    if clock.is_duty:
        agency = clock.respondent.case.agency_id
        DeadlineTally.objects.add({(agency, clock.due_on.replace(day=1), clock.statutory, met_on <= clock.due_on): 1})


def cancel_all(respondent: Respondent, *, on: dt.date) -> None:
    """Cancel the running clocks of a closed path: they count neither as met nor as missed."""
    respondent.deadlines.cancel(on)


def pause_internal(respondent: Respondent, *, on: dt.date) -> None:
    """Pause the internal clocks. The law allows no pause of a statutory clock."""
    respondent.deadlines.filter(statutory=False).pause(on)


def resume_internal(respondent: Respondent, *, on: dt.date) -> None:
    """Resume paused clocks: each due date moves by the working days of the pause."""
    calendar = calendar_of(respondent)
    for clock in respondent.deadlines.unfinished().filter(paused_on__isnull=False):
        stood = calendar.working_days_between(clock.paused_on or on, on)
        clock.due_on = calendar.add_working_days(clock.due_on, stood)
        clock.paused_days += stood
        clock.paused_on = None
        clock.schedule(calendar)
        clock.save(update_fields=["due_on", "paused_days", "paused_on", "next_reminder_on", "escalates_on"])


def lateness(respondent: Respondent, steps: tuple[ClockStep, ...], *, on: dt.date) -> str:
    """The consequence by law of an act after the last day of its clock; empty if it was in time."""
    late = respondent.deadlines.filter(limit__step__in=steps, statutory=True, due_on__lt=on, cancelled_on=None)
    clock = late.select_related("limit").order_by("-due_on").first()
    if clock is None or (clock.met_on is not None and clock.met_on <= clock.due_on):
        return ""
    facts = {"day": f"{clock.due_on:%d/%m/%Y}", "basis": clock.limit.basis, "effect": clock.limit.consequence}
    return _("Terlambat: batasnya %(day)s (%(basis)s). Akibat: %(effect)s") % facts
