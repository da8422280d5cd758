"""Recording what the public saw."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.forms.intake import IntakeForm
from cases.models import Case, CaseLink, Role, User
from cases.services import duplicates
from cases.services.intake import attach_report, report_incident
from cases.services.oversight import link_case
from cases.workflow import RuleViolation

from .once import once

RECORDERS = (Role.HR_OFFICER, Role.BKPSDM, Role.INSPECTOR, Role.LEADER)


@once
def new(request: HttpRequest) -> HttpResponse:
    """One page; link, file or a sentence, and an agency are enough to save.

    What may be recorded already is shown once before it is saved; whoever has seen it saves as they please.
    """
    form, now = _form(request)
    matches: list[duplicates.Match] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["same_as"]:
            matches = duplicates.find(user=request.user, at=now, traces=form.traces())
        if all(match.case.number in form.shown() for match in matches):
            try:
                case = _save(form, request.user, now)
            except RuleViolation as refusal:
                form.add_error(None, str(refusal))
            else:
                _tell(request, case, form)
                return redirect("case", case.number)
    context = {"form": form, "matches": matches, "links": form.recognised()}
    return render(request, "cases/intake.html", context, status=422 if form.errors else 200)


@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """While somebody types: the links that were understood, and the cases that may be about the same event."""
    form, now = _form(request)
    form.is_valid()
    matches = duplicates.find(user=request.user, at=now, traces=form.traces())
    return render(request, "cases/_similar.html", {"form": form, "matches": matches, "links": form.recognised()})


def _form(request: HttpRequest) -> tuple[IntakeForm, dt.datetime]:
    if request.user.role not in RECORDERS:
        raise PermissionDenied
    now = timezone.now()
    sent = request.POST if request.method == "POST" else None
    return IntakeForm(sent, request.FILES or None, user=request.user, now=now), now


@transaction.atomic
def _save(form: IntakeForm, user: User, now: dt.datetime) -> Case:
    if same := form.cleaned_data["same_as"]:
        return attach_report(case=same, actor=user, at=now, report=form.report())
    case = report_incident(actor=user, at=now, report=form.report())
    kind = CaseLink.Kind.NOT_SAME_EVENT
    for other in form.told_apart():
        link_case(case=case, actor=user, at=now, on=case.agency.local_date(now), other=other, kind=kind)
    return case


def _tell(request: HttpRequest, case: Case, form: IntakeForm) -> None:
    if form.cleaned_data["same_as"]:
        messages.success(request, _("Laporan ditambahkan ke %(number)s.") % {"number": case.number})
        return
    is_known = case.respondents.filter(employee__isnull=False).exists()
    following = _("minta klarifikasi") if is_known else _("kenali terlapor")
    messages.success(
        request,
        _("Laporan tersimpan dengan nomor %(number)s. Berikutnya: %(following)s.")
        % {"number": case.number, "following": following},
    )
