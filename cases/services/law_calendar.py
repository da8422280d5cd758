"""The yearly calendar: taking over the joint decree of three ministers, and warning before a year begins without it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Notification, Role, User
from regulations.models import Confidence, Holiday
from regulations.proposals import Proposal

from . import law
from .notifications import notify

WARN_FROM = 10  # October: the decree of the next year is usually out, and limits begin to cross the year's end


@transaction.atomic
def adopt_decree(
    *, actor: User, at: dt.datetime, on: dt.date, chosen: Sequence[Proposal], year: int, decree: str, source: str
) -> int:
    """Make the days that the decree names the rows that count; proposals that it does not name are withdrawn.

    Returns how many rows changed. What runs keeps the day that it was given.
    """
    changed = 0
    named = {proposal.date for proposal in chosen}
    for row in Holiday.objects.standing().filter(region="", date__year=year).exclude(date__in=named):
        law.withdraw_day_off(actor=actor, at=at, day_off=row, on=on, reason=decree)
        changed += 1
    for proposal in chosen:
        words = {"decree": decree, "source": source, "checked_on": on, "confidence": Confidence.VERIFIED, "note": ""}
        if proposal.agrees and proposal.row is not None:
            for name, value in words.items():
                setattr(proposal.row, name, value)
            changed += bool(law.reword(actor=actor, at=at, row=proposal.row, reason=decree))
            continue
        if proposal.row is not None:
            law.withdraw_day_off(actor=actor, at=at, day_off=proposal.row, on=on, reason=decree)
        day_off = Holiday(date=proposal.date, name=proposal.name, kind=proposal.kind, **words)
        law.add_day_off(actor=actor, at=at, day_off=day_off, reason=decree)
        changed += 1
    return changed


def calendar_gap(today: dt.date) -> str:
    """From October on, what next year's calendar still lacks; empty before October and when nothing is missing."""
    if today.month < WARN_FROM:
        return ""
    year = today.year + 1
    rows = list(Holiday.objects.standing().filter(region="", kind=Holiday.Kind.NATIONAL, date__year=year))
    if not rows:
        missing = _("Kalender kerja tahun %(year)d masih kosong: tenggat melewati akhir tahun tidak dapat dihitung.")
        return missing % {"year": year}
    if any(row.needs_verification for row in rows):
        proposed = _("Kalender kerja tahun %(year)d masih usulan: periksa dengan keputusan bersama tiga menteri.")
        return proposed % {"year": year}
    return ""


def warn_of_calendar(now: dt.datetime) -> None:
    """Tell administrators and BKPSDM once of each gap in next year's calendar."""
    for user in User.objects.filter(role__in=(Role.ADMINISTRATOR, Role.BKPSDM), is_active=True):
        today = user.local_date(now)
        if gap := calendar_gap(today):
            is_empty = not Holiday.objects.standing().filter(region="", date__year=today.year + 1).exists()
            notify(
                case=None,
                path=f"/regulations/calendar/{today.year + 1}/",
                kind=Notification.Kind.TASK,
                cause=f"calendar:{today.year + 1}:{'empty' if is_empty else 'proposed'}",
                at=now,
                recipients=[user],
                subject=_("Kalender kerja %(year)d") % {"year": today.year + 1},
                body=gap,
            )
