"""Bantuan: the guide of the reader's role on one page, which prints; its tour, the keys, the components of pages."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cases.help.components import SHOWN
from cases.help.texts import GUIDES, KEYS, TERMS, tour_of
from cases.models import Role
from cases.procedure.rights import Right, may
from cases.web.signed_in import SignedIn


def guide(request: SignedIn) -> HttpResponse:
    """The steps of the role, first those of the first day; the guides of other roles are one link away."""
    asked = request.GET.get("role", "")
    role = Role(asked) if asked in GUIDES else Role(request.user.role)
    context = {
        "role": role,
        "steps": GUIDES[role],
        "roles": [each for each in GUIDES if each != role],
        "is_own": role == request.user.role,
        "may_see_components": may(request.user, Right.MANAGE_ACCOUNTS),
        "terms": TERMS,
    }
    return render(request, "help/guide.html", context)


@require_POST
def tour(request: SignedIn) -> HttpResponse:
    """Begin the first tour, take its next step, or end it; lead to the page of the step."""
    user = request.user
    user.tour_step = {"start": 1, "next": user.tour_step + 1}.get(request.POST.get("verb", ""), 0)
    now = tour_of(user)
    user.tour_step = now.number if now else 0
    user.save(update_fields=["tour_step"])
    return redirect((now.step.page if now else "") or "home")


@require_GET
def shortcuts(request: SignedIn) -> HttpResponse:
    """The keys of every place."""
    return render(request, "help/shortcuts.html", {"keys": KEYS})


@require_GET
def components(request: SignedIn) -> HttpResponse:
    """Every component with made-up content, for administrators and for the checks of accessibility and pictures."""
    if not may(request.user, Right.MANAGE_ACCOUNTS):
        raise Http404
    return render(request, "help/components.html", SHOWN)
