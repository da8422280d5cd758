"""Dasbor sanksi: one sentence, six numbers, urgent items, charts; and the page behind each number."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3

from cases.dashboard import numbers as dashboard
from cases.dashboard import tiles as figures
from cases.dashboard.forms import DashboardFilter, SanctionFilter
from cases.dashboard.metrics import METRICS, by_agency, listed
from cases.dashboard.numbers import Scope
from cases.dashboard.urgent import SHOWN_WAITING, urgent
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
    form, scope, address = _scope(request, DashboardFilter)
    numbers = dashboard.overview(scope)
    pressing = urgent(request.user, scope)
    context = {
        "form": form,
        "scope": scope,
        "numbers": numbers,
        "sentence": figures.sentence(numbers, len(pressing.waiting) + len(pressing.orders), capped=SHOWN_WAITING),
        "tiles": figures.tiles(numbers, scope, address),
        "exceptions": _with_due(request, pressing.exceptions),
        "waiting": pressing.waiting,
        "orders": pressing.orders,
        "shown": SHOWN_WAITING,
        "levels": figures.levels(numbers, address),
        "months": figures.months(numbers.sanctions, MONTHS_3, address),
        "series": figures.SERIES,
        "agency_bars": figures.agency_bars(numbers.sanctions, address),
        "category_bars": figures.category_bars(numbers.sanctions, address),
        "severity_words": figures.severity_words(numbers.sanctions, address),
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
    form, scope, address = _scope(request, SanctionFilter, months=MONTHS)
    rows = _narrowed(found.rows(scope), found.kind, form)
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
        "rows": _with_due(request, page.rows) if found.kind == "clock" else [(row, None) for row in page.rows],
        "cases_url": address.cases(code),
        "dashboard_url": address.dashboard(),
    }
    return render(request, "dashboard/metric.html", context, status=422 if form.errors else 200)


def _scope(
    request: SignedIn, form_class: type[DashboardFilter], **extra: object
) -> tuple[DashboardFilter, Scope, figures.Address]:
    """Year, agency and category of the filter; an invalid filter shows an error and all data."""
    if not may(request.user, Right.READ_DASHBOARD):
        raise Http404
    today = request.user.local_date(timezone.now())
    agencies = dashboard.agencies_of(request.user)
    known = list(agencies.order_by("short_name"))
    asked = request.GET.get("agency", "")
    choices = [each for each in known if each.kind not in BELOW_THE_CHOICE or str(each.pk) == asked]
    form = form_class(request.GET or None, agencies=choices, this_year=today.year, **extra)
    given = form.cleaned_data if form.is_valid() else {}
    chosen = next((row for row in choices if row.pk == given.get("agency")), None)
    inside = _below(chosen, known, alone="only" in request.GET) if chosen else known
    keys = [each.pk for each in inside]
    scope = Scope(
        Agency.objects.filter(pk__in=keys) if chosen else agencies,
        keys,
        given.get("year") or today.year,
        today,
        given.get("category", ""),
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
    return request.user.agency if request.user.role == Role.HR_OFFICER else None


def _narrowed(rows: QuerySet[Any], kind: str, form: DashboardFilter) -> QuerySet[Any]:
    """Sanctions of one month or level, if a bar or a word of the dashboard links here."""
    given = form.cleaned_data if form.is_valid() else {}
    if kind == "sanction" and given.get("month"):
        rows = rows.filter(decided_on__month=given["month"])
    if kind == "sanction" and given.get("severity"):
        rows = rows.filter(severity=given["severity"])
    return rows
