"""Proposing an act, and deciding on what another account proposed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Act, Case, Notification, PendingAct, User
from cases.models.casefile import wall
from cases.procedure import audit
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import CONFIRMERS
from cases.procedure.two_people import NeedsSecond, awaiting

State = PendingAct.State
WAITS = dt.timedelta(days=7)  # for the confirmation, and after it for the act; calendar days


@transaction.atomic
def propose(need: NeedsSecond, *, actor: User, at: dt.datetime, payload: dict[str, Any] | None = None) -> PendingAct:
    """Lay an act before those who may confirm it, and tell them. Proposed twice, it waits once.

    Raises RuleViolation where the government has no other account that may confirm it.
    """
    same = {"kind": need.kind, "digest": need.digest, "proposed_by": actor, "state": State.WAITING}
    PendingAct.objects.filter(**same, expires_at__lte=at).update(state=State.WITHDRAWN, decided_by=actor, decided_at=at)
    facts = {"government": need.government, "case": need.case, "summary": need.summary}
    pending, is_new = PendingAct.objects.get_or_create(
        **same,
        defaults=facts | {"payload": need.payload or payload or {}, "proposed_at": at, "expires_at": at + WAITS},
    )
    if not is_new:
        return pending
    others = confirmers(pending)
    if not others:
        raise RuleViolation(_("Tidak ada akun lain yang dapat mengonfirmasi. Minta administrator membuka akun."))
    _record(pending, Act.PROPOSE_ACT, actor, at)
    _tell(pending, others, "confirmation_asked", at)
    return pending


@transaction.atomic
def confirm(*, pending: PendingAct, actor: User, at: dt.datetime) -> PendingAct:
    """Agree to exactly what was proposed. Raises NotAllowed for others, RuleViolation if it waits no more."""
    locked = _locked(pending, at)
    if not awaiting(actor).filter(pk=locked.pk).exists():
        raise NotAllowed(_("Akun lain yang mengonfirmasi: bukan pengusul, dan tanpa benturan kepentingan."))
    _decide(locked, State.CONFIRMED, actor, at)
    locked.expires_at = at + WAITS
    _record(locked, Act.CONFIRM_ACT, actor, at)
    _tell(locked, [locked.proposed_by], "confirmation_given", at)
    return locked


@transaction.atomic
def decline(*, pending: PendingAct, actor: User, at: dt.datetime, reason: str) -> PendingAct:
    """Refuse what another proposed, or withdraw what one proposed. Raises NotAllowed, RuleViolation."""
    locked = _locked(pending, at)
    is_own = locked.proposed_by_id == actor.pk
    if not is_own and not awaiting(actor).filter(pk=locked.pk).exists():
        raise NotAllowed(_("Anda tidak dapat menolak usulan ini."))
    if not reason.strip():
        raise RuleViolation(_("Tulis alasannya."))
    locked.remark = reason.strip()
    _decide(locked, State.WITHDRAWN if is_own else State.DECLINED, actor, at)
    _record(locked, Act.DECLINE_ACT, actor, at)
    if not is_own:
        _tell(locked, [locked.proposed_by], "confirmation_declined", at)
    return locked


def confirmers(pending: PendingAct) -> list[User]:
    """The active accounts that may confirm: another than the proposer's, and without a conflict in its case."""
    roles = CONFIRMERS[PendingAct.Kind(pending.kind)]
    users = User.objects.filter(is_active=True, role__in=roles).exclude(pk=pending.proposed_by_id)
    if pending.government_id is not None:
        users = users.filter(government=pending.government_id)
    found = list(users.select_related("agency").order_by("pk"))
    barred = wall.barred({pending.case_id}, found) if pending.case_id else set()
    return [user for user in found if (pending.case_id, user.pk) not in barred]


def _locked(pending: PendingAct, at: dt.datetime) -> PendingAct:
    rows = PendingAct.objects.select_for_update(of=("self",), no_key=True).select_related("proposed_by", "case__agency")
    locked = rows.get(pk=pending.pk)
    if not locked.is_waiting:
        raise RuleViolation(_("Usulan ini sudah diputus: %(state)s.") % {"state": locked.get_state_display()})
    if locked.expires_at <= at:
        raise RuleViolation(_("Usulan ini kedaluwarsa. Ajukan lagi."))
    return locked


def _decide(pending: PendingAct, state: PendingAct.State, actor: User, at: dt.datetime) -> None:
    pending.state, pending.decided_by, pending.decided_at = state, actor, at
    pending.save(update_fields=["state", "decided_by", "decided_at", "remark"])


def _record(pending: PendingAct, act: Act, actor: User, at: dt.datetime) -> None:
    case: Case | None = pending.case
    if case is not None:
        note = " – ".join(filter(None, (pending.summary, pending.remark)))
        audit.record(case, act, actor=actor, at=at, on=case.agency.local_date(at), note=note)


def _tell(pending: PendingAct, whom: list[User], message: str, at: dt.datetime) -> None:
    number = pending.case.number if pending.case else ""
    subject, body = texts_of(message, kind=pending.get_kind_display(), number=number, reason=pending.remark)
    notify(
        case=pending.case,
        kind=Notification.Kind.TASK,
        cause=f"{message}:{pending.pk}",
        recipients=whom,
        subject=subject,
        body=body,
        at=at,
        path=reverse("confirmation", args=[pending.key]),
    )
