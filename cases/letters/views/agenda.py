"""The page of the agenda of letters, laid out for printing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.letters.agenda import agenda, explain_gap, registers
from cases.letters.forms.agenda import GapForm
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


@idempotent
def page(request: SignedIn) -> HttpResponse:
    """One register of letter numbers, with its gaps; BKPSDM says why a number has no paper."""
    if not may(request.user, Right.READ_AGENDA):
        raise PermissionDenied
    known = registers(request.user.own_government)
    asked = request.GET.get("register", "")
    register = next((row for row in known if str(row.pk) == asked), known[0] if known else None)
    form = GapForm(request.POST or None)
    if register is not None and form.is_valid():
        try:
            explain_gap(register=register, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Sebabnya tercatat."))
            return redirect(f"{reverse('letter-agenda')}?register={register.pk}")
    shown = agenda(register, request.user) if register else None
    context = {"registers": known, "register": register, "agenda": shown, "form": form}
    return render(request, "letters/agenda.html", context, status=422 if form.errors else 200)
