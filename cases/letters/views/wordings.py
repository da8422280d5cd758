"""Pages of the forms of letters: wording in use, versions, and a government's own version."""

import dataclasses

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.drafting import compose
from cases.letters.forms.letters import WordingForm
from cases.letters.wordings import Wording, check_wording, revise_wording, wording_of
from cases.models import Agency, LetterTemplate
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import PDF, generated_file
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from lib.documents import pdf
from lib.documents.document import Document
from lib.documents.field_names import FIELDS
from regulations.models import LetterWording


def listing(request: SignedIn) -> HttpResponse:
    """Every form in force, with the version that this government uses."""
    government = request.user.government
    if government is None:
        raise Http404
    own = {row.code: row for row in LetterTemplate.objects.filter(government=government).order_by("version")}
    rows = [
        (form, own.get(form.code))
        for form in LetterWording.objects.with_form().in_force(request.user.local_date(timezone.now()))
    ]
    rights = {"sets_heads": Right.SET_LETTERHEAD, "reads_agenda": Right.READ_AGENDA}
    context = {"rows": rows} | {name: may(request.user, right) for name, right in rights.items()}
    return render(request, "letters/forms.html", context)


@idempotent
def detail(request: SignedIn, code: str) -> HttpResponse:
    """One form: its wording beside a preview; BKPSDM may write the next version."""
    government, now = request.user.government, timezone.now()
    if government is None:
        raise Http404
    form_row = get_object_or_404(LetterWording.objects.with_form().in_force(request.user.local_date(now)), code=code)
    used = wording_of(government, code, request.user.local_date(now))
    initial = {"title": used.title, "text": used.text, "version": used.version}
    form = WordingForm(request.POST or None, initial=initial)
    if form.is_valid():
        if "preview" in request.POST:
            used = _tried(form, used)
        elif _saved(request, form, code):
            return redirect("letter-form", code)
    sample = _sample(request, used)
    if "pdf" in request.GET:
        return generated_file(pdf.render(sample, at=now), PDF, f"{form_row.slug}.pdf")
    context = {
        "form_row": form_row, "form": form, "used": used, "preview": sample,
        "versions": LetterTemplate.objects.filter(government=government, code=code).select_related("made_by"),
        "fields": FIELDS.items(), "may_write": may(request.user, Right.WORD_LETTERS),
    }  # fmt: skip
    return render(request, "letters/form.html", context, status=422 if form.errors else 200)


def _saved(request: SignedIn, form: WordingForm, code: str) -> bool:
    try:
        saved = revise_wording(
            government=request.user.own_government,
            actor=request.user,
            at=timezone.now(),
            code=code,
            **form.cleaned_data,
        )
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return False
    messages.success(request, _("Versi %(version)d tersimpan.") % {"version": saved.version})
    return True


def _tried(form: WordingForm, used: Wording) -> Wording:
    """The typed wording if it is valid; otherwise the one in use, and the form shows the error."""
    title, text = form.cleaned_data["title"], form.cleaned_data["text"]
    try:
        check_wording(title, text)
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return used
    return dataclasses.replace(used, title=title, text=text)


def _sample(request: SignedIn, used: Wording) -> Document:
    """A sample of the form with the names of the fields in their places."""
    office = request.user.agency or Agency.objects.filter(government=request.user.government).first()
    if office is None:
        raise Http404
    data = {name: f"‹{FIELDS[name].label}›" for name in used.fields if not FIELDS[name].is_block}
    return compose(used=used, data=data, office=office, on=request.user.local_date(timezone.now()))
