"""Rules and circulars: what was in force for whom, clause by clause, and the cases that cite them."""

import datetime as dt
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.forms.regulations import RegulationSearch
from cases.models import Case, CaseRegulation
from regulations.models import Regulation, StaffCategory

LIMIT = 200
CITING_LIMIT = 50


def listing(request: HttpRequest) -> HttpResponse:
    """The catalogue, narrowed by kind, region, staff category, day in force and words."""
    regions = Regulation.objects.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
    form = RegulationSearch(request.GET or None, regions=list(regions))
    rows = list(form.narrow(Regulation.objects.all())[: LIMIT + 1])
    context = {
        "form": form,
        "rows": rows[:LIMIT],
        "is_cut": len(rows) > LIMIT,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "today": request.user.local_date(timezone.now()),
    }
    return render(request, "regulations/list.html", context, status=422 if form.errors else 200)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One instrument, with the basis that it names and the cases that cite it, as far as the account may read them."""
    regulation = get_object_or_404(Regulation.objects.prefetch_related("provisions"), slug=slug)
    citing = CaseRegulation.objects.filter(regulation=regulation, case__in=Case.objects.visible_to(request.user))
    categories = dict(StaffCategory.choices)
    context = {
        "regulation": regulation,
        "basis": _basis(regulation),
        "scope": [categories[code] for code in regulation.scope_categories],
        "citing": citing.select_related("case").order_by("-case__opened_at")[:CITING_LIMIT],
        "today": request.user.local_date(timezone.now()),
    }
    return render(request, "regulations/detail.html", context)


def _basis(regulation: Regulation) -> list[tuple[str, Regulation | None, bool]]:
    """Each basis as quoted, the catalogue row that it names, and whether that had been revoked when this was issued."""
    if not regulation.legal_basis:
        return []
    known = list(Regulation.objects.exclude(number="").exclude(pk=regulation.pk).defer("rules", "source"))
    day = regulation.issued_on or regulation.reported_on or regulation.in_force_from
    named = [(text, next((row for row in known if _names(text, row)), None)) for text in regulation.legal_basis]
    return [(text, row, row is not None and _was_revoked(row, day)) for text, row in named]


def _names(text: str, row: Regulation) -> bool:
    parts = re.split(r" jo\. |; ", row.number)
    return any(re.search(rf"(?<![\w/.]){re.escape(part)}(?![\w/])", text) for part in parts)


def _was_revoked(row: Regulation, on: dt.date | None) -> bool:
    return on is not None and row.in_force_until is not None and row.in_force_until < on
