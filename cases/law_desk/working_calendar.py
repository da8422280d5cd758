"""The yearly calendar: entering the joint decree of three ministers, and warning of a year without it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.law_desk import rules as law
from cases.law_desk import second_account
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, User
from cases.procedure.rights import Right
from regulations.models import Confidence, Holiday
from regulations.proposals import Proposal

WARN_FROM = 10  # October: the next decree is usually published, and limits begin to end in the next year


@transaction.atomic
def adopt_decree(
    *, actor: User, at: dt.datetime, on: dt.date, chosen: Sequence[Proposal], year: int, decree: str, source: str
) -> int:
    """Confirm the days that the decree names; proposed days that it does not name are withdrawn.

    Returns the number of changed rows. Raises RuleViolation, NeedsSecond. Running clocks keep their due day.
    """
    second_account.require_for_decree(chosen, actor=actor, at=at, year=year, decree=decree)
    changed = 0
    named = {proposal.date for proposal in chosen}
    for row in Holiday.objects.standing().filter(region="", date__year=year).exclude(date__in=named):
        law.withdraw_day_off(actor=actor, at=at, day_off=row, on=on, reason=decree, is_decreed=True)
        changed += 1
    for proposal in chosen:
        fields = {"decree": decree, "source": source, "checked_on": on, "confidence": Confidence.VERIFIED, "note": ""}
        if proposal.agrees and proposal.row is not None:
            for name, value in fields.items():
                setattr(proposal.row, name, value)
            changed += bool(law.reword(actor=actor, at=at, row=proposal.row, reason=decree))
            continue
        if proposal.row is not None:
            law.withdraw_day_off(actor=actor, at=at, day_off=proposal.row, on=on, reason=decree, is_decreed=True)
        day_off = Holiday(date=proposal.date, name=proposal.name, kind=proposal.kind, **fields)
        law.add_day_off(actor=actor, at=at, day_off=day_off, reason=decree, is_decreed=True)
        changed += 1
    return changed


def years_that_matter(today: dt.date) -> list[int]:
    """This year, and from October on also the next one."""
    return [today.year, today.year + 1] if today.month >= WARN_FROM else [today.year]


def calendar_gap(year: int, today: dt.date) -> str:
    """What the calendar of a relevant year lacks; empty if it is complete."""
    if year not in years_that_matter(today):
        return ""
    rows = list(Holiday.objects.standing().filter(region="", kind=Holiday.Kind.NATIONAL, date__year=year))
    if not rows:
        missing = _("Kalender kerja tahun %(year)d masih kosong: tenggat yang melewatinya tidak dapat dihitung.")
        return missing % {"year": year}
    if any(row.needs_verification for row in rows):
        proposed = _("Kalender kerja tahun %(year)d masih usulan: periksa dengan keputusan bersama tiga menteri.")
        return proposed % {"year": year}
    return ""


def warn_of_calendar(now: dt.datetime) -> None:
    """Tell administrators and BKPSDM of each gap: once from October on, and once more if the year begins with it."""
    for user in User.objects.filter(role__in=Right.READ_LAW_DESK.roles, is_active=True):
        today = user.local_date(now)
        for year in years_that_matter(today):
            if gap := calendar_gap(year, today):
                _warn(user, year, gap, has_begun=year == today.year, at=now)


def _warn(user: User, year: int, gap: str, *, has_begun: bool, at: dt.datetime) -> None:
    is_empty = not Holiday.objects.standing().filter(region="", date__year=year).exists()
    subject, body = texts_of("calendar_gap", year=year, gap=gap)
    notify(
        case=None,
        path=reverse("law-calendar", args=[year]),
        kind=Notification.Kind.TASK,
        cause=f"calendar:{year}:{'empty' if is_empty else 'proposed'}{':begun' if has_begun else ''}",
        at=at,
        recipients=[user],
        subject=subject,
        body=body,
    )
