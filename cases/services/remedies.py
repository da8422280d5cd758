"""Objection and appeal against a decision (PP 79/2021): alternatives fixed by the decision, each with its own clock."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases import clocks, workflow
from cases.models import Act, ClosingReason, Decision, Remedy, Respondent, User
from cases.workflow import RuleViolation

from .decisions import annul_standing, remedy_of

DECIDING_STEP = {Remedy.Kind.OBJECTION: "KEBERATAN-DECIDE", Remedy.Kind.APPEAL: "BANDING-DECIDE"}


@transaction.atomic
def file_remedy(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, grounds: str, version: int | None = None
) -> Remedy:
    """Record an objection or appeal; the decision does not take effect while it is open (Pasal 38 PP 94/2021)."""
    respondent = workflow.advance(respondent, Act.FILE_REMEDY, actor=actor, at=at, on=on, version=version)
    decision = respondent.decisions.get(state=Decision.State.STANDING)
    kind = remedy_of(decision)
    if not kind:
        raise RuleViolation(_("Terhadap keputusan ini tidak tersedia keberatan atau banding menurut PP 79/2021."))
    if decision.remedy_until and on > decision.remedy_until:
        raise RuleViolation(
            _("Batas pengajuan %(day)s sudah lewat; tidak dapat diterima.")
            % {"day": f"{decision.remedy_until:%d/%m/%Y}"}
        )
    decision.effective_on = None
    decision.save(update_fields=["effective_on"])
    clocks.start(respondent, DECIDING_STEP[Remedy.Kind(kind)], on=on)
    workflow.refresh(respondent.case)
    return Remedy.objects.create(decision=decision, kind=kind, filed_on=on, grounds=grounds)


@transaction.atomic
def uphold(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, ruling: str, version: int | None = None
) -> Respondent:
    """The remedy failed: the decision takes effect on the day of the ruling."""
    respondent = workflow.advance(respondent, Act.UPHOLD, actor=actor, at=at, on=on, version=version, note=ruling)
    remedy = _resolve(respondent, Remedy.Outcome.UPHELD, on, ruling)
    remedy.decision.effective_on = on
    remedy.decision.save(update_fields=["effective_on"])
    return respondent


@transaction.atomic
def change(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, ruling: str, version: int | None = None
) -> Respondent:
    """The remedy changes the sanction: a new decision has to replace the old one."""
    respondent = workflow.advance(respondent, Act.CHANGE, actor=actor, at=at, on=on, version=version, note=ruling)
    _resolve(respondent, Remedy.Outcome.CHANGED, on, ruling)
    return respondent


@transaction.atomic
def annul(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, ruling: str, version: int | None = None
) -> Respondent:
    """The decision is annulled, by the remedy or by a higher body: its sanctions no longer count."""
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
    if Remedy.objects.filter(decision__respondent=respondent, decided_on__isnull=True).exists():
        _resolve(respondent, Remedy.Outcome.ANNULLED, on, ruling)
    annul_standing(respondent)
    return respondent


def _resolve(respondent: Respondent, outcome: Remedy.Outcome, on: dt.date, ruling: str) -> Remedy:
    remedy = Remedy.objects.select_related("decision").get(decision__respondent=respondent, decided_on__isnull=True)
    remedy.decided_on, remedy.outcome, remedy.ruling = on, outcome, ruling
    remedy.save(update_fields=["decided_on", "outcome", "ruling"])
    return remedy
