"""Restoration after a sanction was annulled (Pasal 40 PP 94/2021; PP 79/2021)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Act, Agency, Decision, Notification, RestorationStep, Role, User
from cases.procedure.accounts import accounts_of
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation


@transaction.atomic
def restore(*, step: RestorationStep, actor: User, at: dt.datetime, on: dt.date, result: str) -> RestorationStep:
    """Report that one step of the restoration after an annulment is done, or why there was nothing to restore."""
    case = step.decision.respondent.case
    begin_case_act(case, Act.RESTORE, actor=actor, at=at, on=on, note=f"{step}: {result}"[:200])
    locked = RestorationStep.objects.select_for_update(no_key=True).get(pk=step.pk)
    if locked.done_on is not None:
        raise RuleViolation(_("Langkah pemulihan ini sudah dilaporkan selesai."))
    if on < step.decision.respondent.status_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum keputusan dibatalkan."))
    locked.done_on, locked.result = on, result
    locked.save(update_fields=["done_on", "result"])
    return locked


def order_restoration(decision: Decision, *, actor: User, at: dt.datetime) -> None:
    """Create the steps: always the good name; the personnel record, pay and post if the sanction affected them."""
    sanctions = list(decision.sanctions.all())
    kinds = [RestorationStep.Kind.NAME]
    if any(sanction.starts_on for sanction in sanctions):
        kinds.append(RestorationStep.Kind.RECORD)
    if any(sanction.starts_on and sanction.reaches_payroll for sanction in sanctions):
        kinds += [RestorationStep.Kind.PAY, RestorationStep.Kind.POST]
    case = decision.respondent.case
    for kind in kinds:
        RestorationStep.objects.create(decision=decision, kind=kind, owner=_owner(decision, kind, actor))
    subject, body = texts_of("restoration", number=case.number)
    notify(
        case=case,
        kind=Notification.Kind.TASK,
        cause=f"restoration:{decision.pk}",
        at=at,
        recipients=[*accounts_of(case, Role.HR_OFFICER), *accounts_of(case, Role.BKPSDM)],
        subject=subject,
        body=body,
    )


def _owner(decision: Decision, kind: RestorationStep.Kind, actor: User) -> Agency:
    """The owner of a step: the agency restores the name; the personnel agency restores pay, post and record if it
    recorded the ruling."""
    own = decision.respondent.agency
    is_personnel = actor.role == Role.BKPSDM and actor.agency is not None and kind != RestorationStep.Kind.NAME
    return actor.agency if is_personnel and actor.agency else own
