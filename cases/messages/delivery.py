"""Sends the messages of the outboxes to the mail server.

A message is leased, sent outside any transaction, and then marked: it is delivered at least once, under the same
Message-ID. While the mail server does not answer, the channel is closed and no message counts a failure. A permanent
refusal is retried for three days, because the fault may be ours, and the message is then set aside.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import Any, Generic

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from cases.messages import channel
from cases.models import Channel
from cases.models.deadlines.outgoing import OutgoingQuerySet, Row

log = logging.getLogger(__name__)
BATCH = 50
BUDGET = 50.0  # seconds of one run; beat starts the next one
LEASE = dt.timedelta(minutes=5)  # longer than a run can take; after it the lessee has stopped
GIVEN_BACK = dt.timedelta(minutes=5)  # for the message at which the server disconnected: others go first
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=4)
DOUBLINGS = 8  # after which the pause is the longest one
REFUSALS = 24  # about three days


@dataclass(frozen=True)
class Outbox(Generic[Row]):
    """The rows, how their mail is composed, and which of the rows are obsolete and why."""

    rows: Callable[[], OutgoingQuerySet[Row]]
    compose: Callable[[Row], EmailMessage]
    lapsed: Callable[[Sequence[Row], dt.datetime], Mapping[int, str]]


def drain(outboxes: Sequence[Outbox[Any]], clock: Callable[[], dt.datetime], *, seconds: float = BUDGET) -> int:
    """Send due messages, the first outbox before the next, until none is left, time is up or the channel closes.

    Several processes may drain at once. Returns the number of accepted messages.
    """
    ends, taken = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        now = clock()
        room = channel.room(Channel.Name.MAIL, now, BATCH)
        outbox, rows = _lease_first(outboxes, now, room)
        if not rows:
            break
        taken += _send(outbox, rows, now, ends)
    return taken


def _lease_first(outboxes: Sequence[Outbox[Any]], now: dt.datetime, room: int) -> tuple[Outbox[Any], list[Any]]:
    """Due rows of the first outbox that has any."""
    for outbox in outboxes:
        if room and (rows := _lease(outbox, now, room)):
            return outbox, rows
    return outboxes[0], []


@transaction.atomic
def _lease(outbox: Outbox[Row], now: dt.datetime, room: int) -> list[Row]:
    """Rows that no other process is sending; obsolete ones are cancelled first."""
    while True:
        due = outbox.rows().to_mail(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
        rows = list(due[:room])
        lapsed = outbox.lapsed(rows, now)
        for reason in set(lapsed.values()):
            keys = [pk for pk, why in lapsed.items() if why == reason]
            outbox.rows().filter(pk__in=keys).cancel(now, reason)
        wanted = [row for row in rows if row.pk not in lapsed]
        if wanted or not rows:
            outbox.rows().filter(pk__in=[row.pk for row in wanted]).update(next_try_at=now + LEASE)
            return wanted


def _send(outbox: Outbox[Row], rows: Sequence[Row], now: dt.datetime, ends: float) -> int:
    """Send the leased rows through one connection; rows that were not tried are released at once."""
    left, trying, taken = list(rows), None, 0
    try:
        with get_connection() as server:
            while left and time.monotonic() < ends:
                trying = left.pop(0)
                taken += _try(outbox, trying, server, now)
                trying = None
    except (OSError, SMTPException) as error:
        channel.close(Channel.Name.MAIL, now, str(error) or type(error).__name__)
        if trying:
            _mark(trying, next_try_at=now + GIVEN_BACK, last_error=str(error)[:300])
    else:
        channel.reopen(Channel.Name.MAIL)
    outbox.rows().filter(pk__in=[row.pk for row in left]).update(next_try_at=now)
    return taken


def _try(outbox: Outbox[Row], row: Row, server: BaseEmailBackend, now: dt.datetime) -> bool:
    """Send one message, and store the response. Raises errors that concern the server and not the message."""
    try:
        server.send_messages([outbox.compose(row)])
    except (
        SMTPRecipientsRefused,
        SMTPDataError,
        SMTPNotSupportedError,
        ValueError,
    ) as error:  # its address, or its content
        _refused(row, error, now)
        return False
    _mark(row, mailed_at=now, attempts=row.attempts + 1, last_error="")
    return True


def _refused(row: Row, error: Exception, now: dt.datetime) -> None:
    attempts = row.attempts + 1
    log.warning("%s %s refused (try %s): %s", type(row).__name__, row.pk, attempts, error)
    hopeless = isinstance(error, ValueError) or (_is_final(error) and attempts >= REFUSALS)
    _mark(
        row,
        attempts=attempts,
        last_error=str(error)[:300],
        next_try_at=now + min(FIRST_PAUSE * 2 ** min(attempts, DOUBLINGS), LONGEST_PAUSE),
        failed_at=now if hopeless else None,
    )


def _is_final(error: Exception) -> bool:
    """Whether the server refuses permanently (5xx), not temporarily (4xx)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return not isinstance(error, SMTPDataError) or error.smtp_code >= 500


def _mark(row: Row, **facts: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**facts)
