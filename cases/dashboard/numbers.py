"""The numbers for leadership, summed from counters: no cases are counted when reading.

Only overdue clocks are counted from the clocks themselves, because they become overdue without an act.
"""

import dataclasses
import datetime as dt
from collections import Counter
from math import ceil
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from cases.models import (
    Agency,
    Case,
    CaseTally,
    Deadline,
    DeadlineTally,
    DurationTally,
    Instruction,
    Level,
    Respondent,
    Role,
    SanctionTally,
    Status,
    User,
)
from cases.models.deadlines.deadline import BY_LAW, CLARIFICATION, DeadlineQuerySet
from cases.procedure.rights import Right, may
from regulations.models import Severity

FEWEST = 5  # with fewer values a median is not shown
SHOWN_AGENCIES = 8
SHOWN_EXCEPTIONS = 3
SHOWN_WAITING = 5
LEADERSHIP = r"pimpinan|bupati|wali ?kota|gubernur|sekda|sekretaris daerah"


@dataclasses.dataclass(frozen=True)
class Scope:
    """The scope of the numbers. The staff category limits only sanctions; other counters do not have it."""

    agencies: QuerySet[Agency]
    year: int
    today: dt.date
    category: str = ""


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


def agencies_of(user: User) -> QuerySet[Agency]:
    """The agencies whose numbers an account may see: HR officers their agency and its units, others their government;
    administrators none."""
    if not may(user, Right.READ_DASHBOARD):
        return Agency.objects.none()
    if user.role == Role.HR_OFFICER:
        return Agency.objects.filter(pk__in=user.subtree)
    return Agency.objects.in_government_of(user)


def overview(scope: Scope) -> Overview:
    """All numbers of the page, in four statements."""
    stages, met, days = _counters(scope)
    lateness = lateness_of(scope)
    return Overview(
        open_cases=sum(n for stage, n in stages.items() if stage != Status.CLOSED),
        unprocessed=stages[Status.REPORTED],
        on_time=met["true"],
        fell_due=met.total() + lateness.due_this_year,
        duration=duration_of(Counter({int(key): n for key, n in days.items()})),
        lateness=lateness,
        sanctions=sanctions_of(scope),
    )


def _counters(scope: Scope) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Cases by stage, statutory clocks due in the year by on time or late, sanctions by working days: one statement."""
    cases = CaseTally.objects.of_agencies(scope.agencies)
    clocks = DeadlineTally.objects.of_agencies(scope.agencies).filter(month__year=scope.year, statutory=True)
    durations = DurationTally.objects.of_agencies(scope.agencies).filter(year=scope.year)
    parts = [_summed(cases, "stage"), _summed(clocks, "on_time"), _summed(durations, "working_days")]
    counters: dict[str, Counter[str]] = {"stage": Counter(), "on_time": Counter(), "working_days": Counter()}
    for name, key, total in parts[0].union(*parts[1:], all=True):
        counters[name][key] = total
    return counters["stage"], counters["on_time"], counters["working_days"]


def _summed(tallies: QuerySet[Any], field: str) -> QuerySet[Any, tuple[str, str, int]]:
    named = tallies.order_by().values(what=Value(field, CharField()), key=Cast(field, CharField()))
    summed = named.annotate(total=Sum("n")).filter(total__gt=0)
    rows: QuerySet[Any, tuple[str, str, int]] = summed.values_list("what", "key", "total")
    return rows


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


def of_scope(clocks: DeadlineQuerySet, scope: Scope) -> DeadlineQuerySet:
    return clocks.filter(respondent__case__agency__in=scope.agencies)


def lateness_of(scope: Scope) -> Lateness:
    """Clocks that are overdue now, grouped by the database."""
    rows = (
        of_scope(Deadline.objects.overdue(scope.today), scope)
        .filter(BY_LAW | CLARIFICATION)
        .order_by()
        .values_list("statutory", "respondent__turn", "respondent__case__level", "due_on__year")
        .annotate(n=Count("pk"))
    )
    by_owner: Counter[str] = Counter()
    by_level: Counter[int] = Counter()
    this_year = 0
    for statutory, owner, level, year, n in rows:
        if statutory:
            by_owner[owner] += n
            this_year += n if year == scope.year else 0
        else:
            by_level[Level(level)] += n
    return Lateness(by_owner, this_year, by_level)


def sanctions_of(scope: Scope) -> Sanctions:
    """The year's standing sanctions by level, category, month and agency."""
    rows = SanctionTally.objects.of_agencies(scope.agencies).filter(month__year=scope.year)
    if scope.category:
        rows = rows.filter(category=scope.category)
    severity, category, month = Counter[str](), Counter[str](), Counter[tuple[int, str]]()
    repeats = 0
    grouped = rows.order_by().values_list("severity", "category", "month", "is_repeat")
    for level, staff, first_day, is_repeat, n in grouped.annotate(total=Sum("n")).filter(total__gt=0):
        severity[Severity(level)] += n
        category[staff] += n
        month[first_day.month, Severity(level)] += n
        repeats += n if is_repeat else 0
    by_agency = rows.order_by().values_list("agency_id", "agency__short_name").annotate(total=Sum("n"))
    return Sanctions(
        severity,
        category,
        month,
        list(by_agency.filter(total__gt=0).order_by("-total", "agency__short_name")[:SHOWN_AGENCIES]),
        repeats,
    )


def exceptions(user: User, scope: Scope) -> list[Deadline]:
    """The statutory clocks that are overdue longest, then the internal ones."""
    visible = of_scope(Deadline.objects.overdue(scope.today), scope).filter(
        respondent__case__in=Case.objects.visible_to(user)
    )
    rows = visible.order_by("-statutory", "due_on", "pk").select_related("limit", "respondent__case")
    return list(rows[:SHOWN_EXCEPTIONS])


def awaiting_leadership(user: User, scope: Scope) -> list[Respondent]:
    """Findings that wait for a decision, and paths on hold for leadership; one more than is shown.

    Two statements, each with an index in its order; a single statement would read every open path.
    """
    rows = Respondent.objects.visible_to(user).filter(case__agency__in=scope.agencies).select_related("case")
    held = rows.open().filter(is_held=True, holds__met_on__isnull=True, holds__owner__iregex=LEADERSHIP)
    held = held.annotate(hold_owner=F("holds__owner"), hold_since=F("holds__starts_on"))
    reported = rows.filter(status=Status.FINDINGS, is_held=False)
    found = [*_first_due(held), *_first_due(reported)]
    return sorted(found, key=lambda path: (path.due_on or dt.date.max, path.pk))[: SHOWN_WAITING + 1]


def _first_due(paths: QuerySet[Respondent]) -> QuerySet[Respondent]:
    return paths.order_by("due_on", "pk")[: SHOWN_WAITING + 1]


def open_instructions(user: User, scope: Scope) -> list[Instruction]:
    """Orders that are not reported as carried out; one more than is shown."""
    visible = Case.objects.visible_to(user).filter(agency__in=scope.agencies)
    rows = Instruction.objects.filter(case__in=visible, done_on__isnull=True).select_related("case", "to")
    return list(rows.order_by("given_on", "pk")[: SHOWN_WAITING + 1])
