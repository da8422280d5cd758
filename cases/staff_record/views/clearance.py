"""Clearance letters: issued, downloaded, withdrawn; and the public page that verifies one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.letters.forms.signed_copies import SignedCopyForm
from cases.letters.signed_copies import LIMIT
from cases.models import ClearanceLetter, Employee
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.staff_record import clearance
from cases.staff_record import national_history as siasn
from cases.staff_record.forms import LARGEST_SHEET, ClearanceForm, HistoryForm, WithdrawForm
from cases.staff_record.views.record import open_with
from cases.web.file_responses import FileAnswer, carried, file_name, stored_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.rate_limit import is_too_often
from cases.web.reading import open_employee
from cases.web.signed_in import SignedIn
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading

MOST_SHOWN = 100  # refused rows on the page; the file holds all


@idempotent
def issue(request: SignedIn, pk: int) -> HttpResponse:
    """Issue a letter for a person, or show what prevents it."""
    _personnel_only(request)
    person = open_employee(request, Employee.objects.visible_to(request.user), "form clearance", pk=pk)
    now = timezone.now()
    form = ClearanceForm(request.POST or None)
    if form.is_valid():
        try:
            letter = clearance.issue(employee=person, actor=request.user, at=now, **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            open_with(request, person, _("Surat keterangan %(number)s") % {"number": letter.number}, now)
            messages.success(request, _("Surat %(number)s terbit.") % {"number": letter.number})
            return redirect("person", pk)
    is_walled = clearance.is_closed_to(request.user, person)
    is_examined = not is_walled and clearance.is_under_examination(person) and request.user.employee_id != person.pk
    context = {"form": form, "person": person, "is_examined": is_examined, "is_walled": is_walled}
    return render(request, "staff_record/clearance.html", context, status=422 if form.errors else 200)


def download(request: SignedIn, pk: int) -> FileAnswer:
    """The PDF as it was issued; the download is logged."""
    letters = ClearanceLetter.objects.visible_to(request.user)
    letter = open_employee(request, letters, "clearance", path="employee", pk=pk)
    return stored_file(request, letter.file, sha256=letter.sha256, name=file_name(letter.number, suffix=".pdf"))


@idempotent
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw a letter, with the reason."""
    _personnel_only(request)
    letters = ClearanceLetter.objects.visible_to(request.user).select_related("employee")
    letter = open_employee(request, letters, "form clearance", path="employee", pk=pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            clearance.withdraw(letter=letter, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Surat %(number)s ditarik.") % {"number": letter.number})
            return redirect("person", letter.employee_id)
    context = {"form": form, "letter": letter}
    return render(request, "staff_record/clearance_withdraw.html", context, status=422 if form.errors else 200)


@takes_files(most=LIMIT, right=Right.ISSUE_CLEARANCE)
@idempotent
def signed(request: SignedIn, pk: int) -> HttpResponse:
    """The signed copies of a letter, and the form for the next one."""
    _personnel_only(request)
    letters = ClearanceLetter.objects.visible_to(request.user).select_related("employee")
    letter = open_employee(request, letters, "clearance signed", path="employee", pk=pk)
    form = SignedCopyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            clearance.add_signed_copy(letter=letter, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Salinan bertanda tangan surat %(n)s tersimpan.") % {"n": letter.number})
            return redirect("clearance-signed", pk)
    context = {
        "form": form, "paper": letter, "zone": request.user, "copies": letter.signed_copies.select_related("added_by"),
        "back": reverse("person", args=[letter.employee_id]), "back_to": letter.employee.name,
    }  # fmt: skip
    return render(request, "letters/signed.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def verify(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Whether a letter is genuine and valid. Shows nothing of the person and sets no cookie."""
    if is_too_often(request, "verify"):
        return render(request, "429.html", status=429)
    letter = ClearanceLetter.objects.filter(code=code).select_related("government", "employee").first()
    if letter is None:
        return render(request, "staff_record/verify/unknown.html", status=404)
    today = letter.issued_by.local_date(timezone.now())
    return render(
        request, "staff_record/verify/letter.html", {"letter": letter, "state": clearance.state_of(letter, today)}
    )


@takes_files(most=LARGEST_SHEET, right=Right.IMPORT_SANCTIONS)
def import_history(request: SignedIn) -> HttpResponse:
    """Import past sanctions from the national system. The numbers of the decrees make a repeated upload harmless."""
    _personnel_only(request)
    form = HistoryForm(request.POST or None, request.FILES or None)
    outcome: siasn.Outcome | None = None
    reading = Reading()
    if form.is_valid():
        try:
            file = form.cleaned_data["file"].file
            outcome = siasn.import_history(actor=request.user, at=timezone.now(), file=file, reading=reading)
        except (RuleViolation, SheetError) as why:
            form.add_error("file", str(why))
    problems = outcome.problems if outcome else []
    context = {
        "form": form, "outcome": outcome, "problems": problems[:MOST_SHOWN], "headings": siasn.HEADINGS,
        "reading": reading, "refused": carried(outcome.rejects()) if outcome and problems else "",
    }  # fmt: skip
    return render(request, "staff_record/history.html", context, status=422 if form.errors else 200)


def _personnel_only(request: SignedIn) -> None:
    if not may(request.user, Right.ISSUE_CLEARANCE):
        raise Http404
