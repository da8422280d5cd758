"""Recording the decision with its sanctions.

The system shows the range; a person chooses the sanction.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.event_day import known_event_days
from cases.applicable_law.sanction_range import titles_of
from cases.decisions import competence, duties, impediments, precedents
from cases.decisions.competence import Post, Signatory
from cases.decisions.concurrence import require_agreement
from cases.decisions.deliberation import Deliberation
from cases.decisions.deliberation_reading import deliberate
from cases.decisions.impediments import Departure
from cases.decisions.ruling import Ruling
from cases.letters.numbering import claim_number
from cases.models import Act, Decision, DurationTally, PendingAct, Respondent, Sanction, SanctionTally, User
from cases.procedure import clocks, two_people, workflow
from regulations.calendar import CalendarMissing, WorkingCalendar
from regulations.models import Power, SanctionType


@transaction.atomic
def decide(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, ruling: Ruling, version: int | None = None
) -> Decision:
    """Impose a sanction by the competent official (Pasal 16–25 and 33 PP 94/2021, or the contract's rule).

    Raises RuleViolation for every obstacle (``impediments``, ``competence``), and for a number in use.
    """
    respondent = workflow.advance(respondent, Act.DECIDE, actor=actor, at=at, on=on, version=version)
    if ruling.number:
        claim_number(respondent.case.government, ruling.number, on.year)
    bearing = deliberate(respondent, on=on)
    post = competence.post_of(bearing, ruling.post_level, ruling.post_source)
    kind, power = _checked(bearing, ruling, post, on)
    second = require_agreement(bearing, kind, ruling.signatory.person, actor) if bearing.grave(kind) else None
    _require_second(respondent, kind, ruling, actor=actor, at=at, on=on)
    decision = Decision(
        respondent=respondent,
        round=respondent.round,
        number=ruling.number,
        decided_on=on,
        considerations=ruling.considerations,
        competence_note=_competence_note(post, power, ruling.tie),
        ground=ruling.ground,
        **_signed(ruling.signatory, on),
        **_posted(post),
        second_official=second,
        **_departed(bearing, kind, ruling.departure),
    )
    _replace_standing(decision)
    _complete_record(post)
    _impose_all(decision, ruling.sanction_types, is_repeat=bearing.is_repeat)
    duties.impose_with(decision, ruling.duties, on=on)
    return decision


def _require_second(
    respondent: Respondent, kind: SanctionType, ruling: Ruling, *, actor: User, at: dt.datetime, on: dt.date
) -> None:
    """From the level on that the government chose, another account confirms exactly this decision."""
    two_people.require_for(
        kind.severity, PendingAct.Kind.DECISION, case=respondent.case, actor=actor, at=at,
        summary=f"{respondent.case.number}: {kind} – {respondent}", respondent=respondent, on=on, ruling=ruling,
    )  # fmt: skip


def _impose_all(decision: Decision, kinds: Sequence[SanctionType], *, is_repeat: bool) -> None:
    respondent = decision.respondent
    event_on, calendar = known_event_days([respondent.case])[respondent.case_id], clocks.calendar_of(respondent)
    impose(sanction_of(decision, kind, is_repeat=is_repeat, event_on=event_on, calendar=calendar) for kind in kinds)


def _replace_standing(decision: Decision) -> None:
    """Save a decision; it replaces the standing one, if any."""
    decision.replaces = decision.respondent.standing_decision_or_none
    if decision.replaces is not None:
        _withdraw(decision.replaces, Decision.State.REPLACED, decision.decided_on)
    decision.save(force_insert=True)


def _checked(bearing: Deliberation, ruling: Ruling, post: Post, on: dt.date) -> tuple[SanctionType, Power]:
    """The sanction and the power to impose it. Raises RuleViolation."""
    impediments.check_breaches(bearing, on)
    kind = impediments.check_range(bearing, ruling.sanction_types)
    power = competence.check(bearing, kind, ruling.signatory, post, on)
    impediments.check_departures(bearing, kind, ruling.departure)
    impediments.check_tie(ruling.tie)
    impediments.check_ground(kind, ruling.ground)
    return kind, power


def _posted(post: Post) -> dict[str, Any]:
    """The columns of the decision on the person's post."""
    return {"post_level": post.level, "post_source": post.source}


def _departed(bearing: Deliberation, kind: SanctionType, departure: Departure) -> dict[str, Any]:
    """From what the decision departs, and why."""
    return {
        "departures": "\n".join([*bearing.departures(kind), *bearing.questions]),
        "departure_reason": departure.reason,
        "departure_article": departure.article,
    }


def _signed(signatory: Signatory, on: dt.date) -> dict[str, Any]:
    """The columns of the decision on the official."""
    kept = ("official", "capacity", "mandate", "approval", "condition")
    fields = {name: getattr(signatory, name) for name in kept}
    return fields | {"official_person": signatory.person, "official_name": signatory.named(on)}


def _competence_note(post: Post, power: Power, tie: str) -> str:
    """The note beside the decision: the power, and a difference of the post from the staff record."""
    notes = [_("Berwenang menurut %(basis)s: %(target)s.") % {"basis": power.basis, "target": power.target}]
    if post.is_departure:
        notes.append(_("Jenjang jabatan menyimpang dari riwayat jabatan: %(source)s.") % {"source": post.source})
    if tie == impediments.Tie.NONE:
        notes.append(_("Pejabat dinyatakan tidak berhubungan keluarga atau kepentingan (Pasal 42–43 UU 30/2014)."))
    return " ".join(notes)[:500]


def _complete_record(post: Post) -> None:
    """Write a post that the staff record lacked into it, with its source."""
    if post.recorded is not None and not post.recorded.post_level and post.level:
        post.recorded.post_level = post.level
        post.recorded.note = f"{post.recorded.note} {post.source}".strip()[:200]
        post.recorded.save(update_fields=["post_level", "note"])


def sanction_of(
    decision: Decision,
    sanction_type: SanctionType,
    *,
    is_repeat: bool,
    event_on: dt.date | None,
    calendar: WorkingCalendar,
) -> Sanction:
    """One unsaved sanction with the columns for the dashboard. ``event_on``: the day of the event, if known."""
    respondent = decision.respondent
    return Sanction(
        decision=decision,
        sanction_type=sanction_type,
        title=titles_of([sanction_type], case=respondent.case, on=decision.decided_on)[sanction_type.pk],
        severity=sanction_type.severity,
        agency_id=respondent.case.agency_id,
        category=respondent.category,
        decided_on=decision.decided_on,
        event_working_days=_working_days_since(event_on, decision.decided_on, calendar),
        is_repeat=is_repeat,
    )


def impose(sanctions: Iterable[Sanction]) -> None:
    """Save sanctions, and count those whose decision stands."""
    written = Sanction.objects.bulk_create(sanctions)
    _count((sanction for sanction in written if sanction.decision.is_standing), 1)


def _working_days_since(event_on: dt.date | None, decided_on: dt.date, calendar: WorkingCalendar) -> int | None:
    """Working days from event to decision; None if the day is unknown or before the calendar begins."""
    if event_on is None or event_on > decided_on:
        return None
    try:
        return calendar.working_days_between(event_on, decided_on)
    except CalendarMissing:
        return None


def _count(sanctions: Iterable[Sanction], by: int) -> None:
    levels: Counter[tuple[object, ...]] = Counter()
    durations: Counter[tuple[object, ...]] = Counter()
    for sanction in sanctions:
        levels[
            sanction.agency_id,
            sanction.decided_on.replace(day=1),
            sanction.severity,
            sanction.category,
            sanction.is_repeat,
        ] += by
        if sanction.event_working_days is not None:
            durations[sanction.agency_id, sanction.decided_on.year, sanction.event_working_days] += by
    SanctionTally.objects.add(levels)
    DurationTally.objects.add(durations)


def _withdraw(decision: Decision, state: Decision.State, on: dt.date) -> None:
    decision.state, decision.ended_on = state, on
    decision.save(update_fields=["state", "ended_on"])
    precedents.forget(decision.respondent)
    _count(decision.sanctions.all(), -1)


def annul_standing(respondent: Respondent, on: dt.date) -> None:
    """Annul the standing decision on a day: its sanctions no longer count."""
    _withdraw(respondent.standing_decision, Decision.State.ANNULLED, on)
