"""The page with an account's abbreviations, which expand to sentences in the hearing room."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.hearing_room.forms.snippets import SnippetFormSet, typed_snippets
from cases.hearing_room.snippets import save_snippets, snippets_of
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


@idempotent
def edit(request: SignedIn) -> HttpResponse:
    """All abbreviations on one page; an emptied row is deleted, and an empty page restores the defaults."""
    if not may(request.user, Right.EXAMINE):
        raise Http404
    known = [{"short": short, "text": text} for short, text in snippets_of(request.user)]
    form = SnippetFormSet(request.POST or None, initial=known)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            save_snippets(actor=request.user, snippets=typed_snippets(form))
        except RuleViolation as why:
            refusal = str(why)
        else:
            messages.success(request, _("Singkatan tersimpan."))
            return redirect("snippets")
    wrong = form.is_bound
    context = {"form": form, "refusal": refusal, "wrong": wrong}
    return render(request, "hearing_room/snippets.html", context, status=422 if wrong else 200)
