"""The minutes of a hearing: versions, files, and acts on them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.signed_copies import LIMIT
from cases.minutes import forms, signing
from cases.minutes import versions as services
from cases.minutes.blank_minutes import blank_minutes
from cases.minutes.blank_statement import blank_statement
from cases.models import Act, Hearing, Minutes
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.file_responses import PDF, WORD, FileAnswer, generated_file, stored_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.reading import open_in_case, open_path
from cases.web.signed_in import SignedIn
from lib.documents import pdf, word
from lib.documents.document import Document

VERBS: dict[str, tuple[Act, type[forms.MinutesForm], Callable[..., object]]] = {
    "freeze": (Act.FREEZE_MINUTES, forms.FreezeForm, services.freeze_minutes),
    "correct": (Act.CORRECT_MINUTES, forms.CorrectForm, services.correct_minutes),
    "sign": (Act.SIGN_MINUTES, forms.SignForm, signing.sign_minutes),
    "refuse": (Act.REFUSE_SIGNATURE, forms.RefuseForm, signing.refuse_to_sign),
    "add": (Act.ADD_TO_MINUTES, forms.AddForm, signing.add_to_minutes),
    "hand-over": (Act.HAND_OVER_MINUTES, forms.HandOverForm, signing.hand_over_minutes),
    "copy": (Act.ADD_SIGNED_COPY, forms.CopyForm, signing.add_signed_copy),
}


def overview(request: SignedIn, pk: int) -> HttpResponse:
    """Every version with its fingerprint, signatures and refusals, additions, and the possible acts."""
    hearing = _hearing(request, pk, "minutes")
    versions = list(
        hearing.minutes.select_related("frozen_by", "hand_over").prefetch_related(
            "signatures", "addenda", "signed_copies"
        )
    )
    current = versions[-1] if versions else None
    done = {signature.name: signature for signature in current.signatures.all()} if current else {}
    context = {
        "hearing": hearing, "case": hearing.respondent.case, "versions": versions[::-1], "current": current,
        "parties": [(name, done.get(name)) for name in current.parties] if current else [],
        "verbs": [(verb, VERBS[verb][0].label) for verb in _open_to(request, current, len(done))],
    }  # fmt: skip
    return render(request, "minutes/overview.html", context)


def _open_to(request: SignedIn, current: Minutes | None, signed: int) -> list[str]:
    """The possible acts: freeze first; correct until somebody signed; then only add."""
    if not may(request.user, Right.EXAMINE):
        return []
    if current is None:
        return ["freeze"]
    waiting = ["sign", "refuse"] if signed < len(current.parties) else []
    given = [] if current.is_handed_over else ["hand-over"]
    return [*waiting, "add" if signed else "correct", "copy", *given]


@takes_files(most=LIMIT, right=Right.EXAMINE)
@idempotent
def change(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """One act on the minutes; an error is shown on the form, which keeps what was typed."""
    if verb not in VERBS:
        raise Http404
    act, form_class, service = VERBS[verb]
    hearing = _hearing(request, pk, f"form minutes {verb}")
    current = hearing.minutes.prefetch_related("signatures").order_by("version").last()
    form = form_class(request.POST or None, request.FILES or None, hearing=hearing, minutes=current)
    if form.is_valid():
        try:
            service(hearing=hearing, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Tersimpan: %(act)s.") % {"act": act.label})
            return redirect("minutes", pk)
    context = {"hearing": hearing, "case": hearing.respondent.case, "form": form, "act": act}
    return render(request, "minutes/change.html", context, status=422 if form.errors else 200)


def file(request: SignedIn, pk: int, kind: str) -> FileAnswer:
    """A version as PDF with its fingerprint, as an editable Word file, or the sheet of its signatures."""
    related, what = Minutes.objects.select_related("hearing__respondent__agency"), f"minutes {pk} {kind}"
    minutes = open_in_case(request, related, "hearing__respondent__case", what, pk=pk)
    name = f"bap-{minutes.hearing.respondent.case.number}-v{minutes.version}"
    if kind == "pdf":
        return stored_file(request, minutes.file, sha256=minutes.file_sha256, name=f"{name}.pdf", shown=True)
    if kind == "word":
        return generated_file(
            word.render(Document.from_data(minutes.document), at=minutes.frozen_at), WORD, f"{name}.docx"
        )
    if kind == "sheet":
        return generated_file(
            pdf.render(signing.signing_sheet(minutes), at=timezone.now()), PDF, f"{name}-penandatanganan.pdf"
        )
    raise Http404


@costly
def blank(request: SignedIn, pk: int) -> HttpResponse:
    """A form to fill in by hand, for a room without electricity, with the person's data and the usual questions."""
    respondent, now = open_path(request, pk, "blank minutes"), timezone.now()
    document = blank_minutes(respondent=respondent, author=request.user, on=respondent.agency.local_date(now))
    return generated_file(pdf.render(document, at=now), PDF, f"formulir-bap-{respondent.case.number}.pdf")


def statement(request: SignedIn, pk: int) -> HttpResponse:
    """A statement to sign by hand; the signed paper then becomes evidence of the case."""
    respondent, now = open_path(request, pk, "blank statement"), timezone.now()
    document = blank_statement(respondent=respondent, on=respondent.agency.local_date(now))
    return generated_file(pdf.render(document, at=now), PDF, f"surat-pernyataan-{respondent.case.number}.pdf")


def _hearing(request: SignedIn, pk: int, what: str) -> Hearing:
    related = ("held_by__government", "respondent__case__agency", "respondent__case__government")
    more = ("respondent__employee", "respondent__agency__government")
    return open_in_case(request, Hearing.objects.select_related(*related, *more), "respondent__case", what, pk=pk)
