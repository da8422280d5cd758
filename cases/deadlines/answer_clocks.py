"""Clocks of letters and reports: started by a dated rule, stopped by the answer."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import AnswerClock, IncomingReport, Level, OutsideReport
from cases.procedure.refusals import RuleViolation
from regulations.models import ClockStep, TimeLimit

FIRST = Level.BKPSDM  # who answers letters and sifts reports


def start(
    *,
    step: ClockStep,
    on: dt.date,
    of: OutsideReport | IncomingReport,
    due: dt.date | None = None,
) -> AnswerClock:
    """Start a clock by the rule in force on that day; ``due``: the day that a letter itself names.

    Within the caller's transaction. Raises RuleViolation when no rule with a number is in force, or the day is past.
    """
    limit = TimeLimit.objects.in_force_for(step, "", on)
    if limit is None or limit.amount is None:
        raise RuleViolation(_("Tidak ada jangka waktu %(step)s yang berlaku pada tanggal itu.") % {"step": step})
    if due is not None and due < on:
        raise RuleViolation(_("Batas jawaban tidak boleh sebelum surat diterima."))
    if isinstance(of, IncomingReport):
        clock = AnswerClock(report=of, government=of.government, level=FIRST)
    else:
        clock = AnswerClock(letter=of, government=of.case.government, level=FIRST)
    clock.run(limit, on=on, due=due, calendar=clock.government.working_calendar())
    clock.save(force_insert=True)
    return clock
