"""Closes a failing channel for a while, longer each time, so that no sweep waits for it repeatedly."""

import datetime as dt

from django.db.models import F

from cases.models import Channel

FIRST_PAUSE = dt.timedelta(seconds=30)
LONGEST_PAUSE = dt.timedelta(minutes=15)


def room(name: str, now: dt.datetime, batch: int) -> int:
    """The number of messages that may be sent now: a batch, one as a test after a failure, none while it is closed."""
    state = Channel.objects.filter(name=name).first()
    if state is None or not state.failures:
        return batch
    return 1 if state.closed_until is None or state.closed_until <= now else 0


def close(name: str, now: dt.datetime, error: str) -> None:
    """Close it for 30 seconds, twice as long after each further failure, at most 15 minutes."""
    state, _made = Channel.objects.get_or_create(name=name)
    Channel.objects.filter(name=name).update(
        failures=F("failures") + 1,
        closed_until=now + min(FIRST_PAUSE * 2 ** min(state.failures, 10), LONGEST_PAUSE),
        error=error[:300],
    )


def reopen(name: str) -> None:
    """Reopen it after a success."""
    Channel.objects.filter(name=name, failures__gt=0).update(failures=0, closed_until=None, error="")
