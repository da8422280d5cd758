"""Dasbor sanksi: one sentence, six numbers, urgent items, charts; and the page behind each number."""

from functools import reduce
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS_3

from cases.dashboard import numbers as dashboard
from cases.dashboard import tiles as figures
from cases.dashboard.counting import by_agency, listed
from cases.dashboard.forms import DashboardFilter, MetricFilter
from cases.dashboard.metrics import METRICS, Metric
from cases.dashboard.scope import FILTERS, Scope, agencies_of
from cases.dashboard.urgent import SHOWN_FIRST, SHOWN_WAITING, urgent
from cases.models import Agency, Deadline, Role
from cases.procedure.rights import Right, may
from cases.web.due_words import due
from cases.web.paging import keyset
from cases.web.replica import from_replica
from cases.web.signed_in import SignedIn

BELOW_THE_CHOICE = (Agency.Kind.SCHOOL, Agency.Kind.WARD, Agency.Kind.VILLAGE)


@from_replica
def overview(request: SignedIn) -> HttpResponse:
    """The page of leadership; HR officers see the same for their own agencies."""
    form, scope, address = read_scope(request, DashboardFilter)
    numbers = dashboard.overview(scope)
    pressing = urgent(request.user, scope)
    context = {
        "form": form,
        "scope": scope,
        "numbers": numbers,
        "sentence": figures.sentence(
            numbers, pressing.number_waiting, capped=SHOWN_WAITING, is_leader=request.user.role == Role.LEADER
        ),
        "tiles": figures.tiles(numbers, scope, address),
        "exceptions": _with_due(request, pressing.exceptions),
        "pressing": pressing,
        "shown": SHOWN_WAITING,
        "first": SHOWN_FIRST,
        "levels": figures.levels(numbers, address),
        "months": figures.months(numbers.sanctions, MONTHS_3, address),
        "series": figures.SERIES,
        "agency_bars": figures.agency_bars(numbers.sanctions, address),
        "category_bars": figures.category_bars(numbers.sanctions, address),
        "severity_words": figures.severity_words(numbers.sanctions, address),
        "statistics_url": address.statistics(),
        "is_leader": request.user.role == Role.LEADER,
        "may_handle_breaches": may(request.user, Right.HANDLE_BREACHES),
        "now": timezone.now(),
    }
    return render(request, "dashboard/overview.html", context, status=422 if form.errors else 200)


@from_replica
def metric(request: SignedIn, code: str) -> HttpResponse:
    """The definition of one number, its distribution by agency, and the counted rows."""
    if code not in METRICS:
        raise Http404
    found = METRICS[code]
    form, scope, address = read_scope(request, MetricFilter)
    rows = found.rows(scope)
    if found.kind == "sanction" and (severity := form.given().get("severity")):
        rows = rows.filter(severity=severity)
    spread = by_agency(found, rows)
    page = keyset(request, listed(found, rows, request.user), found.order)
    context = {
        "metric": found,
        "code": code,
        "form": form,
        "scope": scope,
        "spread": spread,
        "total": sum(row["n"] for row in spread),
        "good": sum(row.get("good", 0) for row in spread),
        "page": page,
        "rows": _shown(request, found, page.rows),
        "cases_url": address.cases(code),
        "dashboard_url": address.dashboard(),
    }
    return render(request, "dashboard/metric.html", context, status=422 if form.errors else 200)


def read_scope(request: SignedIn, form_class: type[DashboardFilter]) -> tuple[DashboardFilter, Scope, figures.Address]:
    """What the filter of the address chooses; an invalid filter shows an error and all data of the year."""
    if not may(request.user, Right.READ_DASHBOARD):
        raise Http404
    today = request.user.local_date(timezone.now())
    agencies = agencies_of(request.user)
    known = list(agencies.order_by("short_name"))
    asked = request.GET.get("agency", "")
    choices = [each for each in known if each.kind not in BELOW_THE_CHOICE or str(each.pk) == asked]
    form = form_class(request.GET or None, agencies=choices, today=today)
    given = form.given()
    chosen = next((row for row in choices if row.pk == given.get("agency")), None)
    inside = _below(chosen, known, alone="only" in request.GET) if chosen else known
    scope = Scope(
        Agency.objects.filter(pk__in=[each.pk for each in inside]) if chosen else agencies,
        [each.pk for each in inside],
        form.period_chosen(),
        today,
        request.user.zone,
        **{name: given.get(name, "") for name in FILTERS},
    )
    return form, scope, figures.Address(scope, chosen or _own(request))


def _below(chosen: Agency, known: list[Agency], *, alone: bool) -> list[Agency]:
    """The agency with its units; the agency alone if the bar of the agency itself links here."""
    return [chosen] if alone else [each for each in known if each.path.startswith(chosen.path)]


def _with_due(request: SignedIn, clocks: list[Deadline]) -> list[tuple[Deadline, dict[str, object]]]:
    """The clocks, each with its due date in words."""
    if not clocks:
        return []
    today = request.user.local_date(timezone.now())
    calendar = request.user.working_calendar()
    return [(clock, due(clock.due_on, today=today, calendar=calendar, statutory=clock.statutory)) for clock in clocks]


def _own(request: SignedIn) -> Agency | None:
    return request.user.agency if request.user.is_of_one_agency else None


def _shown(request: SignedIn, found: Metric, rows: list[Any]) -> list[tuple[Any, Any]]:
    """Each row with what its columns do not say themselves: a due date, or words and a day."""
    if found.kind == "clock":
        return list(_with_due(request, rows))
    if found.line is None:
        return [(row, None) for row in rows]
    return [(row, (reduce(getattr, found.case.split("__"), row), *found.line(row))) for row in rows]
