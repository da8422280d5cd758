"""Two bodies that handle one act: proposed by one, answered by the other, ended by either.

Nobody is sanctioned twice for one act (Pasal 35 ayat (3) PP 94/2021), so one of the two leads and the other waits for
its decision. Bodies help each other on request (Pasal 34–35 UU 30/2014).
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Act, Case, Government, JointHandling, Notification, Respondent, Role, User
from cases.procedure import audit
from cases.procedure.accounts import Asked, accounts_for
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import Mend, RuleViolation


@transaction.atomic
def propose_joint(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    path: Respondent,
    invited: Government,
    case_number: str,
    leads: str,
    basis: str,
) -> JointHandling:
    """Propose to another body to handle the act of one person together, and say which of the two leads.

    In a case of the same government the path of the same person is joined at once; another government answers first,
    and whether it has a case of that number is not told. Raises RuleViolation.
    """
    case = begin_case_act(
        case, Act.PROPOSE_JOINT, actor=actor, at=at, on=on, respondent=path, note=f"{invited}: {basis}"
    )
    if path.case_id != case.pk or path.employee_id is None:
        nameless = _("Kenali dulu orangnya; penanganan bersama menyangkut satu orang yang dikenal.")
        raise RuleViolation(nameless, mend=Mend.by(Act.IDENTIFY, path))
    known = JointHandling.objects.unfinished().filter(ours=path, invited=invited, case_number=case_number)
    if known.exists():
        raise RuleViolation(_("Penanganan bersama dengan kasus itu sudah diusulkan."))
    joint = JointHandling(
        ours=path, invited=invited, case_number=case_number, leads=leads, basis=basis, proposed_by=actor, proposed_on=on
    )
    if invited.pk == case.government_id:
        joint.theirs = _path_here(joint, actor)
    joint.save(force_insert=True)
    if joint.theirs is not None:
        audit.record(
            joint.theirs.case, Act.ANSWER_JOINT, respondent=joint.theirs, actor=actor, at=at, on=on, note=basis
        )
    _tell(joint, at)
    return joint


def _path_here(joint: JointHandling, actor: User) -> Respondent:
    """The path of the same person in another case of this government."""
    paths = Respondent.objects.visible_to(actor).filter(employee=joint.ours.employee).exclude(pk=joint.ours.pk)
    found = paths.filter(case__number=joint.case_number).select_related("case").first()
    if found is None:
        raise RuleViolation(
            _("Kasus %(number)s tidak ditemukan, atau orang ini bukan terlapor di dalamnya.")
            % {"number": joint.case_number}
        )
    _refuse_second_lead(found)
    return found


def _refuse_second_lead(path: Respondent) -> None:
    running = JointHandling.objects.running()
    if running.filter(ours=path).exists() or running.filter(theirs=path).exists():
        raise RuleViolation(_("Jalur orang ini sudah ditangani bersama badan lain. Akhiri dulu penanganan itu."))


@transaction.atomic
def answer_joint(
    *,
    joint: JointHandling,
    case: Case,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    path: Respondent | None,
    reason: str = "",
) -> JointHandling:
    """Agree with the own path of that person, or decline with a reason (``path`` None). Raises RuleViolation."""
    note = f"{joint.ours.case.government}: {reason or joint.basis}"
    begin_case_act(case, Act.ANSWER_JOINT, actor=actor, at=at, on=on, respondent=path, note=note[:200])
    locked = JointHandling.objects.select_for_update(no_key=True).get(pk=joint.pk)
    if locked.theirs_id is not None or locked.ended_on is not None:
        raise RuleViolation(_("Ajakan ini sudah dijawab."))
    if on < locked.proposed_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum ajakan dibuat."))
    if path is None and not reason.strip():
        raise RuleViolation(_("Pilih orangnya, atau tulis alasan menolak."))
    if path is None:
        locked.ended_on, locked.end_reason = on, reason[:200]
    else:
        _refuse_second_lead(path)
        locked.theirs = path
    locked.save(update_fields=["theirs", "ended_on", "end_reason"])
    return locked


@transaction.atomic
def end_joint(
    *, joint: JointHandling, case: Case, actor: User, at: dt.datetime, on: dt.date, reason: str
) -> JointHandling:
    """End it from either side, for instance to name another body as the one that leads. Raises RuleViolation."""
    path = joint.ours if joint.ours.case_id == case.pk else joint.theirs
    begin_case_act(case, Act.END_JOINT, actor=actor, at=at, on=on, respondent=path, note=reason[:200])
    locked = JointHandling.objects.select_for_update(no_key=True).get(pk=joint.pk)
    if locked.ended_on is not None:
        raise RuleViolation(_("Penanganan bersama ini sudah berakhir."))
    if on < locked.proposed_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum ajakan dibuat."))
    locked.ended_on, locked.end_reason = on, reason[:200]
    locked.save(update_fields=["ended_on", "end_reason"])
    return locked


def _tell(joint: JointHandling, at: dt.datetime) -> None:
    """Tell the other body; a body of another government reads the proposal in Pekerjaan saya, not the case."""
    here = joint.theirs.case if joint.theirs else None
    asked = Asked(Role.BKPSDM, joint.invited_id, here)
    subject, body = texts_of("joint_handling", number=joint.case_number, body=joint.ours.case.government.name)
    notify(
        case=here, kind=Notification.Kind.TASK, cause=f"joint:{joint.pk}", recipients=accounts_for([asked])[asked],
        subject=subject, body=body, at=at, path="" if here else reverse("work"),
    )  # fmt: skip
