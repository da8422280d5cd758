"""Sends the messages of the outboxes to the mail server, or through another carrier.

A message is leased, sent outside any transaction, and then marked: it is delivered at least once, under the same
Message-ID. While the carrier does not answer, its channel is closed and no message counts a failure. A permanent
refusal is retried for three days, because the fault may be ours, and the message is then set aside.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from django.db import transaction

from cases.messages import channel
from cases.messages.carrier import Carrier, Refused
from cases.messages.mail_carrier import MailServer
from cases.models.deadlines.outgoing import OutgoingQuerySet, Row

log = logging.getLogger(__name__)
MESSAGES_PER_ROUND = 50
BUDGET = 50.0  # seconds of one run; beat starts the next one
LEASE = dt.timedelta(minutes=5)  # longer than a run can take; after it the lessee has stopped
GIVEN_BACK = dt.timedelta(minutes=5)  # for the message at which the server disconnected: others go first
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=4)
DOUBLINGS = 8  # after which the pause is the longest one
REFUSALS = 24  # about three days
MAIL_SERVER = MailServer()


def _nothing_waits(rows: Sequence[Any], now: dt.datetime) -> dict[int, dt.datetime]:
    return {}


def _each_alone(rows: Sequence[Row]) -> list[list[Row]]:
    return [[row] for row in rows]


@dataclass(frozen=True)
class Outbox(Generic[Row]):
    """The rows, how a letter of one or more of them is composed, and which of the rows are obsolete and why.

    ``later``: the rows that must wait, and until when; ``letters``: which rows leave together.
    """

    rows: Callable[[], OutgoingQuerySet[Row]]
    compose: Callable[[Sequence[Row]], Any]
    lapsed: Callable[[Sequence[Row], dt.datetime], Mapping[int, str]]
    later: Callable[[Sequence[Row], dt.datetime], Mapping[int, dt.datetime]] = _nothing_waits
    letters: Callable[[Sequence[Row]], list[list[Row]]] = _each_alone


def drain(
    outboxes: Sequence[Outbox[Any]],
    clock: Callable[[], dt.datetime],
    *,
    carrier: Carrier = MAIL_SERVER,
    seconds: float = BUDGET,
) -> int:
    """Send due messages, the first outbox before the next, until none is left, time is up or the channel closes.

    Several processes may drain at once. Returns the number of accepted messages.
    """
    ends, taken = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        now = clock()
        room = channel.room(carrier.name, now, MESSAGES_PER_ROUND)
        outbox, rows = _lease_first(outboxes, now, room)
        if not rows:
            break
        taken += _send(outbox, rows, carrier, now, ends)
    return taken


def _lease_first(outboxes: Sequence[Outbox[Any]], now: dt.datetime, room: int) -> tuple[Outbox[Any], list[Any]]:
    """Due rows of the first outbox that has any."""
    for outbox in outboxes:
        if room and (rows := _lease(outbox, now, room)):
            return outbox, rows
    return outboxes[0], []


@transaction.atomic
def _lease(outbox: Outbox[Row], now: dt.datetime, room: int) -> list[Row]:
    """Rows that no other process is sending; obsolete ones are cancelled first, and others wait for their hour."""
    while True:
        due = outbox.rows().to_mail(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
        rows = list(due[:room])
        lapsed = outbox.lapsed(rows, now)
        for reason in set(lapsed.values()):
            keys = [pk for pk, why in lapsed.items() if why == reason]
            outbox.rows().filter(pk__in=keys).cancel(now, reason)
        later = outbox.later([row for row in rows if row.pk not in lapsed], now)
        for moment in set(later.values()):
            keys = [pk for pk, until in later.items() if until == moment]
            outbox.rows().filter(pk__in=keys).update(next_try_at=moment)
        wanted = [row for row in rows if row.pk not in lapsed and row.pk not in later]
        if wanted or not rows:
            outbox.rows().filter(pk__in=[row.pk for row in wanted]).update(next_try_at=now + LEASE)
            return wanted


def _send(outbox: Outbox[Row], rows: Sequence[Row], carrier: Carrier, now: dt.datetime, ends: float) -> int:
    """Send the leased rows through one connection; rows that were not tried are released at once."""
    left, trying, taken = outbox.letters(rows), [], 0
    try:
        with carrier.connected() as send:
            while left and time.monotonic() < ends:
                trying = left.pop(0)
                taken += _try(outbox, trying, send, now)
                trying = []
    except OSError as error:
        channel.close(carrier.name, now, str(error) or type(error).__name__)
        for row in trying:
            _mark(row, next_try_at=now + GIVEN_BACK, last_error=str(error)[:300])
    else:
        channel.reopen(carrier.name)
    outbox.rows().filter(pk__in=[row.pk for letter in left for row in letter]).update(next_try_at=now)
    return taken


def _try(outbox: Outbox[Row], letter: Sequence[Row], send: Callable[[Any], None], now: dt.datetime) -> int:
    """Send one letter, and store the response. Raises errors that concern the carrier and not the message."""
    try:
        send(outbox.compose(letter))
    except Refused as refusal:
        for row in letter:
            _refused(row, refusal, now)
        return 0
    for row in letter:
        _mark(row, mailed_at=now, attempts=row.attempts + 1, last_error="")
    return len(letter)


def _refused(row: Row, refusal: Refused, now: dt.datetime) -> None:
    attempts = row.attempts + 1
    log.warning("%s %s refused (try %s): %s", type(row).__name__, row.pk, attempts, refusal)
    hopeless = refusal.is_hopeless or (refusal.is_final and attempts >= REFUSALS)
    _mark(
        row,
        attempts=attempts,
        last_error=str(refusal)[:300],
        next_try_at=now + min(FIRST_PAUSE * 2 ** min(attempts, DOUBLINGS), LONGEST_PAUSE),
        failed_at=now if hopeless else None,
    )


def _mark(row: Row, **facts: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**facts)
