"""The calendar of an account as iCalendar (RFC 5545): case number, place and hour of each examination, without
names."""

import datetime as dt
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cases.models import CalendarLink, Status, Summons, User

SIGNER = signing.Signer(salt="conduct.calendar")
BACK, AHEAD = dt.timedelta(days=90), dt.timedelta(days=400)  # calendar days before and after today
EVERY = dt.timedelta(hours=1)  # how often a program should poll


def address(link: CalendarLink) -> str:
    """The subscription address: absolute, with a signed key and no data of the account."""
    return settings.BASE_URL + reverse("calendar-feed", args=[SIGNER.sign(link.key.hex)])


def owner(token: str) -> User | None:
    """The account of a signed key; None for a wrong, forged or revoked key and for a deactivated account."""
    try:
        key = uuid.UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    links = CalendarLink.objects.filter(key=key, revoked_at__isnull=True, user__is_active=True)
    link = links.select_related("user__government", "user__agency").first()
    return link.user if link else None


def written_for(user: User, now: dt.datetime) -> bytes:
    """The calendar; identical bytes until its content changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Conduct//Pemeriksaan//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Pemeriksaan"))
    calendar.add("refresh-interval", EVERY, {"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # the same value for Outlook, which reads it without a type
    letters = Summons.objects.visible_to(user).filter(hearing_at__range=(now - BACK, now + AHEAD))
    for letter, moved in _last_letters(
        list(letters.select_related("respondent__case", "respondent__agency").order_by("pk"))
    ):
        calendar.add_component(_event(letter, *moved))
    return bytes(calendar.to_ical())


def _last_letters(letters: list[Summons]) -> list[tuple[Summons, tuple[int, int]]]:
    """The last letter of each chain, with the key of the first one and the number of replacements: one event for a
    chain."""
    chains = {letter.pk: (letter.pk, 0) for letter in letters}
    for letter in letters:
        if letter.replaces_id in chains:
            first, times = chains[letter.replaces_id]
            chains[letter.pk] = first, times + 1
    replaced = {letter.replaces_id for letter in letters}
    return [(letter, chains[letter.pk]) for letter in letters if letter.pk not in replaced]


def _event(letter: Summons, first: int, times: int) -> Event:
    case = letter.respondent.case
    day = letter.hearing_at.astimezone(letter.respondent.agency.zone).date()
    is_off = letter.state != Summons.State.STANDING or (
        letter.respondent.status == Status.CLOSED and letter.respondent.status_on < day
    )
    event = Event()
    event.add("uid", f"summons-{first}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", letter.changed_at.astimezone(dt.UTC))
    event.add("last-modified", letter.changed_at.astimezone(dt.UTC))
    event.add("sequence", times + is_off)
    event.add("dtstart", letter.hearing_at.astimezone(dt.UTC))
    event.add("dtend", letter.ends_at.astimezone(dt.UTC))
    event.add("summary", _("Pemeriksaan %(number)s") % {"number": case.number})
    event.add("location", f"{letter.place} ({_('daring')})" if letter.is_online else letter.place)
    event.add("url", f"{settings.BASE_URL}{reverse('hearings')}?day={day.isoformat()}")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    return event
