"""Reading minutes back: one question at a time in large print, and the corrections that the person requests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.minutes.forms import ReadBackForm
from cases.minutes.versions import correct_answer
from cases.models import Hearing, Minutes, Statement
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.reading import open_in_case
from cases.web.signed_in import SignedIn


@idempotent
def read_back(request: SignedIn, pk: int) -> HttpResponse:
    """One line of the record, with links to the next; a correction is added and never overwrites."""
    hearings = Hearing.objects.select_related("respondent__employee", "respondent__agency")
    is_first = "line" not in request.GET  # logged once for each reading, not for each line
    hearing = open_in_case(request, hearings, "respondent__case", "hearing", is_noted=is_first, pk=pk)
    lines = list(hearing.statements.all())
    place = _place(request.GET.get("line", ""), len(lines))
    current = hearing.minutes.order_by("version").last()
    form = _form(request, current)
    if request.method == "POST" and form and form.is_valid() and _corrected(request, hearing, lines[place - 1], form):
        return redirect(f"{reverse('hearing-read', args=[pk])}?line={place}")
    context = {
        "hearing": hearing, "case": hearing.respondent.case, "current": current, "form": form,
        "line": lines[place - 1] if lines else None, "place": place, "last": len(lines),
        "may_freeze": current is None and may(request.user, Right.EXAMINE),
    }  # fmt: skip
    return render(request, "minutes/read.html", context, status=422 if form and form.errors else 200)


def _place(text: str, last: int) -> int:
    """The line number in the address, within the record."""
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _form(request: SignedIn, current: Minutes | None) -> ReadBackForm | None:
    """The form of a correction, between freezing and the first signature."""
    if current is None or not may(request.user, Right.EXAMINE) or current.signatures.exists():
        return None
    return ReadBackForm(request.POST or None, initial={"version": current.version})


def _corrected(request: SignedIn, hearing: Hearing, line: Statement, form: ReadBackForm) -> bool:
    try:
        correct_answer(hearing=hearing, actor=request.user, at=timezone.now(), line=line, **form.cleaned_data)
    except RuleViolation as why:
        form.add_error(None, why.shown())
        return False
    messages.success(request, _("Perbaikan tercatat sebagai versi baru."))
    return True
