"""The twelve numbers of a period in words, beside the period before; and everything that a report of them contains."""

import dataclasses
import datetime as dt

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.dashboard.counting import Value, value_of
from cases.dashboard.figures import Figure, figures_of
from cases.dashboard.metrics import METRICS, Metric
from cases.dashboard.numbers import FEWEST
from cases.dashboard.scope import Scope
from cases.dashboard.small_cells import HIDDEN, SMALLEST_SHOWN, is_small
from cases.dashboard.tiles import Address
from regulations.calendar import WorkingCalendar

FEW = 20  # below it a change is said in pieces and not in percent


@dataclasses.dataclass(frozen=True)
class Line:
    """One number in words: now, before, and the change between."""

    metric: Metric
    value: str
    before: str = ""
    change: str = ""
    url: str = ""


@dataclasses.dataclass(frozen=True)
class Report:
    """The same numbers and figures for the screen, the projector, the PDF and the workbook."""

    place: str
    scope: Scope
    at: dt.datetime
    lines: list[Line]
    figures: list[Figure]

    def hidden(self) -> "Report":
        """As it leaves the office: small cells hidden, no addresses."""
        lines = [dataclasses.replace(line, url="") for line in self.lines]
        return dataclasses.replace(self, lines=lines, figures=[figure.hidden() for figure in self.figures])


def report_of(
    scope: Scope, address: Address, *, place: str, at: dt.datetime, calendar: WorkingCalendar, leaves: bool
) -> Report:
    """Read it all. ``leaves``: whether it leaves the office, so that small numbers are hidden."""
    lines = [_line(code, metric, scope, address, leaves=leaves) for code, metric in METRICS.items()]
    report = Report(place, scope, at, lines, figures_of(scope, address, calendar))
    return report.hidden() if leaves else report


def _line(code: str, metric: Metric, scope: Scope, address: Address, *, leaves: bool) -> Line:
    now = value_of(metric, scope)
    (said, is_hidden), url = _said(metric, now, scope, leaves=leaves), address.metric(code)
    if not metric.by_period:
        return Line(metric, said, url=url)
    earlier = scope.over(scope.period.before)
    before = value_of(metric, earlier)
    said_before, is_hidden_before = _said(metric, before, earlier, leaves=leaves)
    change = "" if is_hidden or is_hidden_before else _change(metric, now, before)
    return Line(metric, said, said_before, change, url)


def leaving_words(metric: Metric, value: Value, scope: Scope) -> str:
    """The number as everybody may read it."""
    return _said(metric, value, scope, leaves=True)[0]


def _said(metric: Metric, value: Value, scope: Scope, *, leaves: bool) -> tuple[str, bool]:
    """The number in words, and whether something of it is hidden."""
    if not leaves:
        return in_words(metric, value), False
    whole = value_of(METRICS[metric.part_of], scope).n if metric.part_of else value.n
    rest = whole - value.n
    parts = () if value.good is None else (value.good, value.n - value.good)
    is_hidden = any(map(is_small, (value.n, rest, *parts)))
    return in_words(metric, value, leaves=True, rest=rest), is_hidden


def in_words(metric: Metric, value: Value, *, leaves: bool = False, rest: int = 0) -> str:
    """The number as it is printed; medians of fewer than five rows are not shown. ``rest``: how many more the number
    has of which this one is a part."""
    if metric.median:
        n = counted(value.n, leaves=leaves, rest=rest)
        if value.n < FEWEST or value.median is None:
            return _("data terlalu sedikit, n = %(n)s") % {"n": n}
        return _("%(median)s %(unit)s (n = %(n)s)") % {"median": _plain(value.median), "unit": metric.unit, "n": n}
    if value.good is None:
        return counted(value.n, leaves=leaves, rest=rest)
    if not value.n:
        return "–"
    if leaves and (is_small(value.good) or is_small(value.n - value.good)):
        return _("dari %(n)s") % {"n": counted(value.n, leaves=leaves)}
    share = round(100 * value.good / value.n)
    return _("%(good)d dari %(n)d (%(share)d%%)") % {"good": value.good, "n": value.n, "share": share}


def counted(n: int, *, leaves: bool, rest: int = 0) -> str:
    """A count; a small one that leaves the office is only said to be small, and one that differs little from the whole
    is hidden."""
    if leaves and is_small(n):
        return f"<{SMALLEST_SHOWN}"
    return HIDDEN if leaves and is_small(rest) else str(n)


def _change(metric: Metric, now: Value, before: Value) -> str:
    """Up or down since the period before; in percent points for shares, in its unit for medians."""
    if metric.median:
        if min(now.n, before.n) < FEWEST or now.median is None or before.median is None:
            return ""
        return _direction(now.median - before.median, str(metric.unit))
    if metric.good is not None:
        if not now.n or not before.n:
            return ""
        points = round(100 * (now.good or 0) / now.n) - round(100 * (before.good or 0) / before.n)
        return _direction(points, _("poin"))
    if before.n < FEW:
        return _direction(now.n - before.n, "")
    return _direction(round(100 * (now.n - before.n) / before.n), "%")


def _direction(by: float, unit: str) -> str:
    if not by:
        return _("tetap")
    words = _("naik %(n)s") if by > 0 else _("turun %(n)s")
    amount = _plain(abs(by)) + ("%" if unit == "%" else f" {unit}" if unit else "")
    return words % {"n": amount}


def _plain(value: float) -> str:
    return number_format(value, 0 if value == int(value) else 1)
