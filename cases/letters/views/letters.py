"""Pages of the letters of a case: the list, one letter with preview, a batch, and the public check of a letter."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.approvals import propose_letter
from cases.letters.batches import order_letters
from cases.letters.drafting import draft
from cases.letters.fallen import fallen_letters, withdraw_letter
from cases.letters.forms.letters import ChooseForm, ComposeForm, ReissueForm, WithdrawForm
from cases.letters.issuing import Order, issue_letter, reissue_letter
from cases.letters.records import prepare
from cases.models import Case, Letter, LetterDraft, LetterJob, Respondent
from cases.procedure.refusals import RuleViolation
from cases.web.account_limits import costly
from cases.web.file_responses import PDF, WORD, FileAnswer, file_name, generated_file, stored_file
from cases.web.idempotency import idempotent
from cases.web.rate_limit import is_too_often
from cases.web.reading import PATH, open_case, open_in_case
from cases.web.signed_in import SignedIn
from lib.documents import pdf, word
from lib.documents.document import Document


@costly
@idempotent
def new(request: SignedIn, number: str) -> HttpResponse:
    """The choice of a letter, then its typed fields beside the preview; several people get it in a batch."""
    case, now = open_case(request, number, "form letter"), timezone.now()
    chosen = ChooseForm(request.GET or None, case=case, on=case.agency.local_date(now))
    if not chosen.is_valid():
        is_wrong = chosen.is_bound or request.method == "POST"
        return render(request, "letters/choose.html", {"case": case, "form": chosen}, status=422 if is_wrong else 200)
    respondents = list(_respondents(request, case).filter(pk__in=chosen.cleaned_data["whom"]))
    sent_data = request.POST if request.method == "POST" else None
    form = ComposeForm(sent_data, respondents=respondents, user=request.user, code=chosen.cleaned_data["form"], now=now)
    if sent_data is not None and form.is_valid():
        if drawn := _drawn(request, form, now):
            return drawn
        if "preview" not in sent_data and (made := _issued(request, form)):
            return made
    preview = _draft(form) if not form.errors or form.is_valid() else None
    context = {"case": case, "form": form, "respondents": respondents, "preview": preview}
    return render(request, "letters/compose.html", context, status=422 if form.errors else 200)


def _issued(request: SignedIn, form: ComposeForm) -> HttpResponse | None:
    """Issue, order the batch, or ask for approvals; an error is shown on the form, which keeps what was typed."""
    order = _order(request, form)
    try:
        if len(form.respondents) > 1 and not form.approvers:
            job = order_letters(case=form.case, respondents=form.respondents, code=form.code, **order)
            return redirect("letter-job", job.key)
        number = form.cleaned_data.get("number", "")
        if form.approvers:
            return _proposed(request, form, order, number=number)
        letter = issue_letter(respondent=form.respondents[0], code=form.code, number=number, **order)
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return None
    messages.success(request, _("Surat %(number)s terbit.") % {"number": letter.number})
    return redirect("case-letters", form.case.number)


@transaction.atomic
def _proposed(request: SignedIn, form: ComposeForm, order: Order, **more: Any) -> HttpResponse:
    """Lay the letter of each person before those who approve it."""
    drafts = [propose_letter(respondent=respondent, code=form.code, **order, **more) for respondent in form.respondents]
    names = ", ".join(map(str, form.approvers))
    messages.success(request, _("Konsep diajukan. Menunggu paraf: %(names)s.") % {"names": names})
    if len(drafts) == 1:
        return redirect("letter-draft", drafts[0].key)
    return redirect("case-letters", form.case.number)


@idempotent
def reissue(request: SignedIn, pk: int) -> HttpResponse:
    """Issue a letter again: the corrected fields, the reason, and the number."""
    related = ("form__form", "respondent__case__agency__government", "respondent__case__government")
    more = ("respondent__agency__government", "respondent__employee", "replaced_by", "case")
    letters, now = Letter.objects.select_related(*related, *more), timezone.now()
    letter = open_in_case(request, letters, "case", f"letter {pk}", pk=pk)
    if letter.respondent is None:
        raise Http404
    try:
        form = ReissueForm(
            request.POST or None, letter=letter, respondent=letter.respondent, user=request.user, now=now
        )
    except RuleViolation as why:  # the form is no longer in force
        messages.error(request, why.shown())
        return redirect("case-letters", letter.case.number)
    if form.is_valid():
        if drawn := _drawn(request, form, now):
            return drawn
        if "preview" not in request.POST and (made := _reissued(request, form)):
            return made
    preview = _draft(form) if not form.errors or form.is_valid() else None
    context = {"case": letter.case, "form": form, "respondents": form.respondents, "preview": preview}
    return render(request, "letters/compose.html", context | {"old": letter}, status=422 if form.errors else 200)


def _reissued(request: SignedIn, form: ReissueForm) -> HttpResponse | None:
    order = _order(request, form)
    again = {"reason": form.cleaned_data["reason"], "keeps_number": form.cleaned_data["numbering"] == "keep"}
    try:
        if form.approvers:
            return _proposed(request, form, order, replaces=form.letter, **again)
        letter = reissue_letter(letter=form.letter, **again, **order)
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return None
    messages.success(request, _("Surat %(number)s terbit lagi.") % {"number": letter.number})
    return redirect("case-letters", form.case.number)


def _order(request: SignedIn, form: ComposeForm) -> Order:
    return {
        "actor": request.user,
        "at": timezone.now(),
        "on": form.dated_on,
        "words": form.typed(),
        "may_be_blank": form.cleaned_data["may_be_blank"],
    }


def _drawn(request: SignedIn, form: ComposeForm, now: dt.datetime) -> HttpResponse | None:
    """The draft as a file, stamped and without a number, where that was asked for."""
    if "pdf" in request.POST:
        return generated_file(pdf.render(_draft(form), at=now), PDF, "konsep.pdf")
    if "word" in request.POST:
        return generated_file(word.render(_draft(form), at=now), WORD, "konsep.docx")
    return None


def _draft(form: ComposeForm) -> Document:
    """The draft of the letter for the first of the people."""
    typed = form.typed() if form.is_bound else {}
    initial = {} if form.is_bound else {name: field.initial for name, field in form.fields.items() if field.initial}
    person = form.respondents[0]
    prepared = prepare(person, form.code, form.dated_on)
    return draft(respondent=person, author=form.user, prepared=prepared, words=initial | typed)


def download(request: SignedIn, pk: int) -> FileAnswer:
    """The PDF as it was issued."""
    letter = _letter(request, pk)
    name = file_name(letter.title, letter.number, suffix=".pdf")
    return stored_file(request, letter.file, sha256=letter.sha256, name=name, shown=True)


def as_word(request: SignedIn, pk: int) -> HttpResponse:
    """The letter as an editable Word file; the PDF with its fingerprint remains the reference."""
    letter = _letter(request, pk)
    content = word.render(Document.from_data(letter.content), at=letter.issued_at)
    return generated_file(content, WORD, file_name(letter.title, letter.number, suffix=".docx"))


@idempotent
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw a letter that should not have gone out."""
    related = ("case__agency__government", "respondent__employee", "form__form")
    letter = open_in_case(request, Letter.objects.select_related(*related), "case", f"letter {pk}", pk=pk)
    now = timezone.now()
    form = WithdrawForm(request.POST or None, case=letter.case, now=now)
    if form.is_valid():
        try:
            withdraw_letter(letter=letter, actor=request.user, at=now, **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Surat %(number)s ditarik.") % {"number": letter.number})
            return redirect("case-letters", letter.case.number)
    context = {"letter": letter, "case": letter.case, "form": form}
    return render(request, "letters/withdraw.html", context, status=422 if form.errors else 200)


@login_not_required
def check(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The page of the QR code: number, date and fingerprint for the holder of the letter; no data of the case."""
    if is_too_often(request, "letter-check"):
        return render(request, "429.html", status=429)
    if LetterDraft.objects.filter(key=key).exists():
        return render(request, "letters/check_draft.html")
    related = ("government", "replaced_by", "form__form")
    letter = get_object_or_404(Letter.objects.select_related(*related), key=key)
    fallen = fallen_letters([letter]).get(letter.pk)
    return render(
        request, "letters/check.html", {"letter": letter, "is_replaced": letter.is_replaced, "fallen": fallen}
    )


def job(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """The progress of a batch; the page reloads until all letters are written or refused."""
    jobs = LetterJob.objects.select_related("case__agency", "form__form")
    found = open_in_case(request, jobs, "case", "letter job", key=key)
    items = list(found.items.select_related("letter", "respondent__employee"))
    done = sum(bool(item.letter_id or item.refusal) for item in items)
    context = {"job": found, "case": found.case, "items": items, "done": done, "total": len(items)}
    is_running = done < len(items)
    response = render(request, "letters/job.html", context | {"is_running": is_running})
    if is_running:
        response.headers["Refresh"] = "3"  # seconds; works without script
    return response


def _respondents(request: SignedIn, case: Case) -> Any:
    return Respondent.objects.visible_to(request.user).filter(case=case).select_related(*PATH)


def _letter(request: SignedIn, pk: int) -> Letter:
    return open_in_case(request, Letter.objects.all(), "case", f"letter {pk}", pk=pk)
