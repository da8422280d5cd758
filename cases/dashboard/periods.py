"""The periods of the numbers: a month, a quarter, a year, or the last twelve months; each with the one before it."""

import datetime as dt
import re
from typing import Any, NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_YEAR = 2018
ROLLING = "12m"
QUARTERS = ("I", "II", "III", "IV")
WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class Period(NamedTuple):
    """Whole months: the first day of the first one, and their number."""

    first: dt.date
    months: int

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(dt.date(year, 1, 1), 12)

    @property
    def last(self) -> dt.date:
        return _moved(self.first, self.months) - dt.timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before."""
        return Period(_moved(self.first, -self.months), self.months)

    @property
    def is_year(self) -> bool:
        return self.months == 12 and self.first.month == 1

    @property
    def key(self) -> str:
        """As an address writes it: 2026, 2026-Q3, 2026-09, 12m."""
        if self.is_year:
            return str(self.first.year)
        if self.months == 3:
            return f"{self.first.year}-Q{self.first.month // 3 + 1}"
        return ROLLING if self.months == 12 else f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        if self.is_year:
            return str(self.first.year)
        if self.months == 3:
            return _("triwulan %(n)s %(year)d") % {"n": QUARTERS[self.first.month // 3], "year": self.first.year}
        if self.months == 1:
            return f"{MONTHS[self.first.month]} {self.first.year}"
        return _("12 bulan sampai %(month)s %(year)d") % {"month": MONTHS[self.last.month], "year": self.last.year}

    def each_month(self) -> "list[Period]":
        return [Period(_moved(self.first, n), 1) for n in range(self.months)]


def read(key: str, today: dt.date) -> Period | None:
    """The period of an address; None if it names none that has begun since ``FIRST_YEAR``."""
    if key == ROLLING:
        return Period(_moved(today.replace(day=1), -11), 12)
    found = WRITTEN.fullmatch(key)
    if found is None or not FIRST_YEAR <= int(found[1]) <= today.year:
        return None
    year = int(found[1])
    if found[2]:
        return Period(dt.date(year, 3 * int(found[2]) - 2, 1), 3)
    return Period(dt.date(year, int(found[3]), 1), 1) if found[3] else Period.of_year(year)


def years(today: dt.date) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]


def choices(today: dt.date) -> list[tuple[Any, Any]]:
    """Every period that a form offers, the newest first in its group."""
    quarters = [
        Period(dt.date(year, 3 * n - 2, 1), 3)
        for year in (today.year, today.year - 1)
        for n in (4, 3, 2, 1)
        if dt.date(year, 3 * n - 2, 1) <= today
    ]
    months = [Period(_moved(today.replace(day=1), -n), 1) for n in range(24)]
    return [
        (ROLLING, gettext_lazy("12 bulan terakhir")),
        (gettext_lazy("Tahun"), years(today)),
        (gettext_lazy("Triwulan"), [(each.key, each.label) for each in quarters]),
        (gettext_lazy("Bulan"), [(each.key, each.label) for each in months]),
    ]


def _moved(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
