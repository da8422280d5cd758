"""The time of the sweeps: that of the database, which all hosts of an installation share."""

import datetime as dt

from django.db import connection
from django.utils import timezone

TOLERANCE = dt.timedelta(minutes=2)


class ClockIsOff(RuntimeError):
    """The clocks of this host and of the database differ by more than two minutes, so one of them is wrong."""


def sweep_time() -> dt.datetime:
    """The database's time.

    Raises ClockIsOff if this host's clock differs from it by more than two minutes: a host three days ahead would send
    reminders and let decisions take effect too early, which cannot be undone.
    """
    here = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: dt.datetime = cursor.fetchone()[0]
    if abs(there - here) > TOLERANCE:
        raise ClockIsOff(f"this host says {here:%Y-%m-%d %H:%M:%S}, the database {there:%Y-%m-%d %H:%M:%S} UTC")
    return there
