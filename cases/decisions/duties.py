"""Duties imposed beside a sanction or coaching: to delete a post, to apologise, to read something out."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Decision, EvidenceItem, ImposedDuty, Respondent, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import Mend, RuleViolation
from regulations.models import ClockStep, DutyType, TimeLimit

Outcome = ImposedDuty.Outcome


def duties_open_to(respondent: Respondent, on: dt.date) -> "list[DutyType]":
    """The duties that may be imposed on the person on a day; the region's own rules precede the national ones."""
    region = respondent.case.government.region
    found = DutyType.objects.open_to(category=respondent.category, route=respondent.route, on=on, region=region)
    return list(found)


@transaction.atomic
def impose_duty(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    kind: DutyType,
    text: str = "",
    due_on: dt.date | None = None,
    version: int | None = None,
) -> ImposedDuty:
    """Impose one duty; ``due_on``: the given last day, otherwise it is counted by the internal rule of the day.

    Raises RuleViolation for a duty that is not possible for the person on that day, for a day in the past, and for the
    same duty while it is still running.
    """
    respondent = workflow.advance(
        respondent, Act.IMPOSE_DUTY, actor=actor, at=at, on=on, version=version, note=f"{kind}: {text}"[:200]
    )
    if due_on is not None and due_on < on:
        raise RuleViolation(_("Batasnya tidak boleh sebelum kewajiban dibebankan."))
    return write_duty(respondent, kind, on=on, text=text, due_on=due_on)


def impose_with(decision: Decision, kinds: Iterable[DutyType], *, on: dt.date) -> None:
    """The duties that a decision names, due by the rule of its day. Within the caller's transaction."""
    for kind in kinds:
        write_duty(decision.respondent, kind, on=on, decision=decision)


def write_duty(
    respondent: Respondent,
    kind: DutyType,
    *,
    on: dt.date,
    text: str = "",
    due_on: dt.date | None = None,
    decision: Decision | None = None,
) -> ImposedDuty:
    if kind not in duties_open_to(respondent, on):
        raise RuleViolation(
            _("“%(kind)s” tidak berlaku bagi %(category)s di jalur ini pada tanggal itu.")
            % {"kind": kind, "category": respondent.get_category_display()}
        )
    if respondent.duties.running().filter(kind=kind, text=text).exists():
        running = _("Kewajiban “%(kind)s” masih berjalan; catat dulu hasilnya.") % {"kind": kind}
        raise RuleViolation(running, mend=Mend.by(Act.END_DUTY, respondent))
    limit = TimeLimit.objects.required_for(ClockStep.FULFIL_DUTY, respondent.category, on)
    duty = ImposedDuty(respondent=respondent, kind=kind, text=text, decision=decision, level=respondent.case.level)
    duty.run(limit, on=on, due=due_on, calendar=clocks.calendar_of(respondent)).save(force_insert=True)
    return duty


@transaction.atomic
def end_duty(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    duty: ImposedDuty,
    outcome: str,
    proof: EvidenceItem | None = None,
    proof_link: str = "",
    note: str = "",
    version: int | None = None,
) -> ImposedDuty:
    """Record that a duty was done, with its proof, or dropped, with the reason.

    Raises RuleViolation for a duty with an outcome, a day before it was imposed, a missing proof, or a missing reason.
    """
    respondent = workflow.advance(
        respondent, Act.END_DUTY, actor=actor, at=at, on=on, version=version, note=f"{duty}: {note}"[:200]
    )
    locked = respondent.duties.running().filter(pk=duty.pk).first()  # the path is locked, so nobody else can end it
    if locked is None:
        raise RuleViolation(_("Hasil kewajiban ini sudah dicatat."))
    if on < locked.starts_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum kewajiban dibebankan."))
    if outcome == Outcome.DONE and proof is None and not proof_link:
        raise RuleViolation(_("Pilih bukti atau isi tautannya: %(proof)s.") % {"proof": locked.kind.proof})
    if outcome != Outcome.DONE and not note.strip():
        raise RuleViolation(_("Tulis alasan kewajiban ini dihapuskan."))
    locked.outcome, locked.met_on, locked.note = outcome, on, note
    locked.proof, locked.proof_link = proof, proof_link
    locked.next_reminder_on = locked.escalates_on = None
    locked.save()
    return locked
