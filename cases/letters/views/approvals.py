"""Paraf on the screen: a draft with its approvals, and the order that a government sets."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.approval_chains import set_chain
from cases.letters.approvals import approve_letter, document_of, issue_draft, return_letter
from cases.letters.forms.approvals import ChainForm, ReturnForm, labels, scope_of
from cases.models import ApprovalChain, Government, LetterDraft
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import PDF, WORD, generated_file
from cases.web.idempotency import idempotent
from cases.web.reading import open_in_case
from cases.web.signed_in import SignedIn
from lib.documents import pdf, word


@idempotent
def draft(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """What is laid before the officials: approved, returned or issued here."""
    drafts = LetterDraft.objects.select_related("case__agency", "respondent__employee", "form__form", "made_by")
    found = open_in_case(request, drafts, "case", f"letter draft {key}", key=key)
    document, now = document_of(found), timezone.now()
    if request.GET.get("as") == "pdf":
        return generated_file(pdf.render(document, at=now), PDF, "konsep.pdf")
    if request.GET.get("as") == "word":
        return generated_file(word.render(document, at=now), WORD, "konsep.docx")
    form = ReturnForm(request.POST or None)
    if form.is_valid() and (done := _done(request, found, form)):
        return done
    context = {
        "draft": found, "case": found.case, "document": document, "form": form,
        "approvals": found.approvals.select_related("official"),
        "is_mine": found.waits_for_id == request.user.pk, "may_issue": may(request.user, Right.WRITE_LETTER),
    }  # fmt: skip
    return render(request, "letters/draft.html", context, status=422 if form.errors else 200)


def _done(request: SignedIn, found: LetterDraft, form: ReturnForm) -> HttpResponse | None:
    order: dict[str, Any] = {"draft": found, "actor": request.user, "at": timezone.now()}
    try:
        match request.POST.get("act"):
            case "approve":
                approve_letter(**order)
                message = _("Paraf tercatat.")
            case "return":
                return_letter(**order, reason=form.cleaned_data["reason"])
                message = _("Konsep dikembalikan.")
            case "issue":
                message = _("Surat %(number)s terbit.") % {"number": issue_draft(**order).number}
            case _:
                raise Http404
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return None
    messages.success(request, message)
    return redirect("case-letters", found.case.number)


@idempotent
def chains(request: SignedIn) -> HttpResponse:
    """Who approves which letters; the next version of one order."""
    if not may(request.user, Right.SET_APPROVALS) or request.user.government is None:
        raise Http404
    government = request.user.government
    form = ChainForm(request.POST or None, government=government)
    if form.is_valid():
        try:
            set_chain(government=government, actor=request.user, at=timezone.now(), **form.typed())
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Urutan paraf tersimpan."))
            return redirect("letter-chains")
    context = {"form": form, "chains": _in_force(government)}
    return render(request, "letters/chains.html", context, status=422 if form.errors else 200)


def _in_force(government: Government) -> list[tuple[str, list[str]]]:
    """The newest order of each scope, with the names in their order."""
    newest: dict[str, ApprovalChain] = {}
    for chain in ApprovalChain.objects.filter(government=government).prefetch_related("steps__official"):
        newest.setdefault(scope_of(chain), chain)
    called = labels()
    return [
        (called.get(scope, scope), [str(step.official) for step in chain.steps.all()])
        for scope, chain in newest.items()
    ]
