"""Pages that enter and correct circulars, and their files."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.evidence.file_types import LARGEST_PDF
from cases.models import Registration, RegulationDocument, User, regulations_visible_to
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right
from cases.register import circulars
from cases.register.circulars import keeps_register
from cases.register.forms.circulars import CircularForm, CorrectionForm, DocumentForm
from cases.web.file_responses import FileAnswer, stored_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


@takes_files(most=LARGEST_PDF, right=Right.KEEP_REGISTER)
@idempotent
def new(request: SignedIn) -> HttpResponse:
    """Enter a circular, with or without a number, with or without its PDF."""
    user, now = _keeper(request), timezone.now()
    form = CircularForm(request.POST or None, request.FILES or None, user=user, **_clock(user, now))
    if request.method == "POST" and form.is_valid():
        given = {"upload": form.cleaned_data["document"], "caused_by": form.cleaned_data.get("caused_by")}
        try:
            row = circulars.enter_circular(
                actor=user, at=now, on=user.local_date(now), circular=form.circular(), **given
            )
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tersimpan dalam register."))
            return redirect("regulation", row.slug)
    return render(request, "register/enter.html", {"form": form}, status=422 if form.errors else 200)


@idempotent
def correct(request: SignedIn, slug: str) -> HttpResponse:
    """Correct a circular of the own government; the register keeps the old text."""
    user, now = _keeper(request), timezone.now()
    own = Registration.objects.filter(government=user.own_government).select_related("regulation")
    registration = get_object_or_404(own, pk=slug)
    form = CorrectionForm(request.POST or None, user=user, registration=registration, **_clock(user, now))
    if request.method == "POST" and form.is_valid():
        try:
            circulars.correct_circular(
                regulation=registration.regulation,
                circular=form.circular(),
                actor=user,
                at=now,
                on=user.local_date(now),
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
            )
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Perbaikan tersimpan."))
            return redirect("regulation", slug)
    context = {"form": form, "regulation": registration.regulation}
    return render(request, "register/enter.html", context, status=422 if form.errors else 200)


@takes_files(most=LARGEST_PDF, right=Right.KEEP_REGISTER)
@idempotent
def attach(request: SignedIn, slug: str) -> HttpResponse:
    """Add the PDF of a regulation that the account may read."""
    user = _keeper(request)
    regulation = get_object_or_404(regulations_visible_to(user), slug=slug)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["document"]
        try:
            circulars.attach_document(regulation=regulation, actor=user, at=timezone.now(), upload=upload)
        except RuleViolation as refusal:
            form.add_error("document", str(refusal))
        else:
            messages.success(request, _("Naskah tersimpan."))
            return redirect("regulation", slug)
    context = {"form": form, "regulation": regulation}
    return render(request, "register/attach.html", context, status=422 if form.errors else 200)


def document(request: SignedIn, pk: int) -> FileAnswer:
    """The stored PDF, for accounts of the government that filed it."""
    item = get_object_or_404(RegulationDocument, pk=pk, government_id=request.user.government_id)
    return stored_file(request, item.file, sha256=item.sha256, name=item.original_name, content_type=item.content_type)


def _keeper(request: SignedIn) -> User:
    if not keeps_register(request.user):
        raise PermissionDenied
    return request.user


def _clock(user: User, now: dt.datetime) -> dict[str, object]:
    return {"today": user.local_date(now), "zone": user.zone}
