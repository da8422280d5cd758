"""Opening a government: on an empty installation by a signed link, later by the operator."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.accounts.views.desk import MAIL_FAILS, NO_MAIL
from cases.organisation import founding
from cases.organisation.forms.founding import FirstRunForm, FoundingForm
from cases.procedure.refusals import RuleViolation
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


@login_not_required
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """The first government and administrator of an empty installation, who is signed in at once."""
    if not founding.opens(token):
        return render(request, "organisation/setup_closed.html", {"is_empty": founding.is_empty()}, status=404)
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        administrator = form.administrator()
        try:
            founding.found(
                form.government(),
                administrator,
                password=form.cleaned_data["password"],
                request=request,
                at=timezone.now(),
            )
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, administrator)
            return redirect("organisation")
    return render(request, "organisation/setup.html", {"form": form}, status=422 if form.errors else 200)


@idempotent
def another(request: SignedIn) -> HttpResponse:
    """A further government, opened by the operator; its administrator gets an invitation."""
    if not request.user.is_operator:
        raise Http404
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        administrator = form.administrator()
        try:
            founding.open_another(
                form.government(), administrator, actor=request.user, request=request, at=timezone.now()
            )
        except MAIL_FAILS:
            form.add_error("email", NO_MAIL)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Undangan dikirim ke %(mail)s.") % {"mail": administrator.email})
            return redirect("organisation")
    return render(request, "organisation/open.html", {"form": form}, status=422 if form.errors else 200)
