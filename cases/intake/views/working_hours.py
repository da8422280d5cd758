"""The verdict on a time while it is typed: within or outside the working hours of the dated rules."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.intake.forms.when import MomentForm
from cases.models import Agency, AgencyHours, HoursVerdict, Verdict
from cases.procedure.rights import Right, may
from cases.web.signed_in import SignedIn

TONES = {
    Verdict.WITHIN: ("primary", "clock"),
    Verdict.OUTSIDE: ("neutral", "clock"),
    Verdict.BREAK: ("neutral", "player-pause"),
    Verdict.DAY_OFF: ("neutral", "calendar"),
    Verdict.UNKNOWN: ("warn", "help-circle"),
}


@require_POST
def hours(request: SignedIn) -> HttpResponse:
    """How the time was read, and the verdict. It informs only."""
    if not may(request.user, Right.RECORD_INCIDENT):
        raise PermissionDenied
    form = MomentForm(request.POST, user=request.user, now=timezone.now())
    context: dict[str, object] = {"form": form, "words": "", "verdict": None}
    if form.is_valid() and (moment := form.cleaned_data["recorded"]):
        context["words"] = form.recorded_in_words(moment)
        agency = form.cleaned_data["agency"]
        if agency and moment.is_exact:
            context |= _verdict(agency, moment.earliest_at)
    return render(request, "intake/_hours.html", context)


def _verdict(agency: Agency, moment: dt.datetime) -> dict[str, object]:
    found: HoursVerdict = AgencyHours.objects.verdict(agency, moment)
    tone, icon = TONES[found.verdict]
    return {"verdict": found, "tone": tone, "icon": icon}
