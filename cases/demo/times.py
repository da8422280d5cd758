"""Times and days in the notation of the press, in the zone of the place."""

import datetime as dt
from zoneinfo import ZoneInfo

from cases.models import IncidentDate, TimeZone

END_OF_DAY = dt.time(23, 59)


def moment(day: str, clock: str = "09.00", zone: str = TimeZone.WIB) -> dt.datetime:
    """An aware time from an ISO day and a clock time with a dot."""
    local = dt.datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H.%M")
    return local.replace(tzinfo=ZoneInfo(zone))


def on_day(kind: str, day: str, source: str, zone: str = TimeZone.WIB) -> IncidentDate:
    """The day is known, the time is not."""
    start = moment(day, "00.00", zone)
    end = dt.datetime.combine(start.date(), END_OF_DAY, start.tzinfo)
    return IncidentDate(
        kind=kind, precision=IncidentDate.Precision.DAY, earliest_at=start, latest_at=end, source=source
    )


def between(kind: str, first: str, last: str, source: str, zone: str = TimeZone.WIB) -> IncidentDate:
    """It happened on one of these days."""
    start, end = moment(first, "00.00", zone), moment(last, "23.59", zone)
    return IncidentDate(
        kind=kind, precision=IncidentDate.Precision.BOUNDS, earliest_at=start, latest_at=end, source=source
    )


def not_after(kind: str, latest_at: dt.datetime, source: str) -> IncidentDate:
    """Only the last possible time is known."""
    return IncidentDate(kind=kind, precision=IncidentDate.Precision.BOUNDS, latest_at=latest_at, source=source)
