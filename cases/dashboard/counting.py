"""Counts the rows of a number: the number itself, its distribution over agencies, and the rows that are listed."""

import dataclasses
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField

from cases.dashboard.metrics import Metric, Rows
from cases.dashboard.scope import Scope
from cases.models import Case


class Median(Aggregate):
    """The median of the known values, as PostgreSQL interpolates it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclasses.dataclass(frozen=True)
class Value:
    """A number with what it is out of, or the median of so many rows."""

    n: int
    good: int | None = None
    median: float | None = None


def value_of(metric: Metric, scope: Scope) -> Value:
    """The number by counting its rows. One statement."""
    counts: dict[str, Any] = {"n": Count("pk")}
    if metric.good is not None:
        counts["good"] = Count("pk", filter=metric.good)
    if metric.median:
        counts["median"] = Median(metric.median)
    return Value(**metric.rows(scope).order_by().aggregate(**counts))


def by_agency(metric: Metric, rows: Rows) -> list[dict[str, Any]]:
    """The number for each agency, largest first."""
    counts: dict[str, Any] = {"n": Count("pk")}
    if metric.good is not None:
        counts["good"] = Count("pk", filter=metric.good)
    name = f"{metric.agency}__short_name"
    return list(rows.order_by().values(held_for=F(name)).annotate(**counts).order_by("-n", "held_for"))


def listed(metric: Metric, rows: Rows, user: Any) -> Rows:
    """The rows that the account may open, with their case."""
    visible = Case.objects.visible_to(user)
    if metric.kind == "case":
        return rows.filter(pk__in=visible.values("pk"))
    rows = rows.filter(**{f"{metric.case}__in": visible}).select_related(metric.case)
    return rows.select_related(metric.case, "limit") if metric.kind == "clock" else rows
