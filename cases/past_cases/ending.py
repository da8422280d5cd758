"""Writes the decisions of past cases and what followed them.

Formal requirements of today's decisions (a team, a reason for a departure) do not apply to decisions that were made
without this system.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.applicable_law.event_day import known_event_days
from cases.decisions import decide as decisions
from cases.decisions.deliberation_reading import earlier_sanctions
from cases.models import Allegation, ClosingReason, Decision, Delivery, Fact, Finding, Remedy, Respondent, Sanction
from cases.past_cases.decision_cells import PastDecision
from cases.past_cases.rows import PastRow
from cases.procedure import clocks
from regulations.models import ClockStep, TimeLimit

Past = tuple[Respondent, PastRow, PastDecision]


def decide(paths: Sequence[tuple[Respondent, PastRow]]) -> None:
    """Write the decisions on the people of some rows; no person occurs twice among them."""
    decided = [(path, row, row.decision) for path, row in paths if row.decision]
    if not decided:
        return
    _find(decided)
    written = Decision.objects.bulk_create(_decision(path, row, past) for path, row, past in decided)
    _impose(decided, written)
    Delivery.objects.bulk_create(
        Delivery(
            decision=decision,
            method=past.method or Delivery.Method.IN_PERSON,
            received_on=past.received_on,
            received_by=past.received_by,
        )
        for (_path, _row, past), decision in zip(decided, written, strict=True)
        if past.received_on
    )
    _answer_remedies(decided, written)


def _find(decided: Sequence[Past]) -> None:
    """Write the findings of the decisions; similar cases are found by them."""
    allegations = Allegation.objects.bulk_create(
        Allegation(respondent=path, text=row.seen.summary or str(row.seen.post), provision=past.provision)
        for path, row, past in decided
    )
    Finding.objects.bulk_create(
        _finding(allegation, past) for allegation, (_path, _row, past) in zip(allegations, decided, strict=True)
    )


def _finding(allegation: Allegation, past: PastDecision) -> Finding:
    reason = _("Menurut keputusan %(number)s.") % {"number": past.number or f"{past.decided_on:%d/%m/%Y}"}
    return Finding(
        allegation=allegation,
        outcome=Finding.Outcome.PROVEN,
        reason=reason,
        impact=past.impact,
        impact_reason=reason if past.impact else "",
    )


def _decision(path: Respondent, row: PastRow, past: PastDecision) -> Decision:
    is_annulled = row.outcome == ClosingReason.ANNULLED
    return Decision(
        respondent=path,
        number=past.number,
        decided_on=past.decided_on,
        official=past.official,
        official_name=past.official_name or past.official,
        considerations=_("Menurut berkas kasus lama."),
        state=Decision.State.ANNULLED if is_annulled else Decision.State.STANDING,
        effective_on=past.effective_on,
    )


def _impose(decided: Sequence[Past], written: Sequence[Decision]) -> None:
    paths = [path for path, _row, _past in decided]
    event_on, calendar = known_event_days([path.case for path in paths]), clocks.calendar_of(paths[0])
    charged = _sanctioned_before(paths)
    sanctions = []
    for (path, _row, past), decision in zip(decided, written, strict=True):
        sanction = decisions.sanction_of(
            decision,
            past.kind,
            is_repeat=path.employee_id in charged and _is_repeat(path, past.decided_on),
            event_on=event_on[path.case_id],
            calendar=calendar,
        )
        sanction.starts_on, sanction.ends_on = past.effective_on, past.ends_on
        sanctions.append(sanction)
    decisions.impose(sanctions)


def _sanctioned_before(paths: Sequence[Respondent]) -> set[int | None]:
    """The people with a standing sanction on any day; those of these rows are not written yet."""
    employees = [path.employee_id for path in paths]
    standing = Sanction.objects.standing().filter(decision__respondent__employee__in=employees)
    return set(standing.values_list("decision__respondent__employee", flat=True))


def _is_repeat(path: Respondent, on: dt.date) -> bool:
    """Whether an earlier sanction lies within the window of that day; False before such a rule existed."""
    if TimeLimit.objects.in_force_for(ClockStep.COUNT_REPETITION, "", on) is None:
        return False
    return any(sanction.counts for sanction in earlier_sanctions([path], on)[path.pk])


def _answer_remedies(decided: Sequence[Past], written: Sequence[Decision]) -> None:
    """Write remedies with their rulings. If one changed the decision, only the last decision is known and it is noted
    there."""
    remedies, facts = [], []
    message = _("Upaya administratif diajukan %(filed)s, diputus %(ruled)s: diubah. Yang tercatat putusan terakhir.")
    for (path, _row, past), decision in zip(decided, written, strict=True):
        if not (past.remedy and past.filed_on and past.ruled_on):
            continue
        if past.ruling == Remedy.Outcome.CHANGED:
            values = {"filed": f"{past.filed_on:%d/%m/%Y}", "ruled": f"{past.ruled_on:%d/%m/%Y}"}
            facts.append(Fact(respondent=path, kind=Fact.Kind.OTHER, on=past.ruled_on, text=message % values))
        else:
            remedies.append(
                Remedy(
                    decision=decision,
                    kind=past.remedy,
                    filed_on=past.filed_on,
                    grounds=_("Tidak tertulis dalam berkas kasus lama."),
                    decided_on=past.ruled_on,
                    outcome=past.ruling,
                )
            )
    Remedy.objects.bulk_create(remedies)
    Fact.objects.bulk_create(facts)
