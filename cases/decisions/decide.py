"""The decision, its delivery, and the day it takes effect.

The system shows the range; a person chooses the sanction.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.event_day import known_event_days
from cases.applicable_law.sanction_range import title_of
from cases.decisions import impediments, precedents
from cases.decisions.deliberation_reading import deliberate
from cases.models import Act, Decision, DurationTally, Respondent, Sanction, SanctionTally, User
from cases.procedure import clocks, workflow
from regulations.calendar import CalendarMissing, WorkingCalendar
from regulations.models import Official, SanctionType


@transaction.atomic
def decide(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    sanction_types: Sequence[SanctionType],
    official: Official,
    official_name: str,
    considerations: str,
    number: str = "",
    post_level: str = "",
    tie: str = "",
    departure_reason: str = "",
    version: int | None = None,
) -> Decision:
    """Impose a sanction by the competent official (Pasal 16–25 and 33 PP 94/2021, or the contract's rule).

    ``post_level``: of the person on the day of the event, empty when unknown. ``tie``: what binds the official to the
    person, empty when not stated. Raises RuleViolation for every impediment (``impediments``).
    """
    respondent = workflow.advance(respondent, Act.DECIDE, actor=actor, at=at, on=on, version=version)
    bearing = deliberate(respondent, on=on)
    impediments.check_breaches(bearing, on)
    kind = impediments.check_range(bearing, sanction_types)
    impediments.check_competence(bearing, kind, official, post_level)
    impediments.check_official(respondent, official_name, tie)
    departures = bearing.departures(kind)
    impediments.check_departures(departures, departure_reason)
    decision = Decision(
        respondent=respondent,
        number=number,
        decided_on=on,
        official=official,
        official_name=official_name,
        considerations=considerations,
        competence_note=_competence_note(post_level, tie),
        post_level=post_level,
        departures="\n".join(departures),
        departure_reason=departure_reason,
    )
    _replace_standing(decision)
    event_on, calendar = known_event_days([respondent.case])[respondent.case_id], clocks.calendar_of(respondent)
    impose(
        sanction_of(decision, each, is_repeat=bearing.is_repeat, event_on=event_on, calendar=calendar)
        for each in sanction_types
    )
    return decision


def _replace_standing(decision: Decision) -> None:
    """Save a decision; it replaces the standing one, if any."""
    decision.replaces = decision.respondent.decisions.standing().first()
    if decision.replaces is not None:
        _withdraw(decision.replaces, Decision.State.REPLACED)
    decision.save(force_insert=True)


def _competence_note(post_level: str, tie: str) -> str:
    """How far the competence of the official could be checked; stored with the decision."""
    notes = [] if post_level else [_("Jenjang jabatan tidak diisi; kewenangan tidak diuji menurut jabatan.")]
    if tie == impediments.Tie.NONE:
        notes.append(_("Pejabat dinyatakan tidak berhubungan keluarga atau kepentingan (Pasal 42–43 UU 30/2014)."))
    return " ".join(notes)


def sanction_of(
    decision: Decision,
    sanction_type: SanctionType,
    *,
    is_repeat: bool,
    event_on: dt.date | None,
    calendar: WorkingCalendar,
) -> Sanction:
    """One sanction of a decision, with what the dashboard counts of it; not yet written. ``event_on``: where known."""
    respondent = decision.respondent
    return Sanction(
        decision=decision,
        sanction_type=sanction_type,
        title=title_of(sanction_type, respondent=respondent, on=decision.decided_on),
        severity=sanction_type.severity,
        agency_id=respondent.case.agency_id,
        category=respondent.category,
        decided_on=decision.decided_on,
        event_working_days=_working_days_since(event_on, decision.decided_on, calendar),
        is_repeat=is_repeat,
    )


def impose(sanctions: Iterable[Sanction]) -> None:
    """Write sanctions, and count those whose decision stands."""
    written = Sanction.objects.bulk_create(sanctions)
    _count((each for each in written if each.decision.is_standing), 1)


def _working_days_since(event_on: dt.date | None, decided_on: dt.date, calendar: WorkingCalendar) -> int | None:
    """Working days from event to decision; unknown where the day is unknown or lies before the calendar begins."""
    if event_on is None or event_on > decided_on:
        return None
    try:
        return calendar.working_days_between(event_on, decided_on)
    except CalendarMissing:
        return None


def _count(sanctions: Iterable[Sanction], by: int) -> None:
    levels: Counter[tuple[object, ...]] = Counter()
    durations: Counter[tuple[object, ...]] = Counter()
    for each in sanctions:
        levels[each.agency_id, each.decided_on.replace(day=1), each.severity, each.category, each.is_repeat] += by
        if each.event_working_days is not None:
            durations[each.agency_id, each.decided_on.year, each.event_working_days] += by
    SanctionTally.objects.add(levels)
    DurationTally.objects.add(durations)


def _withdraw(decision: Decision, state: Decision.State) -> None:
    decision.state = state
    decision.save(update_fields=["state"])
    precedents.forget(decision.respondent)
    _count(decision.sanctions.all(), -1)


def annul_standing(respondent: Respondent) -> None:
    """Annul the standing decision: its sanctions no longer count."""
    _withdraw(respondent.decisions.standing().get(), Decision.State.ANNULLED)
