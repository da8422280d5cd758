"""The draft of a report: saved while it is typed, restored, deleted; its files arrive in pieces."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.intake.forms.drafts import LARGEST_PIECE, AnnouncedFile, PieceForm, typed
from cases.intake.forms.incident import IntakeForm
from cases.models import ReportDraft, StagedFile, User
from cases.procedure.refusals import RuleViolation, StaleForm
from cases.procedure.rights import Right, may
from cases.web.file_responses import sandboxed
from cases.web.file_senders import takes_files
from cases.web.signed_in import SignedIn


def draft(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """The page with the typed data; and every save of it in the background."""
    _check_role(request.user)
    now = timezone.now()
    if request.method == "POST":
        return _save(request, key, now)
    found = get_object_or_404(ReportDraft.objects.of(request.user).select_related("case"), pk=key)
    if found.case:
        return redirect("case", found.case.number)
    form = IntakeForm(user=request.user, now=now, initial={name: found.text(name) for name in found.content})
    context = {"form": form, "matches": [], "links": [], "doubts": [], "noted": ""}
    context |= {"draft": found, "files": staged(found)}
    return render(request, "intake/incident.html", context)


def _save(request: SignedIn, key: uuid.UUID, now: dt.datetime) -> HttpResponse:
    revision = request.POST.get("revision", "")
    known = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0
    try:
        kept = report_drafts.save_draft(
            author=request.user, key=key, at=now, content=typed(request.POST), revision=known
        )
    except RuleViolation as why:
        return _answer(request, {"refusal": str(why)}, status=409 if isinstance(why, StaleForm) else 422)
    if kept is None:
        raise Http404
    clock = kept.saved_at.astimezone(request.user.zone).strftime("%H.%M")
    number = kept.case.number if kept.case else ""
    return _answer(request, {"revision": kept.revision, "clock": clock, "recorded": number})


@require_POST
def discard(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """Delete a draft; 404 if it was recorded or belongs to somebody else."""
    found = get_object_or_404(ReportDraft.objects.of(request.user).unrecorded(), pk=key)
    report_drafts.discard_draft(found)
    messages.success(request, _("Draf dihapus."))
    return redirect("work")


@require_GET
def key(request: SignedIn) -> HttpResponse:
    """The key of the encrypted copies of this account's unsent reports; the browser does not store it.

    It is derived, so that it is the same after a new sign-in or a restart. It differs for each account.
    """
    _check_role(request.user)
    secret = salted_hmac("cases.views.report_drafts.key", str(request.user.pk), algorithm="sha256").digest()
    return sandboxed(HttpResponse(secret, content_type="application/octet-stream"))


@takes_files(most=LARGEST_PIECE, right=Right.RECORD_INCIDENT)
@require_http_methods(["GET", "POST", "PUT", "DELETE"])
def file(request: SignedIn, key: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """One file of a draft: POST announces it, PUT sends a piece, GET returns its length, DELETE removes it."""
    _check_role(request.user)
    if request.method == "POST":
        return _announce(request, key, file)
    found = get_object_or_404(StagedFile.objects.filter(draft__author=request.user, draft=key), pk=file)
    if request.method == "PUT":
        return _piece(request, found)
    if request.method == "DELETE":
        staging.unstage(found)
        return _answer(request, {})
    return _answer(request, _state(found))


def _announce(request: SignedIn, key: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    form, now = AnnouncedFile(request.POST), timezone.now()
    if not form.is_valid():
        return _answer(request, {"refusal": _("Berkas tidak dapat dibaca.")}, status=422)
    try:
        found = report_drafts.open_draft(author=request.user, key=key, at=now)
        if found is None or found.case_id:
            raise Http404
        return _answer(request, _state(staging.stage(draft=found, key=file, at=now, **form.cleaned_data)))
    except RuleViolation as why:
        return _answer(request, {"refusal": str(why)}, status=422)


def _piece(request: SignedIn, found: StagedFile) -> HttpResponse:
    form = PieceForm.of(request)
    if not form.is_valid():
        return _answer(request, {"refusal": _("Berkas tidak dapat dibaca.")}, status=400)
    try:
        kept = staging.receive(found, piece=request, **form.cleaned_data)
    except UnreadablePostError:  # the connection broke; the received bytes are kept
        return _answer(request, _state(found), status=400)
    except staging.NotThere as where:
        return _answer(request, {"received": where.received}, status=409)
    except RuleViolation as why:
        return _answer(request, {"refusal": str(why)}, status=422)
    return _answer(request, _state(kept))


def _state(found: StagedFile) -> dict[str, object]:
    return {"key": str(found.key), "received": staging.received(found), "whole": found.is_whole, "name": found.name}


def staged(found: ReportDraft) -> list[tuple[StagedFile, int]]:
    """The files of a draft, each with the number of received bytes."""
    return [(file, file.size if file.is_whole else staging.received(file)) for file in found.files.all()]


def _answer(request: SignedIn, data: dict[str, object], status: int = 200) -> JsonResponse:
    """A response to the page with a new token, because signing in again invalidates the old one."""
    return JsonResponse(data | {"token": get_token(request)}, status=status)


def _check_role(user: User) -> None:
    if not may(user, Right.RECORD_INCIDENT):
        raise PermissionDenied
