"""The overview of the settings, and the government itself."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.models import Government
from cases.organisation.forms.agencies import GovernmentForm
from cases.organisation.log import record_change
from cases.organisation.readiness import steps
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


def own_government(request: SignedIn) -> Government:
    """The government whose settings the account may change. Raises Http404 for everybody else."""
    if not may(request.user, Right.MANAGE_ORGANISATION) or request.user.government is None:
        raise Http404
    return request.user.government


def dated(request: SignedIn) -> dict[str, Any]:
    """The arguments of forms with typed days."""
    return {"today": request.user.local_date(timezone.now()), "zone": request.user.zone}


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """What is set up and what is lacking; for the operator, the governments of the installation."""
    user = request.user
    if may(user, Right.MANAGE_ACCOUNTS) and user.government is None:
        return render(request, "organisation/installation.html", {"governments": Government.objects.all()})
    listed = steps(own_government(request), user, user.local_date(timezone.now()))
    context = {"steps": listed, "lacking": sum(bool(step.lacks) for step in listed)}
    return render(request, "organisation/overview.html", context)


@idempotent
def government(request: SignedIn) -> HttpResponse:
    """Name, working week, page for citizens and second factor of the government."""
    form = GovernmentForm(request.POST or None, instance=own_government(request), **dated(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            record_change(request.user, form.save(), ", ".join(form.changed_data))
        messages.success(request, _("Pengaturan pemerintah daerah disimpan."))
        return redirect("organisation")
    return render(request, "organisation/government.html", {"form": form}, status=422 if form.errors else 200)
