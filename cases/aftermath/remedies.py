"""Objection and appeal against a decision (PP 79/2021): alternatives fixed by the decision, each with its own clock."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.aftermath import serving
from cases.aftermath.restoration import order_restoration
from cases.decisions import precedents
from cases.decisions.decide import annul_standing
from cases.models import Act, ClosingReason, Remedy, Respondent, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import RuleViolation
from cases.procedure.remedy_kinds import remedy_of
from cases.procedure.summary import refresh
from regulations.models import ClockStep

DECIDING_STEP = {Remedy.Kind.OBJECTION: ClockStep.DECIDE_OBJECTION, Remedy.Kind.APPEAL: ClockStep.DECIDE_APPEAL}


@transaction.atomic
def file_remedy(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, grounds: str, version: int | None = None
) -> Remedy:
    """Record an objection or appeal; the decision does not take effect while it is open (Pasal 38 PP 94/2021)."""
    respondent = workflow.advance(respondent, Act.FILE_REMEDY, actor=actor, at=at, on=on, version=version)
    decision = respondent.decisions.standing().get()
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
    respondent.deadlines.filter(limit__step=ClockStep.NEXT_STEP).cancel(on)  # those of the remedy take its place
    clocks.start(respondent, DECIDING_STEP[kind], on=on)
    if kind == Remedy.Kind.APPEAL:
        clocks.start(respondent, ClockStep.ANSWER_APPEAL, on=on)
    clocks.start_if_silent(respondent, on=on)
    refresh(respondent.case)
    return Remedy.objects.create(decision=decision, kind=kind, filed_on=on, grounds=grounds)


@transaction.atomic
def answer_appeal(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reply: str, version: int | None = None
) -> Remedy:
    """Record what the PPK answered to the appeal body, within 21 working days of its copy (Pasal 13 PP 79/2021)."""
    respondent = workflow.advance(
        respondent, Act.ANSWER_APPEAL, actor=actor, at=at, on=on, version=version, note=reply[:200]
    )
    remedy = _open_remedy(respondent)
    if remedy.kind != Remedy.Kind.APPEAL:
        raise RuleViolation(_("Tanggapan PPK hanya untuk banding administratif (Pasal 13 PP 79/2021)."))
    if remedy.replied_on is not None:
        raise RuleViolation(_("Tanggapan atas banding ini sudah dicatat."))
    if on < remedy.filed_on:
        raise RuleViolation(_("Tanggapan tidak mungkin sebelum banding diajukan."))
    remedy.replied_on, remedy.reply = on, reply
    remedy.save(update_fields=["replied_on", "reply"])
    return remedy


@transaction.atomic
def uphold(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    ruling: str,
    ruled_by: str = "",
    version: int | None = None,
) -> Respondent:
    """The remedy failed: the decision takes effect on the day of the ruling (Pasal 38 PP 94/2021)."""
    respondent = workflow.advance(respondent, Act.UPHOLD, actor=actor, at=at, on=on, version=version, note=ruling)
    remedy = _resolve(respondent, Remedy.Outcome.UPHELD, on, ruling, ruled_by)
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
    version: int | None = None,
) -> Respondent:
    """The remedy changes the sanction: a new decision has to replace the old one."""
    respondent = workflow.advance(respondent, Act.CHANGE, actor=actor, at=at, on=on, version=version, note=ruling)
    _resolve(respondent, Remedy.Outcome.CHANGED, on, ruling, ruled_by)
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
    """A higher body or a court orders another decision, also after the sanction was served: the old one stands until
    the new one replaces it."""
    respondent = workflow.advance(respondent, Act.OVERTURN, actor=actor, at=at, on=on, version=version, note=ruling)
    _rule_from_above(respondent, Remedy.Outcome.CHANGED, on, ruling, ruled_by)
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
    """The decision is annulled, by the remedy or by a higher body: its sanctions no longer count, and what they took
    has to be given back, step by step."""
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
    decision = respondent.decisions.standing().get()
    if decision.remedies.filter(decided_on__isnull=True).exists():
        _resolve(respondent, Remedy.Outcome.ANNULLED, on, ruling, ruled_by)
    else:
        _rule_from_above(respondent, Remedy.Outcome.ANNULLED, on, ruling, ruled_by)
    annul_standing(respondent)
    order_restoration(decision, actor=actor, at=at)
    return respondent


def _rule_from_above(
    respondent: Respondent, outcome: Remedy.Outcome, on: dt.date, ruling: str, ruled_by: str
) -> Remedy:
    if not ruled_by:
        raise RuleViolation(_("Sebutkan lembaga atau pengadilan yang memutus, dengan nomor putusannya."))
    return Remedy.objects.create(
        decision=respondent.decisions.standing().get(),
        kind=Remedy.Kind.RULING,
        filed_on=on,
        decided_on=on,
        outcome=outcome,
        ruling=ruling,
        ruled_by=ruled_by,
    )


def _open_remedy(respondent: Respondent) -> Remedy:
    return Remedy.objects.select_related("decision").get(decision__respondent=respondent, decided_on__isnull=True)


def _resolve(respondent: Respondent, outcome: Remedy.Outcome, on: dt.date, ruling: str, ruled_by: str) -> Remedy:
    remedy = _open_remedy(respondent)
    remedy.decided_on, remedy.outcome, remedy.ruling, remedy.ruled_by = on, outcome, ruling, ruled_by
    remedy.save(update_fields=["decided_on", "outcome", "ruling", "ruled_by"])
    return remedy
