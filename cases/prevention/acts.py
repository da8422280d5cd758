"""Reviewing an early warning, and assigning and finishing a corrective action."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, Case, CorrectiveAction, User, WarningReview
from cases.prevention.warnings import Warned
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may, require
from regulations.models import Regulation


@transaction.atomic
def review(
    *, warned: Warned, actor: User, at: dt.datetime, cause: str, measure: str, outcome: WarningReview.Outcome
) -> WarningReview:
    """Write down what a person made of a warning: its cause, what was done, whether it helped. Raises NotAllowed."""
    require(actor, Right.PREVENT)
    return WarningReview.objects.create(
        government=actor.own_government, kind=warned.kind, subject=warned.subject, reason=warned.reason[:300],
        cause=cause, measure=measure, outcome=outcome, reviewed_by=actor, reviewed_at=at,
    )  # fmt: skip


@transaction.atomic
def assign(
    *,
    actor: User,
    at: dt.datetime,
    kind: CorrectiveAction.Kind,
    text: str,
    owner: Agency,
    due_on: dt.date,
    case: Case | None = None,
    regulation: Regulation | None = None,
) -> CorrectiveAction:
    """Assign what has to change to an agency until a day; it follows from one case or accompanies one circular.

    Raises NotAllowed, and RuleViolation for a day in the past, for both or neither, and for a foreign agency.
    """
    require(actor, Right.PREVENT)
    if (case is None) == (regulation is None):
        raise RuleViolation(_("Pilih satu: kasus atau surat edaran yang menjadi sebabnya."))
    if due_on < actor.local_date(at):
        raise RuleViolation(_("Batasnya tidak boleh sudah lewat."))
    if owner.government_id != actor.government_id:
        raise RuleViolation(_("Perangkat daerah itu bukan dari pemerintah daerah ini."))
    return CorrectiveAction.objects.create(
        government=actor.own_government, case=case, regulation=regulation, kind=kind, text=text, owner=owner,
        due_on=due_on, made_by=actor, made_at=at,
    )  # fmt: skip


@transaction.atomic
def finish(*, action: CorrectiveAction, actor: User, at: dt.datetime, on: dt.date, proof: str) -> CorrectiveAction:
    """Report an action as done, with what shows it. By the agency that owns it, or whoever may assign.

    Raises NotAllowed, RuleViolation.
    """
    locked = CorrectiveAction.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    if locked.government_id != actor.government_id or not may_finish(actor, locked):
        raise NotAllowed(_("Tindakan ini dilaporkan perangkat daerah penanggung jawabnya."))
    if locked.done_on is not None:
        raise RuleViolation(_("Tindakan ini sudah dilaporkan selesai."))
    if on > actor.local_date(at):
        raise RuleViolation(_("Tanggal tidak boleh setelah hari ini."))
    locked.done_on, locked.proof, locked.done_by = on, proof, actor
    locked.save(update_fields=["done_on", "proof", "done_by"])
    return locked


def may_finish(user: User, action: CorrectiveAction) -> bool:
    """Whether the account may report the action: of a case that it may read, by its agency or whoever may assign."""
    answers = may(user, Right.PREVENT) or action.owner_id in user.subtree
    return answers and CorrectiveAction.objects.readable_by(user).filter(pk=action.pk).exists()
