"""A case has one owner by name: it is taken, handed over, or laid down. The turn stays with the role."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Assignment, Case, Notification, Role, User
from cases.procedure.accounts import Asked, own_accounts_for
from cases.procedure.admission import lock, refuse_barred
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import OFFICERS, Right, require


def handlers_of(case: Case) -> list[User]:
    """The accounts that may handle a case: HR officers of its agency or above, BKPSDM and the Inspectorate, without a
    conflict of interest."""
    asked = [Asked(role, case.government_id, case) for role in OFFICERS]
    found = own_accounts_for(asked)
    return [user for each in asked for user in found[each]]


def take(*, case: Case, actor: User, at: dt.datetime) -> Assignment:
    """Become the owner of a case. Internal rule. Raises NotAllowed, or RuleViolation for who owns it already."""
    return _assign(case, actor, actor=actor, at=at)


@transaction.atomic
def hand_over(*, case: Case, to: User, actor: User, at: dt.datetime, note: str = "") -> Assignment:
    """Make another account the owner, and tell it. Raises RuleViolation for an account that may not handle the case."""
    if to not in handlers_of(case):
        raise RuleViolation(_("%(who)s tidak dapat menangani kasus ini.") % {"who": to})
    assignment = _assign(case, to, actor=actor, at=at, note=note)
    subject, body = texts_of("handed_over", number=case.number)
    told = [] if to == actor else [to]
    notify(case=case, kind=Notification.Kind.TASK, cause=f"assignment:{assignment.pk}", recipients=told,
           subject=subject, body=body, at=at)  # fmt: skip
    return assignment


def lay_down(*, case: Case, actor: User, at: dt.datetime) -> Assignment:
    """Nobody owns the case any more: its role acts, as before."""
    return _assign(case, None, actor=actor, at=at)


@transaction.atomic
def _assign(case: Case, owner: User | None, *, actor: User, at: dt.datetime, note: str = "") -> Assignment:
    require(actor, Right.HANDLE_CASE)
    locked = lock(case)
    refuse_barred(locked, actor)
    if locked.owner_id == (owner.pk if owner else None):
        raise RuleViolation(
            _("Kasus ini sudah ditangani %(who)s.") % {"who": owner}
            if owner
            else _("Kasus ini memang belum ada yang menangani.")
        )
    locked.owner = owner
    locked.save(update_fields=["owner"])
    return Assignment.objects.create(case=locked, owner=owner, by=actor, at=at, note=note)


def asked_in(case: Case) -> list[User]:
    """Whom a reminder reaches: the owner, otherwise the accounts whose turn it is."""
    if case.owner is not None:
        return [case.owner]
    roles = case.respondents.open().exclude(turn="").values_list("turn", flat=True).distinct()
    asked = [Asked(Role(role), case.government_id, case) for role in roles]
    found = own_accounts_for(asked)
    return list(dict.fromkeys(user for each in asked for user in found[each]))


@transaction.atomic
def remind(*, case: Case, actor: User, at: dt.datetime) -> int:
    """Remind who has to act, once a day for each sender. Returns the number of accounts."""
    recipients = [user for user in asked_in(case) if user != actor]
    subject, body = texts_of("nudge", number=case.number)
    notify(case=case, kind=Notification.Kind.REMINDER, cause=f"nudge:{case.pk}:{actor.pk}:{at.date()}",
           recipients=recipients, subject=subject, body=body, at=at)  # fmt: skip
    return len(recipients)
