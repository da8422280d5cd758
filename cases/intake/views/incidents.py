"""The intake page."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.evidence.file_types import LARGEST_FILE
from cases.intake import drafts as report_drafts
from cases.intake import duplicates
from cases.intake import uploads as staging
from cases.intake.forms.doubts import Doubt
from cases.intake.forms.drafts import typed
from cases.intake.forms.incident import IntakeForm
from cases.intake.record import record
from cases.intake.views.drafts import staged
from cases.models import Case, ReportDraft
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.file_senders import takes_files
from cases.web.forms.fields import SUBMISSION
from cases.web.idempotency import idempotent
from cases.web.reading import address_after
from cases.web.signed_in import SignedIn


@dataclasses.dataclass(frozen=True)
class Kept:
    """The draft that stores the request, if any, and why files were refused."""

    draft: ReportDraft | None = None
    refused: Sequence[str] = ()


@takes_files(most=LARGEST_FILE, right=Right.RECORD_INCIDENT)
def new(request: SignedIn) -> HttpResponse:
    """Save text and files to the draft before validating, so that a rejected form loses nothing.

    Without JavaScript, the buttons that only save or remove end here.
    """
    kept = Kept()
    if request.method == "POST" and may(request.user, Right.RECORD_INCIDENT):
        kept = _kept(request, timezone.now())
    if kept.draft and ("keep" in request.POST or "remove_file" in request.POST):
        return _back_to_draft(request, kept.draft, kept.refused)
    return _report(request, kept)


def _kept(request: SignedIn, now: dt.datetime) -> Kept:
    """No draft without a key, for the key of another account, or after it was recorded."""
    try:
        key = uuid.UUID(request.POST.get(SUBMISSION, ""))
        draft = report_drafts.save_draft(author=request.user, key=key, at=now, content=typed(request.POST))
    except ValueError:
        return Kept()  # `idempotent` reports it
    except RuleViolation as why:
        return Kept(refused=[str(why)] if request.FILES else [])  # the report itself can still be saved
    if draft is None or draft.case_id:
        return Kept()
    refused = []
    for upload in request.FILES.getlist("files"):
        try:
            staging.take(draft=draft, upload=upload, at=now)
        except RuleViolation as why:
            refused.append(str(why))
    return Kept(draft, refused)


def _back_to_draft(request: SignedIn, draft: ReportDraft, refused: Sequence[str]) -> HttpResponse:
    for file in draft.files.all():
        if str(file.key) == request.POST.get("remove_file"):
            staging.unstage(file)
    for why in refused:
        messages.error(request, why)
    messages.success(request, _("Draf tersimpan."))
    return redirect("incident-draft", draft.key)


@idempotent
def _report(request: SignedIn, kept: Kept) -> HttpResponse:
    """One page; link, file or a sentence, and an agency are enough to save.

    Similar cases are shown once before saving; the second request saves.
    """
    form, now = _form(request, kept)
    matches: list[duplicates.Match] = []
    doubts: list[Doubt] = []
    if request.method == "POST" and form.is_valid():
        same_as = form.cleaned_data["same_as"]
        matches = [] if same_as else duplicates.find(user=request.user, at=now, traces=form.traces())
        doubts = form.doubts()
        if not doubts and all(match.case.number in form.shown() for match in matches):
            try:
                case = record(
                    actor=request.user,
                    at=now,
                    report=form.report(),
                    draft=kept.draft,
                    same_as=same_as,
                    told_apart=form.told_apart(),
                )
            except RuleViolation as refusal:
                form.add_error(None, str(refusal))
            else:
                _tell(request, case, form)
                return redirect(address_after(case, request.user))
    context = {"form": form, "matches": matches, "links": form.recognised(), "doubts": doubts}
    context["noted"] = " ".join([request.POST.get("noted", "")[:60], *(doubt.code for doubt in doubts)]).strip()
    context |= {"draft": kept.draft, "files": staged(kept.draft) if kept.draft else []}
    return render(request, "intake/incident.html", context, status=422 if form.errors else 200)


@costly
@require_POST
def similar(request: SignedIn) -> HttpResponse:
    """While typing: the recognised links, and the cases that may be about the same event."""
    key = request.POST.get(SUBMISSION, "")
    drafts = ReportDraft.objects.of(request.user).unrecorded()
    form, now = _form(request, Kept(drafts.filter(key=key).first() if is_key(key) else None))
    form.is_valid()
    matches = duplicates.find(user=request.user, at=now, traces=form.traces())
    return render(request, "intake/_similar.html", {"form": form, "matches": matches, "links": form.recognised()})


def is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _form(request: SignedIn, kept: Kept) -> tuple[IntakeForm, dt.datetime]:
    if not may(request.user, Right.RECORD_INCIDENT):
        raise PermissionDenied
    now = timezone.now()
    if request.method != "POST":
        return IntakeForm(user=request.user, now=now), now
    files = list(kept.draft.files.all()) if kept.draft else []
    return IntakeForm(request.POST, user=request.user, now=now, staged=files, refused_files=kept.refused), now


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
