"""The page of the person concerned: no account, no cookie; code and second factor are sent with every form.

Like the pages for citizens it has no CSRF token, and no secret in an address (decisions 25 and 85).
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import PersonalAccess
from cases.personal_data import access as codes
from cases.personal_data import answers, own_page
from cases.personal_data.forms.own_page import DataRequestForm, KeyForm, OwnAnswerForm
from cases.procedure.refusals import RuleViolation
from cases.reports.forms.citizen_page import LARGEST_REQUEST
from cases.reports.views.citizen_page import for_everybody
from cases.web import limits
from cases.web.file_responses import FileAnswer, file_name, stored_file
from cases.web.file_senders import takes_files
from cases.web.forms.fields import SUBMISSION
from cases.web.keys import key_of
from cases.web.rate_limit import HOUR, is_too_often


@takes_files(most=LARGEST_REQUEST, anonymous=True)
@for_everybody
def own(request: HttpRequest) -> FileAnswer:
    """Ask for the code; with it and the last digits of the number, the page, a letter, or what was sent on it."""
    if request.method != "POST":
        return render(request, "personal_data/own/code.html", {"form": KeyForm()})
    if is_too_often(request, "own-page", most=limits.CODES.most, within=HOUR):
        return render(request, "429.html", status=429)
    form = KeyForm(request.POST)
    access = codes.open_with(**form.cleaned_data, at=timezone.now()) if form.is_valid() else None
    if access is None:
        if form.is_valid():
            form.add_error(None, _("Kode atau nomor tidak cocok, atau kodenya sudah berakhir. Mintalah kode baru."))
        return render(request, "personal_data/own/code.html", {"form": form}, status=422)
    match request.POST.get("act"):
        case "letter":
            return _letter(request, access)
        case "answer":
            return _sent(request, access, OwnAnswerForm(request.POST, request.FILES), answers.answer_clarification)
        case "ask":
            return _sent(request, access, DataRequestForm(request.POST), answers.ask)
    return _page(request, access)


def _letter(request: HttpRequest, access: PersonalAccess) -> FileAnswer:
    """One of the letters on the page. Raises Http404."""
    key = key_of(request.POST.get("letter", ""))
    letter = own_page.letters_of(access.respondent).filter(pk=key).first() if key is not None else None
    if letter is None:
        raise Http404
    name = file_name(letter.title, letter.number, suffix=".pdf")
    return stored_file(request, letter.file, sha256=letter.sha256, name=name)


def _sent(request: HttpRequest, access: PersonalAccess, form: Any, service: Any) -> HttpResponse:
    """Carry out what was sent; a refused form keeps what was typed."""
    if is_too_often(request, "own-message", most=limits.MESSAGES.most, within=HOUR):
        return render(request, "429.html", status=429)
    if form.is_valid():
        try:
            service(access=access, at=timezone.now(), **form.keywords())
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            return _page(request, access, was_sent=True)
    return _page(request, access, form)


def _page(request: HttpRequest, access: PersonalAccess, form: Any = None, *, was_sent: bool = False) -> HttpResponse:
    after = request.POST.get("after", "")
    context = own_page.shown(access, after) | {
        "form": form,
        "answer": form if isinstance(form, OwnAnswerForm) else OwnAnswerForm(),
        "ask": form if isinstance(form, DataRequestForm) else DataRequestForm(),
        "was_sent": was_sent,
        "is_later_page": bool(after),
        "access": access,
        "code": request.POST["code"],
        "digits": request.POST["digits"],
        "key": request.POST.get(SUBMISSION, "") if form is not None else uuid.uuid4(),
    }
    return render(request, "personal_data/own/page.html", context, status=422 if form is not None else 200)
