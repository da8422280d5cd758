"""Pages that upload and download signed copies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.forms.signed_copies import SignedCopyForm
from cases.letters.signed_copies import LIMIT, add_signed_copy
from cases.models import Letter, SignedCopy
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import FileAnswer, file_name, stored_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.reading import note_case, note_employee, open_in_case
from cases.web.signed_in import SignedIn


@takes_files(most=LIMIT, right=Right.EXAMINE)
@idempotent
def of_letter(request: SignedIn, pk: int) -> HttpResponse:
    """The signed copies of a letter, and the form for the next one."""
    letters = Letter.objects.select_related("case__agency", "respondent")
    letter = open_in_case(request, letters, "case", f"signed copies of letter {pk}", pk=pk)
    form = SignedCopyForm(request.POST or None, request.FILES or None) if may(request.user, Right.EXAMINE) else None
    if form and form.is_valid():
        try:
            add_signed_copy(letter=letter, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Salinan bertanda tangan surat %(n)s tersimpan.") % {"n": letter.number})
            return redirect("letter-signed", pk)
    context = {
        "form": form, "paper": letter, "zone": letter.case, "copies": letter.signed_copies.select_related("added_by"),
        "back": reverse("case-letters", args=[letter.case.number]), "back_to": f"{_('Surat')} {letter.case.number}",
    }  # fmt: skip
    return render(request, "letters/signed.html", context, status=422 if form and form.errors else 200)


def file(request: SignedIn, pk: int) -> FileAnswer:
    """A signed copy as it was uploaded; the reading is logged for its case or person."""
    related = ("letter__case", "minutes__hearing__respondent__case", "clearance__employee")
    copy = get_object_or_404(SignedCopy.objects.visible_to(request.user).select_related(*related), pk=pk)
    what = f"signed copy {pk}"
    if copy.case is not None:
        note_case(request, copy.case, what)
    elif copy.clearance is not None:
        note_employee(request, copy.clearance.employee, what)
    name = file_name(copy.paper.number, "ttd", str(copy.pk), suffix=".pdf")
    return stored_file(request, copy.file, sha256=copy.sha256, name=name, shown=True)
