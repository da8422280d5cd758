"""The numbers for leadership, summed from counters: no case and no clock is counted when reading."""

import dataclasses
import datetime as dt
from collections import Counter
from functools import cache
from math import ceil
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat, ExtractYear

from cases.dashboard.scope import Scope
from cases.models import CaseTally, DeadlineTally, DurationTally, DutyTally, Level, SanctionTally, Status
from lib.compiled_queries import Slot, Statement
from regulations.models import Severity

FEWEST = 5  # with fewer values a median is not shown
SHOWN_AGENCIES = 8
IN_SCOPE = {"agency__any": Slot("agencies")}


@dataclasses.dataclass(frozen=True)
class Duration:
    """Working days from event to decision, for sanctions with a known day of the event."""

    n: int
    median: float | None
    p90: int | None

    @property
    def is_shown(self) -> bool:
        return self.n >= FEWEST


@dataclasses.dataclass(frozen=True)
class Lateness:
    """Clocks that are overdue now: statutory ones by who has to act, requests for clarification by level."""

    by_owner: Counter[str]
    due_this_year: int
    clarification_by_level: Counter[int]

    @property
    def statutory(self) -> int:
        return self.by_owner.total()

    @property
    def clarification(self) -> int:
        return self.clarification_by_level.total()


@dataclasses.dataclass(frozen=True)
class Sanctions:
    """Standing sanctions decided in the year."""

    by_severity: Counter[str]
    by_category: Counter[str]
    by_month: Counter[tuple[int, str]]
    by_agency: list[tuple[int, str, int]]
    repeats: int

    @property
    def total(self) -> int:
        return self.by_severity.total()


@dataclasses.dataclass(frozen=True)
class Overview:
    open_cases: int
    unprocessed: int
    on_time: int
    fell_due: int
    duration: Duration
    lateness: Lateness
    sanctions: Sanctions


def overview(scope: Scope) -> Overview:
    """All numbers of the page, in two statements."""
    counters = _counters(scope)
    met, lateness = counters["on_time"], _lateness(counters["overdue"], scope.year)
    return Overview(
        open_cases=sum(n for stage, n in counters["stage"].items() if stage != Status.CLOSED),
        unprocessed=counters["stage"][Status.REPORTED],
        on_time=met["true"],
        fell_due=met.total() + lateness.due_this_year,
        duration=duration_of(Counter({int(key): n for key, n in counters["working_days"].items()})),
        lateness=lateness,
        sanctions=sanctions_of(scope),
    )


def _counters(scope: Scope) -> dict[str, Counter[str]]:
    """Cases by stage, statutory clocks due in the year by on time or late, sanctions by working days, and overdue
    clocks by kind, year and owner: one statement."""
    counters: dict[str, Counter[str]] = {name: Counter() for name in ("stage", "on_time", "working_days", "overdue")}
    for name, key, total in _counted().rows(agencies=scope.keys, year=scope.year, today=scope.today, **_days(scope)):
        counters[name][key] = total
    return counters


def _days(scope: Scope) -> dict[str, dt.date]:
    """The bounds of the year as days, by which an index is read."""
    first, last = scope.days
    return {"first": first, "last": last}


@cache
def _counted() -> Statement:
    text, day = CharField(), DateField()
    of_year = {"month__gte": Slot("first", day), "month__lte": Slot("last", day)}
    clocks = DeadlineTally.objects.filter(**IN_SCOPE, **of_year, statutory=True)
    durations = DurationTally.objects.filter(**IN_SCOPE, year=Slot("year"))
    overdue = DutyTally.objects.filter(**IN_SCOPE, due_on__lt=Slot("today", day)).exclude(n=0)
    year = Cast(ExtractYear("due_on"), text)
    kinds = Concat(Cast("statutory", text), Value("|"), year, Value("|"), "owner", output_field=text)
    parts = [
        _summed(CaseTally.objects.filter(**IN_SCOPE), "stage", F("stage")),
        _summed(clocks, "on_time", Cast("on_time", text)),
        _summed(durations, "working_days", Cast("working_days", text)),
        _summed(overdue, "overdue", kinds),
    ]
    return Statement(parts[0].union(*parts[1:], all=True))


def _summed(tallies: QuerySet[Any], what: str, key: Any) -> QuerySet[Any, tuple[str, str, int]]:
    named = tallies.order_by().values(what=Value(what, CharField()), key=key)
    summed = named.annotate(total=Sum("n")).filter(total__gt=0)
    rows: QuerySet[Any, tuple[str, str, int]] = summed.values_list("what", "key", "total")
    return rows


def _lateness(overdue: Counter[str], this_year: int) -> Lateness:
    by_owner, by_level, due_this_year = Counter[str](), Counter[int](), 0
    for key, n in overdue.items():
        statutory, year, owner = key.split("|")
        if statutory == "true":
            by_owner[owner] += n
            due_this_year += n if int(year) == this_year else 0
        else:
            by_level[Level(int(owner))] += n
    return Lateness(by_owner, due_this_year, by_level)


def duration_of(histogram: Counter[int]) -> Duration:
    """Median and ninth decile (nearest rank) of a histogram of working days."""
    n = histogram.total()
    if not n:
        return Duration(0, None, None)
    middle = (_ranked(histogram, (n + 1) // 2) + _ranked(histogram, n // 2 + 1)) / 2
    return Duration(n, middle, _ranked(histogram, ceil(n * 0.9)))


def _ranked(histogram: Counter[int], rank: int) -> int:
    seen = 0
    for days in sorted(histogram):
        seen += histogram[days]
        if seen >= rank:
            return days
    raise ValueError("rank beyond the histogram")


def sanctions_of(scope: Scope) -> Sanctions:
    """The year's standing sanctions by level and month, category, repetition and agency: the counters are read once."""
    severity, category, month = Counter[str](), Counter[str](), Counter[tuple[int, str]]()
    repeats, agencies = 0, []
    for first_day, level, staff, is_repeat, agency, name, n in _sums(scope):
        if level is not None:
            severity[Severity(level)] += n
            month[first_day.month, Severity(level)] += n
        elif staff is not None:
            category[staff] += n
        elif agency is not None:
            agencies.append((agency, name, n))
        elif is_repeat:
            repeats += n
    agencies.sort(key=lambda row: (-row[2], row[1]))
    return Sanctions(severity, category, month, agencies[:SHOWN_AGENCIES], repeats)


def _sums(scope: Scope) -> list[tuple[Any, ...]]:
    found = _grouped().rows(agencies=scope.keys, **_days(scope))
    return [(*row[:-1], int(row[-1])) for row in found if row[-1]]


@cache
def _grouped() -> Statement:
    """Sums for each month and level, each category, repeated or not, and each agency; other columns are NULL."""
    days = {"month__gte": Slot("first", DateField()), "month__lte": Slot("last", DateField())}
    rows = SanctionTally.objects.filter(**IN_SCOPE, **days).exclude(n=0)
    columns = ("month", "severity", "category", "is_repeat", "agency_id", "agency__short_name", "n")
    sums = Statement(rows.order_by().values_list(*columns))
    sums.sql = (
        f"SELECT month, severity, category, is_repeat, agency, name, sum(n) FROM ({sums.sql}) "  # noqa: S608  # the ORM's
        "AS tallies (month, severity, category, is_repeat, agency, name, n) "
        "GROUP BY GROUPING SETS ((month, severity), (category), (is_repeat), (agency, name))"
    )
    return sums
