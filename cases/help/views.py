"""Bantuan: the guide of the reader's role on one page, which prints."""

from django.http import HttpResponse
from django.shortcuts import render

from cases.help.texts import GUIDES, KEYS, TERMS
from cases.models import Role
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
        "keys": KEYS,
        "terms": TERMS,
    }
    return render(request, "help/guide.html", context)
