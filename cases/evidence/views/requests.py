"""Evidence that is said to exist: requesting it, and recording the outcome."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.evidence import requests as evidence_requests
from cases.evidence.forms import OutcomeForm, RequestForm
from cases.models import EvidenceItem, EvidenceRequest
from cases.procedure.refusals import RuleViolation
from cases.web.due_words import due
from cases.web.signed_in import SignedIn


def page(request: SignedIn, item: EvidenceItem) -> HttpResponse:
    """The requests, and the next form: a new request, or the outcome of the open one."""
    now = timezone.now()
    requests = list(item.requests.select_related("asked_by", "produced"))
    last = requests[-1] if requests else None
    waiting = last if last is not None and not last.outcome else None
    form = _form(request, item, last, now)
    if request.method == "POST" and form is not None and form.is_valid() and _saved(request, item, waiting, form, now):
        return redirect("evidence", item.pk)
    calendar = item.case.government.working_calendar(item.case.agency.six_day_week)
    context = {
        "item": item,
        "case": item.case,
        "requests": requests,
        "is_open": waiting is not None,
        "due": due(waiting.due_on, today=item.case.agency.local_date(now), calendar=calendar) if waiting else None,
        "form": form,
        "heading": _("Catat hasil permintaan") if waiting else _("Minta sekali lagi") if last else _("Minta bukti ini"),
    }
    return render(request, "evidence/wanted.html", context, status=422 if form is not None and form.errors else 200)


def _form(
    request: SignedIn, item: EvidenceItem, last: EvidenceRequest | None, now: dt.datetime
) -> RequestForm | OutcomeForm | None:
    """The next form; none after the evidence was handed over."""
    if last is not None and last.outcome == EvidenceRequest.Outcome.PRODUCED:
        return None
    agency = item.case.agency
    today = agency.local_date(now)
    kind = OutcomeForm if last is not None and not last.outcome else RequestForm
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return kind(*sent, today=today, zone=agency.zone, initial={"on": today})


def _saved(
    request: SignedIn,
    item: EvidenceItem,
    waiting: EvidenceRequest | None,
    form: RequestForm | OutcomeForm,
    now: dt.datetime,
) -> bool:
    actor, given = request.user, form.cleaned_data
    try:
        if waiting is not None:
            evidence_requests.end_request(request=waiting, actor=actor, at=now, **given)
        else:
            evidence_requests.request_evidence(item=item, actor=actor, at=now, **given)
    except RuleViolation as refusal:
        form.add_error(None, refusal.shown())
        return False
    return True
