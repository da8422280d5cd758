"""The working days around today as numbers, so that a plan can use "three working days later"."""

import datetime as dt
from zoneinfo import ZoneInfo

from regulations.calendar import WorkingCalendar

DAY = dt.timedelta(days=1)
MONTHS_BACK, DAYS_AHEAD = 15, 40


class Workdays:
    """Index into the working days; ``today`` is the first one that is not over."""

    def __init__(self, calendar: WorkingCalendar, now: dt.datetime, zone: ZoneInfo) -> None:
        self.zone = zone
        local = now.astimezone(zone).date()
        first = local - MONTHS_BACK * 31 * DAY
        span = ((local - first).days + DAYS_AHEAD) + 1
        self._days = [day for day in (first + n * DAY for n in range(span)) if calendar.is_working_day(day)]
        self.today = next(index for index, day in enumerate(self._days) if day >= local)

    def __getitem__(self, index: int) -> dt.date:
        return self._days[index]

    def moment(self, index: int, order: int) -> dt.datetime:
        """During office hours, later for each further act of the day."""
        time = dt.datetime.combine(self._days[index], dt.time(8, 30), self.zone)
        return time + dt.timedelta(minutes=17 * order)
