"""Break-glass: an operator reads the cases of a government for some hours, with a reason, and others are told at once.

An operator has no case of any government by role (decision 74). While an opening runs, the pages of cases can be read;
no act is possible, and each page read is in the record of the government.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.accounts import events
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import AccessEntry, AccountEvent, BreakGlass, Government, Notification, Role, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may

SHORTEST_REASON = 20  # characters
MOST_HOURS = 8


@transaction.atomic
def break_glass(
    *, government: Government, actor: User, request: HttpRequest, at: dt.datetime, reason: str, hours: int
) -> BreakGlass:
    """Open the cases of a government for reading. Raises NotAllowed for others than operators, RuleViolation.

    Its BKPSDM and administrators, and the other operators, are told in the same transaction; without any of them there
    is no opening.
    """
    if not actor.is_operator:
        raise NotAllowed(_("Akses darurat hanya untuk operator pemasangan."))
    if len(reason.strip()) < SHORTEST_REASON or not 1 <= hours <= MOST_HOURS:
        raise RuleViolation(_("Tulis alasan yang jelas, dan paling lama %(n)d jam.") % {"n": MOST_HOURS})
    if BreakGlass.objects.of(actor).filter(government=government).exists():
        raise RuleViolation(_("Akses darurat Anda di sini masih berjalan."))
    told = witnesses(government, actor)
    if not told:
        raise RuleViolation(_("Tidak ada akun lain yang dapat diberi tahu. Undang dahulu administrator daerah itu."))
    opened = BreakGlass.objects.create(
        user=actor, government=government, reason=reason.strip(), opened_at=at, until=at + dt.timedelta(hours=hours)
    )
    note = f"{government}: {reason.strip()}"
    events.record(AccountEvent.What.BREAK_GLASS, account=actor, request=request, at=at, note=note)
    subject, body = texts_of("break_glass", government=government, hours=hours)
    notify(
        case=None, kind=Notification.Kind.ALARM, cause=f"break-glass:{opened.pk}", recipients=told,
        subject=subject, body=body, at=at, path=reverse("break-glass"),
    )  # fmt: skip
    return opened


@transaction.atomic
def end(*, opening: BreakGlass, actor: User, at: dt.datetime) -> BreakGlass:
    """End an opening before its time: the operator, or the government whose cases are open. Raises NotAllowed."""
    if not seen_by(actor).filter(pk=opening.pk).exists():
        raise NotAllowed(_("Akses darurat ini bukan di pemerintah daerah Anda."))
    locked = BreakGlass.objects.select_for_update(of=("self",), no_key=True).get(pk=opening.pk)
    if locked.ended_at is None:
        locked.ended_at, locked.ended_by = at, actor
        locked.save(update_fields=["ended_at", "ended_by"])
    return locked


def seen_by(user: User) -> QuerySet[BreakGlass]:
    """The openings that an account may know of: its own, and those of its government."""
    openings = BreakGlass.objects.select_related("user", "government", "ended_by")
    if user.government_id is None:
        return openings.filter(user=user) if user.is_operator else openings.none()
    return openings.filter(government=user.government_id) if may(user, Right.SEE_BREAK_GLASS) else openings.none()


def readings_of(opening: BreakGlass) -> QuerySet[AccessEntry]:
    """What the operator read while it ran, newest first."""
    until = opening.ended_at or opening.until
    entries = AccessEntry.objects.filter(user=opening.user, case__government=opening.government)
    return entries.filter(at__range=(opening.opened_at, until)).select_related("case").order_by("-at", "-pk")


def witnesses(government: Government, actor: User) -> list[User]:
    """Whoever is told of an opening: BKPSDM and administrators of the government, and the other operators."""
    own = Q(government=government, role__in=Right.SEE_BREAK_GLASS.roles)
    operators = Q(government__isnull=True, role=Role.ADMINISTRATOR)
    return list(User.objects.filter(own | operators, is_active=True).exclude(pk=actor.pk).order_by("pk"))
