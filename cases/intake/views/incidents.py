"""Recording what the public saw."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.intake import drafts as report_drafts
from cases.intake import duplicates
from cases.intake import uploads as staging
from cases.intake.forms.doubts import Doubt
from cases.intake.forms.drafts import typed
from cases.intake.forms.incident import IntakeForm
from cases.intake.incidents import attach_report, report_incident
from cases.intake.views.drafts import staged
from cases.models import Case, CaseLink, ReportDraft
from cases.parties.ties import link_case
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.forms.fields import SUBMISSION
from cases.web.once import once
from cases.web.signed_in import SignedIn


class Reporting(SignedIn):
    """A request with the draft that what was sent is kept in, and why files of it were refused."""

    draft: ReportDraft | None
    refused_files: list[str]


View = Callable[[Reporting], HttpResponse]


def kept_first(view: View) -> View:
    """Save text and files to the draft before validating, so that a rejected form loses nothing.

    The form shows refused files. Without JavaScript, the buttons that only save or remove end here.
    """

    @wraps(view)
    def keep(request: Reporting) -> HttpResponse:
        request.draft, request.refused_files = None, []
        if request.method == "POST" and may(request.user, Right.RECORD_INCIDENT):
            request.draft = _kept(request, timezone.now())
        if request.draft and ("keep" in request.POST or "remove_file" in request.POST):
            return _back_to_draft(request, request.draft)
        return view(request)

    return keep


def _kept(request: Reporting, now: dt.datetime) -> ReportDraft | None:
    """The draft with what was sent; None without a key, for the key of another account, or after it was recorded."""
    try:
        key = uuid.UUID(request.POST.get(SUBMISSION, ""))
        draft = report_drafts.save_draft(author=request.user, key=key, at=now, content=typed(request.POST))
    except ValueError:
        return None  # `once` says so
    except RuleViolation as why:
        request.refused_files = [str(why)] if request.FILES else []
        return None  # the report itself can still be saved
    if draft is None or draft.case_id:
        return None
    for upload in request.FILES.getlist("files"):
        try:
            staging.take(draft=draft, upload=upload, at=now)
        except RuleViolation as why:
            request.refused_files.append(str(why))
    return draft


def _back_to_draft(request: Reporting, draft: ReportDraft) -> HttpResponse:
    for file in draft.files.all():
        if str(file.key) == request.POST.get("remove_file"):
            staging.unstage(file)
    for why in request.refused_files:
        messages.error(request, why)
    messages.success(request, _("Draf tersimpan."))
    return redirect("incident-draft", draft.key)


@kept_first
@once
def new(request: Reporting) -> HttpResponse:
    """One page; link, file or a sentence, and an agency are enough to save.

    Similar cases are shown once before saving; the second send saves.
    """
    form, now = _form(request, request.draft)
    matches: list[duplicates.Match] = []
    doubts: list[Doubt] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["same_as"]:
            matches = duplicates.find(user=request.user, at=now, traces=form.traces())
        doubts = form.doubts()
        if not doubts and all(match.case.number in form.shown() for match in matches):
            try:
                case = _save(form, request, now)
            except RuleViolation as refusal:
                form.add_error(None, str(refusal))
            else:
                _tell(request, case, form)
                return redirect("case", case.number)
    draft = request.draft
    context = {"form": form, "matches": matches, "links": form.recognised(), "doubts": doubts}
    context["noted"] = " ".join([request.POST.get("noted", "")[:60], *(doubt.code for doubt in doubts)]).strip()
    context |= {"draft": draft, "files": staged(draft) if draft else []}
    return render(request, "intake/incident.html", context, status=422 if form.errors else 200)


@require_POST
def similar(request: SignedIn) -> HttpResponse:
    """While somebody types: the links that were understood, and the cases that may be about the same event."""
    key = request.POST.get(SUBMISSION, "")
    drafts = ReportDraft.objects.of(request.user).unrecorded()
    form, now = _form(request, drafts.filter(key=key).first() if is_key(key) else None)
    form.is_valid()
    matches = duplicates.find(user=request.user, at=now, traces=form.traces())
    return render(request, "intake/_similar.html", {"form": form, "matches": matches, "links": form.recognised()})


def is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _form(request: SignedIn, draft: ReportDraft | None) -> tuple[IntakeForm, dt.datetime]:
    if not may(request.user, Right.RECORD_INCIDENT):
        raise PermissionDenied
    now = timezone.now()
    if request.method != "POST":
        return IntakeForm(user=request.user, now=now), now
    files = list(draft.files.all()) if draft else []
    refused = getattr(request, "refused_files", [])
    return IntakeForm(request.POST, user=request.user, now=now, staged=files, refused_files=refused), now


@transaction.atomic
def _save(form: IntakeForm, request: Reporting, now: dt.datetime) -> Case:
    user, draft = request.user, request.draft
    with staging.uploads_of(draft) as uploads:
        report = form.report(uploads)
        if same := form.cleaned_data["same_as"]:
            case = attach_report(case=same, actor=user, at=now, report=report)
        else:
            case = report_incident(actor=user, at=now, report=report)
    if not same:
        kind = CaseLink.Kind.NOT_SAME_EVENT
        for other in form.told_apart():
            link_case(case=case, actor=user, at=now, on=case.agency.local_date(now), other=other, kind=kind)
    if draft:
        report_drafts.close_draft(draft=draft, case=case, at=now)
    return case


def _tell(request: SignedIn, case: Case, form: IntakeForm) -> None:
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
