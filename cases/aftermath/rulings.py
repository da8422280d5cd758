"""Rulings on remedies: of the superior, the board of appeal, a higher body or a court (PP 79/2021)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.aftermath import serving
from cases.aftermath.remedies import DECIDING_STEP, open_remedy
from cases.aftermath.restoration import order_restoration
from cases.decisions import precedents
from cases.decisions.decide import annul_standing
from cases.models import Act, ClosingReason, Decision, PendingAct, Remedy, Respondent, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import RuleViolation
from cases.procedure.two_people import gravest_of, require_for
from regulations.calendar import due_on
from regulations.models import TimeLimit

Outcome = Remedy.Outcome
UPHOLDING = (Outcome.UPHELD, Outcome.NOT_ACCEPTED)
CHANGING = (Outcome.CHANGED, Outcome.LIGHTENED, Outcome.AGGRAVATED)


@dataclass(frozen=True)
class Ruling:
    """What was ruled on that day, in the words of ``by``."""

    outcome: Remedy.Outcome
    on: dt.date
    text: str
    by: str


@transaction.atomic
def uphold(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    ruling: str,
    ruled_by: str = "",
    outcome: Remedy.Outcome = Outcome.UPHELD,
    version: int | None = None,
) -> Respondent:
    """Record that the remedy failed or was inadmissible: the decision takes effect on that day (Pasal 38 PP
    94/2021)."""
    if outcome not in UPHOLDING:
        raise RuleViolation(_("Putusan itu tidak menguatkan keputusan."))
    respondent = workflow.advance(respondent, Act.UPHOLD, actor=actor, at=at, on=on, version=version, note=ruling)
    remedy = _resolve(respondent, Ruling(outcome, on, ruling, ruled_by), actor=actor, at=at)
    remedy.decision.effective_on = on
    remedy.decision.save(update_fields=["effective_on"])
    serving.begin(remedy.decision, on=on, at=at)
    return respondent


@transaction.atomic
def change(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    ruling: str,
    ruled_by: str = "",
    outcome: Remedy.Outcome = Outcome.CHANGED,
    version: int | None = None,
) -> Respondent:
    """Record a ruling that changes, lightens or aggravates the sanction: a new decision must replace the old one."""
    if outcome not in CHANGING:
        raise RuleViolation(_("Putusan itu tidak mengubah keputusan."))
    respondent = workflow.advance(respondent, Act.CHANGE, actor=actor, at=at, on=on, version=version, note=ruling)
    _resolve(respondent, Ruling(outcome, on, ruling, ruled_by), actor=actor, at=at)
    return respondent


@transaction.atomic
def overturn(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    ruling: str,
    ruled_by: str,
    version: int | None = None,
) -> Respondent:
    """Record that a higher body or a court orders another decision, also after serving; the old decision stands until
    the new one replaces it."""
    respondent = workflow.advance(respondent, Act.OVERTURN, actor=actor, at=at, on=on, version=version, note=ruling)
    _rule_from_above(respondent, Ruling(Outcome.CHANGED, on, ruling, ruled_by), actor=actor, at=at)
    precedents.forget(respondent)
    return respondent


@transaction.atomic
def annul(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    ruling: str,
    ruled_by: str = "",
    version: int | None = None,
) -> Respondent:
    """Record the annulment of the decision by the remedy or a higher body: its sanctions no longer count, and their
    effects are restored step by step."""
    respondent = workflow.advance(
        respondent,
        Act.ANNUL,
        actor=actor,
        at=at,
        on=on,
        version=version,
        note=ruling,
        closing_reason=ClosingReason.ANNULLED,
    )
    decision = respondent.standing_decision_or_none
    if decision is None:
        raise RuleViolation(_("Tidak ada keputusan yang dapat dibatalkan."))
    is_asked = decision.remedies.filter(decided_on__isnull=True).exists()
    record = _resolve if is_asked else _rule_from_above
    record(respondent, Ruling(Outcome.ANNULLED, on, ruling, ruled_by), actor=actor, at=at)
    annul_standing(respondent, on)
    order_restoration(decision, actor=actor, at=at)
    serving.look_again(decision, actor=actor, at=at, on=on)
    return respondent


@transaction.atomic
def postpone_ruling(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    until: dt.date,
    ruling: str,
    ruled_by: str,
    version: int | None = None,
) -> Remedy:
    """Record that the ruling is postponed: until that day the remedy stays open and the decision without effect."""
    note = f"{ruled_by}: {ruling}"[:200]
    respondent = workflow.advance(
        respondent, Act.POSTPONE_RULING, actor=actor, at=at, on=on, version=version, note=note
    )
    remedy = open_remedy(respondent)
    if not remedy.filed_on <= on < until:
        raise RuleViolation(_("Penundaan berlaku sesudah pengajuan, sampai hari yang akan datang."))
    remedy.postponed_until = until
    remedy.save(update_fields=["postponed_until"])
    return remedy


def _rule_from_above(respondent: Respondent, ruling: Ruling, *, actor: User, at: dt.datetime) -> Remedy:
    if not ruling.by:
        raise RuleViolation(_("Sebutkan lembaga atau pengadilan yang memutus, dengan nomor putusannya."))
    decision = respondent.standing_decision
    _require_second(decision, ruling, actor=actor, at=at)
    return Remedy.objects.create(
        decision=decision,
        kind=Remedy.Kind.RULING,
        filed_on=ruling.on,
        decided_on=ruling.on,
        outcome=ruling.outcome,
        ruling=ruling.text,
        ruled_by=ruling.by,
    )


def _resolve(respondent: Respondent, ruling: Ruling, *, actor: User, at: dt.datetime) -> Remedy:
    remedy = open_remedy(respondent)
    _require_second(remedy.decision, ruling, actor=actor, at=at)
    remedy.decided_on, remedy.outcome = ruling.on, ruling.outcome
    remedy.ruling, remedy.ruled_by = ruling.text, ruling.by
    remedy.late_note = clocks.lateness(respondent, (DECIDING_STEP[Remedy.Kind(remedy.kind)],), on=ruling.on)
    remedy.court_until = _court_day(respondent, ruling.on) if ruling.outcome != Outcome.ANNULLED else None
    fields = ["decided_on", "outcome", "ruling", "ruled_by", "late_note", "court_until"]
    remedy.save(update_fields=fields)
    return remedy


def _require_second(decision: Decision, ruling: Ruling, *, actor: User, at: dt.datetime) -> None:
    """What was decided with two people is upheld, changed and annulled with two people: the record says what was ruled,
    and nobody else compares it with the ruling on paper."""
    case, gravest = decision.respondent.case, gravest_of(each.severity for each in decision.sanctions.all())
    summary = f"{case.number}: {Outcome(ruling.outcome).label} – {decision.respondent}"
    kind = PendingAct.Kind.RULING
    require_for(gravest, kind, case=case, actor=actor, at=at, summary=summary, decision=decision, ruling=ruling)


def _court_day(respondent: Respondent, on: dt.date) -> dt.date | None:
    """The last day for the administrative court; None if no dated rule gives one."""
    limit = TimeLimit.objects.in_force_for("PTUN", respondent.category, on)
    return due_on(limit, on, clocks.calendar_of(respondent)) if limit and limit.amount else None
