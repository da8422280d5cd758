"""Pages of letterheads of a government and its agencies: the one in use, its versions, and the next version."""

import dataclasses
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.drafting import compose
from cases.letters.forms.letterheads import LetterheadForm, initial_of
from cases.letters.letterheads import default_place, revise_letterhead
from cases.letters.wordings import wording_of
from cases.models import Agency, Government, Letterhead
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import PDF, FileAnswer, file_response, generated_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from lib.documents import logos, pdf
from lib.documents.document import Document
from lib.documents.document import Letterhead as Head
from lib.documents.field_names import FIELDS

SAMPLE = "SP-PANGGILAN"


def listing(request: SignedIn) -> HttpResponse:
    """The letterhead of the government, and for every agency its own or that of the government."""
    government = _government(request)
    newest = {row.agency_id: row for row in Letterhead.objects.filter(government=government).order_by("version")}
    agencies = [(agency, newest.get(agency.pk)) for agency in government.agencies.order_by("path")]
    return render(request, "letters/heads.html", {"general": newest.get(None), "agencies": agencies})


@takes_files(most=logos.MOST_BYTES, right=Right.SET_LETTERHEAD)
@idempotent
def detail(request: SignedIn, agency: int | None = None) -> HttpResponse:
    """One letterhead with its versions and a sample letter; saving adds the next version."""
    government = _government(request)
    office = get_object_or_404(Agency, pk=agency, government=government) if agency else None
    versions = list(Letterhead.objects.filter(government=government, agency=office).select_related("made_by"))
    today = request.user.local_date(timezone.now())
    initial = _initial(government, versions[0] if versions else None) | {"in_force_from": today}
    form = LetterheadForm(
        request.POST or None, request.FILES or None, initial=initial, today=today, zone=ZoneInfo(government.time_zone)
    )
    is_tried = form.is_valid() and "preview" in request.POST
    if form.is_valid() and not is_tried and _saved(request, form, government, office):
        return redirect("letterhead", office.pk) if office else redirect("letterhead-general")
    sample = _sample(request, office or request.user.agency or government.agencies.first())
    if "pdf" in request.GET:
        return generated_file(pdf.render(sample, at=timezone.now()), PDF, "contoh-kepala-surat.pdf")
    if is_tried:
        sample = dataclasses.replace(sample, letterhead=_typed(form, sample))
    context = {"government": government, "office": office, "form": form, "versions": versions, "preview": sample}
    return render(request, "letters/head.html", context, status=422 if form.errors else 200)


def logo(request: SignedIn, pk: int) -> FileAnswer:
    """The emblem of one version."""
    row = get_object_or_404(Letterhead.objects.exclude(logo=""), pk=pk, government=_government(request))
    return file_response(row.logo, name=f"lambang-{row.pk}.png", content_type="image/png", shown=True)


def _government(request: SignedIn) -> Government:
    if not may(request.user, Right.SET_LETTERHEAD) or request.user.government is None:
        raise Http404
    return request.user.government


def _initial(government: Government, newest: Letterhead | None) -> dict[str, Any]:
    if newest is not None:
        return initial_of(newest) | {"version": newest.version}
    named = {"government_line": f"Pemerintah {government.name}", "place": default_place(government)}
    return named | {"version": 0, "paper": Letterhead.Paper.F4}


def _saved(request: SignedIn, form: LetterheadForm, government: Government, office: Agency | None) -> bool:
    now = timezone.now()
    try:
        row = revise_letterhead(government=government, agency=office, actor=request.user, at=now, **form.cleaned_data)
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return False
    messages.success(request, _("Versi %(version)d tersimpan.") % {"version": row.version})
    return True


def _sample(request: SignedIn, office: Agency | None) -> Document:
    """A sample summons with the names of the fields in their places."""
    if office is None:
        raise Http404
    on = request.user.local_date(timezone.now())
    used = wording_of(office.government, SAMPLE, on)
    data = {name: f"‹{FIELDS[name].label}›" for name in used.fields if not FIELDS[name].is_block}
    return compose(used=used, data=data, office=office, on=on)


def _typed(form: LetterheadForm, sample: Document) -> Head:
    typed = form.cleaned_data
    office_line = typed["office_line"] or sample.letterhead.agency
    return Head(typed["government_line"], office_line, typed["address"], sample.letterhead.logo)
