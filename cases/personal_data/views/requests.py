"""Pages for officers: the code of a person concerned, and the answer to their request."""

import uuid
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cases.models import Act, DataRequest, Respondent
from cases.personal_data import access as codes
from cases.personal_data.forms.requests import AnswerForm
from cases.personal_data.own_page import answer_by
from cases.personal_data.requests import answer_request
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import may_take
from cases.web.forms.fields import SUBMISSION
from cases.web.idempotency import idempotent
from cases.web.reading import open_in_case, open_path
from cases.web.signed_in import SignedIn


def give_code(request: SignedIn, pk: int) -> HttpResponse:
    """The sheet with a new code, shown once and not stored; before it, what became of the last one."""
    path = open_path(request, pk, "form give-access")
    if not may_take(request.user, Act.GIVE_ACCESS):
        raise Http404
    context: dict[str, Any] = {"path": path, "case": path.case, "last": path.accesses.order_by("-pk").first()}
    if request.method == "POST":
        try:
            key = uuid.UUID(request.POST.get(SUBMISSION, ""))
        except ValueError:
            return render(request, "web/form_without_key.html", status=400)
        try:
            code = codes.give_access(respondent=path, actor=request.user, at=timezone.now(), key=key)
        except RuleViolation as why:
            return render(request, "personal_data/give_code.html", context | {"refusal": why}, status=422)
        return render(request, "personal_data/code_sheet.html", context | _sheet(path, code))
    return render(request, "personal_data/give_code.html", context)


def _sheet(path: Respondent, code: str) -> dict[str, Any]:
    address = f"{settings.BASE_URL}{reverse('own-page')}"
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2)
    given = path.accesses.get(ended_at=None)
    return {"code": code, "address": address, "qr": mark_safe(drawn), "expires_on": given.expires_on}  # noqa: S308 - drawn here


@idempotent
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """One request of a person concerned; those who answer for the government answer it here."""
    rows = DataRequest.objects.select_related(
        "respondent__case__agency", "respondent__case__government", "respondent__employee", "answered_by"
    )
    asked = open_in_case(request, rows, "respondent__case", f"data request {pk}", pk=pk)
    may_answer = not asked.outcome and may_take(request.user, Act.ANSWER_DATA_REQUEST)
    form = AnswerForm(request.POST or None) if may_answer else None
    if form is not None and form.is_valid():
        try:
            with transaction.atomic():
                answer_request(request=asked, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Jawaban tersimpan; yang bersangkutan membacanya pada halamannya."))
            return redirect("data-request", pk)
    context = {
        "asked": asked,
        "case": asked.respondent.case,
        "form": form,
        "until": answer_by(asked),
        "rule": asked.clocks.select_related("limit").order_by("pk").first(),
    }
    return render(request, "personal_data/request.html", context, status=422 if form and form.errors else 200)
