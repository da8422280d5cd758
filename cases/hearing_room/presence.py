"""Who writes in a hearing room: one page holds the pen for a while and says so again and again.

The pen tells people, it does not lock: what a page typed before it lost the pen is kept like everything else, so that
no answer is lost to a rule about turns.
"""

import datetime as dt
import uuid

from cases.models import HearingDraft, Pen, User

LEASE = dt.timedelta(seconds=25)  # a page that is open asks every 8 seconds; one that died gives way after this


def hold_pen(*, draft: HearingDraft, page: uuid.UUID, actor: User, at: dt.datetime, takes_over: bool = False) -> Pen:
    """The pen as it is afterwards: held by this page if nobody held it, or if somebody pressed "Ambil alih"."""
    until = at + LEASE
    Pen.objects.get_or_create(draft=draft, defaults={"page": page, "user": actor, "taken_at": at, "held_until": until})
    held = Pen.objects.filter(draft=draft)
    if not held.filter(page=page, held_until__gte=at).update(held_until=until):
        free = held if takes_over else held.filter(held_until__lt=at)
        free.update(page=page, user=actor, taken_at=at, held_until=until)
    return Pen.objects.select_related("user").get(draft=draft)


def lay_down_pen(*, draft: HearingDraft, page: uuid.UUID, at: dt.datetime) -> None:
    """A page that closes gives the pen back at once."""
    Pen.objects.filter(draft=draft, page=page).update(held_until=at - LEASE)


def pen_of(draft: HearingDraft, at: dt.datetime) -> Pen | None:
    """Who holds the pen now, if anybody."""
    return Pen.objects.select_related("user").filter(draft=draft, held_until__gte=at).first()
