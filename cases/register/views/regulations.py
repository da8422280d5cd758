"""Pages of rules and circulars: to whom they apply, their provisions, and the cases that cite them."""

import datetime as dt
import re
from typing import TYPE_CHECKING, TypedDict, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.models import (
    Case,
    CaseRegulation,
    Publication,
    RegisterEntry,
    Registration,
    User,
    regulations_visible_to,
)
from cases.register.circulars import keeps_register
from cases.register.forms.search import RegulationSearch
from cases.web.signed_in import SignedIn
from regulations.models import Regulation, StaffCategory
from regulations.models.regulation import RegulationQuerySet

LIMIT = 200
CITING_LIMIT = 50

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class End(TypedDict):
        """The annotation of ``with_end``: the last day in force."""

        ends_on: dt.date | None

    EndedRegulation = WithAnnotations[Regulation, End]


def listing(request: SignedIn) -> HttpResponse:
    """The catalogue, filtered by kind, region, staff category, day in force and words."""
    readable = regulations_visible_to(request.user)
    regions = readable.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
    form = RegulationSearch(request.GET or None, regions=list(regions))
    rows = list(form.narrow(readable.with_end())[: LIMIT + 1])
    context = {
        "form": form,
        "rows": rows[:LIMIT],
        "is_cut": len(rows) > LIMIT,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "today": request.user.local_date(timezone.now()),
        "may_keep": keeps_register(request.user),
    }
    return render(request, "register/list.html", context, status=422 if form.errors else 200)


def detail(request: SignedIn, slug: str) -> HttpResponse:
    """One instrument with its legal basis and the cases that cite it, as far as the account may read them."""
    readable = regulations_visible_to(request.user)
    regulation = get_object_or_404(readable.with_end().prefetch_related("provisions"), slug=slug)
    categories = dict(StaffCategory.choices)
    context = {
        "regulation": regulation,
        "basis": _basis(regulation, readable),
        "scope": [categories[code] for code in regulation.scope_categories],
        "today": request.user.local_date(timezone.now()),
        "may_keep": keeps_register(request.user),
        **_ties(regulation, request.user, readable),
        **_register(regulation, request.user),
    }
    return render(request, "register/detail.html", context)


def _ties(regulation: Regulation, user: User, readable: RegulationQuerySet) -> dict[str, object]:
    """The amendments in both directions, and the cases of ``readable`` that cite this or caused it."""
    cited = CaseRegulation.objects.filter(regulation=regulation, case__in=Case.objects.visible_to(user))
    links = list(cited.select_related("case").order_by("-case__opened_at")[:CITING_LIMIT])
    resulted = CaseRegulation.Relation.RESULTED
    return {
        "changes": list(regulation.changes.filter(earlier__in=readable).select_related("earlier")),
        "changed_by": list(regulation.changed_by.filter(later__in=readable).select_related("later")),
        "causes": [link for link in links if link.relation == resulted],
        "citing": [link for link in links if link.relation != resulted],
    }


def _register(regulation: Regulation, user: User) -> dict[str, object]:
    """The files and register entries of the account's government."""
    own = Registration.objects.filter(pk=regulation.pk).prefetch_related("agencies").first()
    entries = RegisterEntry.objects.visible_to(user).filter(regulation=regulation).select_related("actor")
    return {
        "registration": own,
        "agencies": [agency.name for agency in own.agencies.all()] if own else [],
        "documents": list(regulation.documents.filter(government=user.government)),
        "entries": list(entries[:CITING_LIMIT]),
        "publication": Publication.objects.visible_to(user).filter(regulation=regulation).first(),
        "may_publish": keeps_register(user) and regulation.region in ("", user.own_government.name),
    }


def _basis(regulation: Regulation, readable: RegulationQuerySet) -> list[tuple[str, Regulation | None, bool]]:
    """Each legal basis as quoted, its catalogue row, and whether it had been revoked when this was issued."""
    if not regulation.legal_basis:
        return []
    others = readable.with_end().exclude(number="").exclude(pk=regulation.pk)
    known = cast("list[EndedRegulation]", list(others.defer("rules", "source", "search")))
    day = regulation.issued_on or regulation.reported_on or regulation.in_force_from
    named = [(text, next((row for row in known if _names(text, row)), None)) for text in regulation.legal_basis]
    return [(text, row, row is not None and _was_revoked(row, day)) for text, row in named]


def _names(text: str, row: Regulation) -> bool:
    parts = re.split(r" jo\. |; ", row.number)
    return any(re.search(rf"(?<![\w/.]){re.escape(part)}(?![\w/])", text) for part in parts)


def _was_revoked(row: "EndedRegulation", on: dt.date | None) -> bool:
    return on is not None and row.ends_on is not None and row.ends_on < on
