"""Counts days. Uses only dates and rules, no database and no current time."""

import calendar as gregorian
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MONDAY_TO_FRIDAY_WEEKEND = frozenset({5, 6})
DAY = timedelta(days=1)
WEEKDAYS = (
    gettext_lazy("Senin"),
    gettext_lazy("Selasa"),
    gettext_lazy("Rabu"),
    gettext_lazy("Kamis"),
    gettext_lazy("Jumat"),
    gettext_lazy("Sabtu"),
    pgettext_lazy("hari", "Minggu"),
)


class CountingError(ValueError):
    """A deadline cannot be counted; the message is an Indonesian sentence."""


class CalendarMissing(CountingError):
    """No holidays are loaded for the year; counting it without them would give a date that is too early."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            _("Kalender kerja tahun %(year)d belum dimuat; tenggat tidak dapat dihitung.") % {"year": year}
        )


class Limit(Protocol):
    """The data of a time limit that counting needs."""

    @property
    def amount(self) -> int | None: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class DayOff:
    kind: "StrOrPromise"
    name: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


@dataclass(frozen=True)
class ExplainedDay:
    """One line of the count: `number` counts working days; without a number the reason is given."""

    day: date
    number: int | None
    reason: str

    @property
    def counted(self) -> bool:
        return self.number is not None


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """The days off of a region, for the years with known days."""

    days_off: Mapping[date, DayOff] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    proposed: frozenset[int] = frozenset()  # years of which some days off are not yet read in their decree
    weekend: frozenset[int] = MONDAY_TO_FRIDAY_WEEKEND

    @cached_property
    def version(self) -> str:
        """A short fingerprint of the days off and the week, stored with every deadline that was counted with them."""
        days = ";".join(f"{day}" for day in sorted(self.days_off))
        return sha256(f"{sorted(self.weekend)}|{sorted(self.years)}|{days}".encode()).hexdigest()[:16]

    def day_off_name(self, day: date) -> str:
        """The reason why nobody works on that day; empty on a working day and for unknown years."""
        if day in self.days_off or day.weekday() in self.weekend:
            return self._why_off(day)
        return ""

    def proposed_year(self, start: date, end: date) -> int | None:
        """The first year that a count from one day to the other crosses whose days off are only proposed."""
        return next((year for year in range(start.year, end.year + 1) if year in self.proposed), None)

    def is_working_day(self, day: date) -> bool:
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        # Perpres 21/2023: five working days, Monday to Friday, unless the region has a six-day week.
        if day.weekday() in self.weekend:
            return False
        # SKB 3 Menteri of the year; joint leave (Pasal 6 Perpres 21/2023) is in `days_off` by the reading.
        return day not in self.days_off

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; zero is `start` itself."""
        _require_forward(n)
        day = start
        # Pasal 50 ayat (1) PerBKN 6/2022, worked example: the day of receipt is not counted.
        while n > 0:
            day += DAY
            n -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` is before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + i * DAY) for i in range(1, (end - start).days + 1))

    def explain(self, start: date, n: int) -> tuple[ExplainedDay, ...]:
        """Day by day what `add_working_days` counted, and what it skipped with the reason."""
        _require_forward(n)
        return tuple(self._explain(start, n))

    def _explain(self, start: date, n: int) -> Iterator[ExplainedDay]:
        yield ExplainedDay(start, None, _("Hari pertama tidak dihitung"))
        day, number = start, 0
        while number < n:
            day += DAY
            if self.is_working_day(day):
                number += 1
                yield ExplainedDay(day, number, "")
            else:
                yield ExplainedDay(day, None, self._why_off(day))

    def _why_off(self, day: date) -> str:
        if day in self.days_off:
            return str(self.days_off[day])
        return _("Akhir pekan: %(day)s") % {"day": WEEKDAYS[day.weekday()]}


def due_on(limit: Limit, starts_on: date, calendar: WorkingCalendar) -> date:
    """The last day of a limit that starts on `starts_on`, in the limit's own unit."""
    if limit.amount is None:
        raise CountingError(_("Peraturan tidak menyebut jumlah hari untuk langkah ini."))
    _require_forward(limit.amount)
    match limit.unit:
        case "WORKING_DAYS":
            return calendar.add_working_days(starts_on, limit.amount)
        case "CALENDAR_DAYS":
            # Pasal 55 UU 5/1986 and Pasal 33 UU 37/2008 say days, not working days: every day counts.
            return starts_on + limit.amount * DAY
        case "HOURS":
            # Pasal 46 ayat (1) UU 27/2022 counts hours; the day of the last hour is the due date.
            return starts_on + timedelta(days=-(-limit.amount // 24))
        case "MONTHS":
            return add_months(starts_on, limit.amount)
    raise CountingError(_("Satuan jangka waktu tidak dikenal: %(unit)s.") % {"unit": limit.unit})


def add_months(start: date, months: int) -> date:
    """The same date some months later, or the last day of the month if there is no such date (Pasal 8 PP 94/2021)."""
    _require_forward(months)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _require_forward(n: int) -> None:
    if n < 0:
        raise CountingError(_("Jumlah hari tidak boleh negatif."))
