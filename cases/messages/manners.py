"""When a message may leave: at once or in a digest, outside quiet hours and, if wanted, on working days only.

A message about the last day of a deadline of the law, or about the account itself, leaves at once in any case.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from django.db.models import Q

from cases.models import MessageSettings, Notification, User

DIGEST_AT = dt.time(7)  # local time of the reader
DAY = dt.timedelta(days=1)
SATURDAY = 5
Pace = MessageSettings.Pace


def settings_of(readers: Iterable[User]) -> dict[int, MessageSettings]:
    """The settings of each account: its own, else those of its government, else the defaults. One statement."""
    users = {user.pk: user for user in readers}
    governments = {user.government_id for user in users.values()}
    found = MessageSettings.objects.filter(Q(user__in=users) | Q(government__in=governments - {None}))
    rows = list(found)
    own = {row.user_id: row for row in rows}
    general = {row.government_id: row for row in rows if row.government_id}
    default = MessageSettings()
    return {pk: own.get(pk) or general.get(user.government_id or 0, default) for pk, user in users.items()}


def later(rows: Sequence[Notification], now: dt.datetime) -> dict[int, dt.datetime]:
    """The messages that must not leave yet, with the moment at which they may."""
    settings = settings_of(row.recipient for row in rows)
    works = {pk: _working_days_of(row.recipient) for row in rows if (pk := row.recipient.pk)}
    waits = {
        row.pk: leaves_at(row, settings[row.recipient.pk], now, works[row.recipient.pk])
        for row in rows
        if not row.is_urgent
    }
    return {pk: moment for pk, moment in waits.items() if moment > now}


def letters(rows: Sequence[Notification]) -> list[list[Notification]]:
    """What leaves as one: reminders to one reader, and everything of a digest. The others leave alone."""
    settings = settings_of(row.recipient for row in rows)
    together: dict[object, list[Notification]] = {}
    for row in rows:
        joins = row.is_reminder or settings[row.recipient.pk].pace != Pace.AT_ONCE
        key = row.recipient.pk if joins and not row.is_urgent else ("alone", row.pk)
        together.setdefault(key, []).append(row)
    return list(together.values())


def leaves_at(
    row: Notification, settings: MessageSettings, now: dt.datetime, works: Callable[[dt.date], bool]
) -> dt.datetime:
    """The first moment from ``now`` at which the message may leave. ``works``: whether a day is a working day."""
    zone = row.recipient.zone
    moment = now.astimezone(zone)
    if settings.pace != Pace.AT_ONCE:
        moment = max(moment, _digest_after(row.created_at.astimezone(zone), settings.pace, works))
    while True:
        if settings.working_days_only and not works(moment.date()):
            moment = dt.datetime.combine(moment.date() + DAY, dt.time(0), zone)
        elif settings.is_quiet(moment.time()) and settings.quiet_until is not None:
            ends = dt.datetime.combine(moment.date(), settings.quiet_until, zone)
            moment = ends if ends > moment else ends + DAY
        else:
            return moment


def _digest_after(moment: dt.datetime, pace: str, works: Callable[[dt.date], bool]) -> dt.datetime:
    """The next digest after a local moment: each working day, or the first working day of each week."""
    day = moment.date() if moment.time() < DIGEST_AT else moment.date() + DAY
    while not works(day) or (pace == Pace.WEEKLY and any(map(works, _earlier_in_week(day)))):
        day += DAY
    return dt.datetime.combine(day, DIGEST_AT, moment.tzinfo)


def _earlier_in_week(day: dt.date) -> list[dt.date]:
    return [day - n * DAY for n in range(1, day.weekday() + 1)]


def _working_days_of(reader: User) -> Callable[[dt.date], bool]:
    """Of the reader's office, read when it is needed; of an operator, who has none, Monday to Friday."""

    @cache
    def works(day: dt.date) -> bool:
        if reader.government is None:
            return day.weekday() < SATURDAY
        return reader.working_calendar().is_working_day(day)

    return works
