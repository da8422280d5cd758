"""Late recording: an act may be older than the record of its case, but not older than the event.

The day on which a case was typed does not bound its acts. An earlier act is recorded with its own day and with the
reason for the late recording.
"""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Act, Case, IncidentDate, Respondent, Status, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.transition import Transition


def refuse_before_its_cause(respondent: Respondent, step: Transition, on: dt.date) -> None:
    """Raises RuleViolation for an act that moves the path and is older than its cause.

    The cause of the first act is the event, or its recording if the day of the event is unknown. Every later act
    follows the act before it; acts after a reopening follow the reopening.
    """
    if on >= respondent.status_on or step.reaches_back:
        return
    is_first = respondent.status == Status.REPORTED and respondent.reopened_on is None
    happened = _event_day(respondent) if is_first else respondent.status_on
    if happened is None:
        unknown = _(
            "Catat dulu waktu kejadian: tindakan dari hari sebelum kasus dicatat tidak boleh mendahului kejadiannya."
        )
        raise RuleViolation(unknown, mend=Mend.on(Act.RECORD_DATE, respondent.case))
    if on < happened:
        facts = {"stage": Status(respondent.status).label, "day": f"{happened:%d/%m/%Y}", "basis": step.basis}
        raise RuleViolation(
            _("Tanggal tidak boleh sebelum langkah sebelumnya (%(stage)s, %(day)s). Dasar: %(basis)s.") % facts
        )


def _event_day(respondent: Respondent) -> dt.date | None:
    """The first possible day of the event; None if nothing is known of it."""
    bounds = IncidentDate.objects.filter(incident__case=respondent.case_id).values_list("earliest_at", "latest_at")
    known = [moment for earliest, latest in bounds if (moment := earliest or latest)]
    return respondent.agency.local_date(min(known)) if known else None


def is_back_dated(case: Case, on: dt.date) -> bool:
    """Whether an act on that day is older than the record of its case."""
    return on < case.agency.local_date(case.opened_at)


def explain(respondent: Respondent, act: Act, *, actor: User, at: dt.datetime, on: dt.date, reason: str) -> None:
    """Write the reason why an act that is older than the record of its case is recorded late."""
    if not reason.strip():
        raise RuleViolation(_("Tulis mengapa tindakan ini baru dicatat sekarang."))
    note = f"{act.label}: {reason}"
    begin_case_act(
        respondent.case, Act.EXPLAIN_BACK_DATING, respondent=respondent, actor=actor, at=at, on=on, note=note
    )
