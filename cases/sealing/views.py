"""The state of the sealed record of a government, for its administrators."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.models import ChainCheck, ChainHead, Seal, Unsealed
from cases.procedure.rights import Right, may
from cases.sealing import outside
from cases.web.signed_in import SignedIn

NIGHTS = 14  # heads on the page


@require_safe
def record(request: SignedIn) -> HttpResponse:
    """Last link, last heads and last verification of the chain of the account's government."""
    if not may(request.user, Right.AUDIT_READING):
        raise Http404
    government = request.user.government
    check = ChainCheck.objects.first()
    context = {
        "government": government,
        "last": Seal.objects.filter(government=government).order_by("-number").first(),
        "waiting": Unsealed.objects.count(),
        "heads": ChainHead.objects.filter(government=government)[:NIGHTS],
        "check": check,
        "breaks": _of(government.region if government else "installation", check),
        "goes_out": outside.goes_out(),
    }
    return render(request, "sealing/record.html", context)


def _of(chain: str, check: ChainCheck | None) -> list[str]:
    """The lines of a verification that speak of one chain."""
    return [line for line in (check.broken if check else "").splitlines() if line.startswith(f"{chain},")]
