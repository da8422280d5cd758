"""Akses darurat: an operator opens the cases of a government; its BKPSDM and administrators see it and can end it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cases.accounts import break_glass
from cases.models import Case, Government
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.signed_in import SignedIn

READINGS_SHOWN = 50


class OpenForm(forms.Form):
    """Which government, why, for how long."""

    government = forms.ModelChoiceField(Government.objects.all(), label=gettext_lazy("Pemerintah daerah"))
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Dibaca BKPSDM dan administrator daerah itu, segera."),
        min_length=break_glass.SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Lama (jam)"), min_value=1, max_value=break_glass.MOST_HOURS, initial=1
    )


@idempotent
def openings(request: SignedIn) -> HttpResponse:
    """The openings that the account may know of; for an operator also the form, and the cases that are open now."""
    user = request.user
    if not user.is_operator and not may(user, Right.SEE_BREAK_GLASS):
        raise Http404
    form = OpenForm(request.POST or None) if user.is_operator else None
    if form and request.method == "POST" and form.is_valid():
        try:
            break_glass.break_glass(actor=user, request=request, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.warning(request, _("Kasus terbuka untuk dibaca. Daerah itu sudah diberi tahu."))
            return redirect("break-glass")
    elif not user.is_operator and request.method == "POST":
        raise Http404
    page = keyset(request, break_glass.seen_by(user), ("-opened_at", "-pk"), size=SHORT_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [(opening, break_glass.readings_of(opening)[:READINGS_SHOWN]) for opening in page.rows],
        "cases": Case.objects.visible_to(user).order_by("-opened_at", "-pk")[:SHORT_PAGE] if user.is_operator else [],
        "now": timezone.now(),
    }
    return render(request, "accounts/break_glass.html", context, status=422 if form and form.errors else 200)


@require_POST
@idempotent
def end(request: SignedIn, pk: int) -> HttpResponse:
    """End an opening before its time."""
    opening = get_object_or_404(break_glass.seen_by(request.user), pk=pk)
    break_glass.end(opening=opening, actor=request.user, at=timezone.now())
    messages.success(request, _("Akses darurat diakhiri."))
    return redirect("break-glass")
