"""Clocks of letters, reports, orders, data requests and breaches: started by a dated rule, stopped by the answer."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import (
    Agency,
    AnswerClock,
    Breach,
    DataRequest,
    IncomingReport,
    Instruction,
    Level,
    OutsideReport,
    Role,
)
from cases.procedure.refusals import RuleViolation
from regulations.models import ClockStep, TimeLimit

FIRST = Level.BKPSDM  # answers letters and checks reports
Paper = OutsideReport | IncomingReport | Instruction | DataRequest | Breach


def start(
    *,
    step: ClockStep,
    on: dt.date,
    of: Paper,
    due: dt.date | None = None,
) -> AnswerClock:
    """Start a clock by the rule in force on that day; ``due``: the day that a letter or order names.

    Runs in the caller's transaction. Raises RuleViolation if no rule with a number is in force, or if the day is past.
    """
    limit = TimeLimit.objects.in_force_for(step, "", on)
    if limit is None or limit.amount is None:
        raise RuleViolation(_("Tidak ada jangka waktu %(step)s yang berlaku pada tanggal itu.") % {"step": step})
    if due is not None and due < on:
        raise RuleViolation(_("Batasnya tidak boleh sebelum surat diterima atau perintah diberikan."))
    clock = _clock_of(of)
    clock.run(limit, on=on, due=due, calendar=clock.government.working_calendar())
    clock.save(force_insert=True)
    return clock


def _clock_of(of: Paper) -> AnswerClock:
    match of:
        case IncomingReport():
            level = FIRST.above if of.kept_from == FIRST.role else FIRST
            return AnswerClock(report=of, government=of.government, level=level)
        case OutsideReport():
            return AnswerClock(letter=of, government=of.case.government, level=FIRST)
        case DataRequest():
            return AnswerClock(request=of, government=of.respondent.case.government, level=FIRST)
        case Breach():
            return AnswerClock(breach=of, government=of.government, level=FIRST)
    return AnswerClock(order=of, government=of.case.government, level=_rung_of(of.to))


def _rung_of(agency: Agency) -> Level:
    """The level of the agency's staff: inspectors carry out an order to the Inspectorate."""
    roles = agency.users.filter(is_active=True).values_list("role", flat=True).distinct()
    return max((level for role in roles if (level := Role(role).level)), default=Level.AGENCY)
