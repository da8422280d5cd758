"""Siapa membaca: who read one case."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.procedure.rights import Right, may
from cases.readers import entries
from cases.web.reading import open_case
from cases.web.signed_in import SignedIn


@require_safe
def of_case(request: SignedIn, number: str) -> HttpResponse:
    """Pages, files, searches and lists of the case, by whom and when; for supervisors who may read it."""
    if not may(request.user, Right.SEE_READERS):
        raise Http404
    case = open_case(request, number, "readers")
    return render(
        request,
        "readers/of_case.html",
        {"case": case, "page": entries.newest(request.GET.get("after", ""), entries.of_case(case))},
    )
