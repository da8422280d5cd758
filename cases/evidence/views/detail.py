"""Pages of evidence: the item, its copies, and the download of originals with a stored reason."""

import logging
import mimetypes
from typing import IO, Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.evidence import chats, custody, picture_copies, recording_copies
from cases.evidence import package as evidence_package
from cases.evidence.file_types import LARGEST_FILE
from cases.evidence.forms import ReasonForm, RedactionForm, RestrictionForm, TakePartForm
from cases.evidence.views import requests as evidence_requests
from cases.models import (
    Case,
    ChatReading,
    CustodyEntry,
    EvidenceCopy,
    EvidenceItem,
    EvidenceRestriction,
    PendingAct,
    ReadingAttempt,
    TrustedTimestamp,
)
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right
from cases.procedure.two_people import NeedsSecond, confirmed_reason
from cases.two_people.acts import propose
from cases.web import quarantine
from cases.web.account_limits import costly
from cases.web.byte_ranges import in_parts
from cases.web.file_responses import FileAnswer, file_response, sandboxed
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.paging import keyset
from cases.web.reading import open_case, open_in_case
from cases.web.signed_in import SignedIn

log = logging.getLogger(__name__)
DAMAGED = (CustodyEntry.Kind.CHANGED, CustodyEntry.Kind.MISSING)


@takes_files(most=LARGEST_FILE, right=Right.HANDLE_EVIDENCE)
@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One item: its data, copies and custody, and the forms to restrict or redact it."""
    items = EvidenceItem.objects.select_related("case__agency", "case__government", "added_by")
    item = open_in_case(request, items, "case", lambda found: f"evidence {found.code}", pk=pk)
    if not item.file:
        return evidence_requests.page(request, item)
    may_open = custody.may_open(item, request.user)
    posted = request.POST or None
    act = request.POST.get("act", "")
    forms = {
        "reason_form": ReasonForm(),
        "restriction_form": RestrictionForm(posted if act == "restrict" else None),
        "redaction_form": RedactionForm(posted if act == "redact" else None),
        "take_form": TakePartForm(posted if act == "take" else None),
    }
    if request.method == "POST" and may_open and _changed(request, item, act, forms):
        return redirect("evidence", pk)
    why_kept = quarantine.why_kept(item.file)
    copies = item.copies.none() if why_kept else item.copies.all()
    context = {
        "item": item,
        "case": item.case,
        "may_open": may_open,
        "why_kept": why_kept,
        "preview": copies.filter(kind=EvidenceCopy.Kind.PREVIEW).first(),
        "pages": copies.filter(kind=EvidenceCopy.Kind.PAGE),
        "recording": copies.filter(kind=EvidenceCopy.Kind.FILM).first(),
        "is_recording": item.content_type in recording_copies.FORMATS,
        "redacted": copies.filter(kind=EvidenceCopy.Kind.REDACTED),
        "is_picture": item.content_type in picture_copies.PICTURES,
        "restriction": EvidenceRestriction.objects.filter(item=item).first(),
        "custody": item.custody.select_related("user"),
        "stamp": TrustedTimestamp.objects.filter(item=item).first(),
        "stamps_are_on": bool(settings.TIMESTAMP_URL),
    }
    if item.is_chat and may_open:
        context |= _chat(request, item)
    wrong = any(form.errors for form in forms.values())
    return render(request, "evidence/detail.html", context | forms, status=422 if wrong else 200)


def _chat(request: SignedIn, item: EvidenceItem) -> dict[str, Any]:
    """A page of its messages, and the files that came with it; nothing until the worker has read it."""
    reading = ChatReading.objects.filter(item=item).first()
    if reading is None:
        return {"attempt": ReadingAttempt.objects.filter(item=item).first()}
    parts = chats.parts_of(reading)
    page = keyset(request, reading.messages.all(), ["place"])
    files = {part["name"].rpartition("/")[2]: part for part in parts}
    for message in page.rows:
        message.part = files.get(message.attachment)
    return {"chat": reading, "page": page, "parts": parts}


def _changed(request: SignedIn, item: EvidenceItem, act: str, forms: dict[str, Any]) -> bool:
    """Restrict, redact or take a file out of a chat, as the form asks; whether it was done."""
    form = forms[{"restrict": "restriction_form", "take": "take_form"}.get(act, "redaction_form")]
    if not form.is_valid():
        return False
    actor, now = request.user, timezone.now()
    try:
        if act == "restrict":
            custody.restrict(item=item, actor=actor, at=now, ground=form.cleaned_data["ground"])
        elif act == "take":
            taken = chats.take_part(item=item, actor=actor, at=now, name=form.cleaned_data["name"])
            messages.success(request, _("Disimpan sebagai bukti %(code)s.") % {"code": taken.code})
        else:
            picture_copies.redact(item=item, actor=actor, at=now, boxes=[form.box()])
    except RuleViolation as refusal:
        form.add_error(None, refusal.shown())
        return False
    return True


def copy(request: SignedIn, pk: int) -> FileAnswer:
    """A preview, a small recording or a redacted copy; redacted copies are for everybody who reads the case."""
    found = open_in_case(request, EvidenceCopy.objects.all(), "item__case", f"evidence copy {pk}", pk=pk)
    if found.kind != EvidenceCopy.Kind.REDACTED and not custody.may_open(found.item, request.user):
        raise Http404
    name = f"{found.item.code}{mimetypes.guess_extension(found.content_type)}"
    return in_parts(request, file_response(found.file, name=name, content_type=found.content_type, shown=True))


def original(request: SignedIn, pk: int) -> FileAnswer:
    """The original, with a reason; refused if its fingerprint has changed."""
    item = open_in_case(request, EvidenceItem.objects.all(), "case", f"evidence {pk}", is_noted=False, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not item.file:
        if form.errors:
            messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("evidence", pk)
    try:
        entry = custody.hand_out(item=item, actor=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        return redirect("evidence", pk)
    if entry.kind in DAMAGED:
        return render(request, "evidence/evidence_changed.html", {"item": item}, status=409)
    return file_response(item.file, name=item.original_name or item.code, content_type=item.content_type)


def _packed(request: SignedIn, case: Case, reason: str) -> "IO[bytes] | None":
    """The archive; None after it was laid before those who may confirm it. Raises RuleViolation."""
    now = timezone.now()
    try:
        return evidence_package.pack(case=case, actor=request.user, at=now, reason=reason)
    except NeedsSecond as need:
        propose(need, actor=request.user, at=now)
        return None


@costly
def package(request: SignedIn, number: str) -> FileAnswer:
    """An archive of the whole case that can be verified without this application."""
    case = open_case(request, number, "form evidence package")
    now = timezone.now()
    granted = confirmed_reason(PendingAct.Kind.EXPORT, actor=request.user, at=now, of=case)
    form = ReasonForm(request.POST or None, initial={"reason": granted})
    if request.method == "POST" and form.is_valid():
        try:
            archive = _packed(request, case, form.cleaned_data["reason"])
            if archive is None:
                return redirect("confirmations")
        except RuleViolation as refusal:
            form.add_error(None, refusal.shown())
        else:
            return sandboxed(FileResponse(archive, as_attachment=True, filename=f"bukti-{case.number}.zip"))
    return render(request, "evidence/package.html", {"case": case, "form": form}, status=422 if form.errors else 200)
