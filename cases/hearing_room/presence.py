"""Shows which page is writing in a hearing room. A page claims a short lease and renews it.

The lease does not lock: the server stores the text of every page, so that no answer is lost (decision 43).
"""

import datetime as dt
import uuid

from cases.models import HearingDraft, User, WritingLease

LEASE = dt.timedelta(seconds=25)  # an open page renews it every 8 seconds


def claim(
    *, draft: HearingDraft, page: uuid.UUID, actor: User, at: dt.datetime, takes_over: bool = False
) -> WritingLease:
    """Claim or renew the lease; another page keeps it until it expires or ``takes_over`` ("Ambil alih") is set."""
    until = at + LEASE
    WritingLease.objects.get_or_create(
        draft=draft, defaults={"page": page, "user": actor, "taken_at": at, "held_until": until}
    )
    held = WritingLease.objects.filter(draft=draft)
    if not held.filter(page=page, held_until__gte=at).update(held_until=until):
        free = held if takes_over else held.filter(held_until__lt=at)
        free.update(page=page, user=actor, taken_at=at, held_until=until)
    return WritingLease.objects.select_related("user").get(draft=draft)


def release(*, draft: HearingDraft, page: uuid.UUID, at: dt.datetime) -> None:
    """End the lease of a page that closes."""
    WritingLease.objects.filter(draft=draft, page=page).update(held_until=at - LEASE)


def lease_of(draft: HearingDraft, at: dt.datetime) -> WritingLease | None:
    """The valid lease of a room, if any."""
    return WritingLease.objects.select_related("user").filter(draft=draft, held_until__gte=at).first()
