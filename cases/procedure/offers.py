"""The acts that are possible on a path now, and why others are not."""

from django.utils.translation import gettext as _

from cases.models import Act, Respondent, Role, Status, User
from cases.procedure.admission import BARRED, barred
from cases.procedure.refusals import Mend, NotAllowed, RuleViolation
from cases.procedure.table import next_step, rows_from
from cases.procedure.transition import Transition


def next_step_of(respondent: Respondent) -> Transition | None:
    """The next step of the procedure on this path."""
    return next_step(
        respondent.status,
        respondent.route,
        identified=respondent.is_identified,
        called_in_vain=respondent.was_called_in_vain,
    )


def offered(respondent: Respondent, role: str) -> list[Act]:
    """The acts that a role may take now on a path, the primary one first.

    Conflicts of interest of the account are checked separately (``admission.barred``).
    """
    rows = [
        step
        for step in rows_from(respondent.status, respondent.route, respondent.closing_reason)
        if role in step.roles and (step.while_held or not respondent.is_held)
    ]
    hidden = {Act.HOLD} if respondent.is_held else {Act.RESUME}
    primary = next_step_of(respondent)
    acts = dict.fromkeys(step.act for step in rows if step.act not in hidden)
    return sorted(acts, key=lambda act: primary is None or act != primary.act)


def refusal(respondent: Respondent, act: Act, actor: User) -> RuleViolation | None:
    """Why an act cannot be taken now, with what mends it; None when it can."""
    try:
        permitted(respondent, act, actor)
    except RuleViolation as why:
        return why
    return None


def permitted(respondent: Respondent, act: Act, actor: User | None) -> Transition:
    """The row of the table that allows the act to the actor now. Raises RuleViolation with the reason otherwise."""
    steps = [
        step for step in rows_from(respondent.status, respondent.route, respondent.closing_reason) if step.act == act
    ]
    if respondent.route:
        steps = [step for step in steps if respondent.route in step.routes]
    if not steps:
        raise RuleViolation(
            _("“%(act)s” tidak dapat dilakukan pada tahap %(stage)s.")
            % {"act": act.label, "stage": Status(respondent.status).label}
        )
    step = steps[0]
    if (actor.role if actor else Role.SYSTEM) not in step.roles:
        raise NotAllowed(_("Peran Anda tidak berwenang melakukan “%(act)s”.") % {"act": act.label})
    if actor is not None and barred(respondent.case, actor):
        raise NotAllowed(BARRED)
    if respondent.is_held and not step.while_held:
        raise RuleViolation(
            _("Jalur ini sedang ditahan. Lanjutkan dulu sebelum melakukan “%(act)s”.") % {"act": act.label},
            mend=Mend.by(Act.RESUME, respondent),
        )
    if step.confirmed and not respondent.is_confirmed:
        raise RuleViolation(
            _("Pastikan dulu identitasnya. Sebelum itu tidak ada surat atau panggilan yang keluar."),
            mend=Mend.by(Act.CONFIRM_IDENTITY, respondent),
        )
    return step
