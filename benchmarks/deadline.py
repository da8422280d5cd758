"""Measures the microseconds to count a deadline with ten years of holidays: `python -m benchmarks.deadline`. No
database."""

import datetime as dt
import sys
import timeit
from functools import partial

from django.conf import settings

from regulations.calendar import DayOff, WorkingCalendar

GOAL = 1000.0  # microseconds
YEARS = range(2018, 2028)
LIMITS = (3, 7, 14, 21, 65)  # working days: from the shortest internal limit to the longest statutory one


def ten_years() -> WorkingCalendar:
    """24 days off a year, spread over its months: about as many as in the yearly joint decree."""
    days_off = {
        dt.date(year, month, day): DayOff("Libur nasional", "Libur")
        for year in YEARS
        for month in range(1, 13)
        for day in (6, 19)
    }
    return WorkingCalendar(days_off=days_off, years=frozenset(YEARS))


def main() -> int:
    settings.configure(USE_I18N=False)
    calendar, start = ten_years(), dt.date(2024, 3, 1)
    print(f"{len(calendar.days_off)} days off in {len(YEARS)} years")
    slowest = 0.0
    for days in LIMITS:
        timer = timeit.Timer(partial(calendar.add_working_days, start, days))
        times = sorted(timer.timeit(200) / 200 * 1e6 for _ in range(15))
        slowest = max(slowest, times[7])  # the median; the maximum depends on other load
        print(f"{days:3} working days: {times[0]:6.1f} µs at best, {times[7]:6.1f} median, {times[-1]:6.1f} at worst")
    print(f"{'OK  ' if slowest < GOAL else 'MISS'} counting a deadline: {slowest:.0f} µs (below {GOAL:.0f})")
    return 0 if slowest < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
