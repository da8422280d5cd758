"""Deciding in place: one page with the proposal, its range, similar cases and the sheet, and one button.

The button sends the act "decide" to its ordinary page, so rights, checks, second account and record are the same.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.dashboard.weighing import Weighed, precedents_of, weigh
from cases.decisions.impediments import Tie
from cases.models import Act, Respondent, Status
from cases.procedure import offers
from cases.web.reading import open_path
from cases.web.signed_in import SignedIn


def decide_in_place(request: SignedIn, pk: int) -> HttpResponse:
    """What awaits a decision, weighed for this account. A path at another stage says so."""
    respondent = open_path(request, pk, "decide in place")
    refusal = offers.refusal(respondent, Act.DECIDE, request.user)
    context: dict[str, object] = {"respondent": respondent, "case": respondent.case, "refusal": refusal}
    if respondent.status == Status.FINDINGS:
        weighed = weigh(respondent, user=request.user, at=timezone.now())
        context |= {
            "weighed": weighed,
            "advice": weighed.advice,
            "similar": precedents_of(weighed.bearing, request.user),
            "sent": _sent(request, respondent, weighed),
            "acts": [
                act for act in (Act.RETURN_FINDINGS, Act.DECIDE) if act in offers.offered(respondent, request.user.role)
            ],
        }
    return render(request, "dashboard/decide.html", context)


def _sent(request: SignedIn, respondent: Respondent, weighed: Weighed) -> dict[str, object]:
    """The fields of the decision that the page fills in; the reasons are on the page, to be changed."""
    signatory = weighed.signatory
    if weighed.advice is None or signatory is None:
        return {}
    return {
        "version": respondent.version,
        "on": f"{respondent.agency.local_date(timezone.now()):%d/%m/%Y}",
        "sanction": weighed.advice.pk,
        "official": signatory.official.value,
        "person": signatory.person.number or signatory.person.name,
        "post": signatory.post,
        "tie": Tie.NONE.value,
    }
