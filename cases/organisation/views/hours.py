"""Pages of working hours: the weeks in force and before, and a new week."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.models import AgencyHours
from cases.organisation import hours
from cases.organisation.forms.hours import WeekForm
from cases.organisation.views.settings import dated, own_government
from cases.procedure.refusals import RuleViolation
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from regulations.models import NationalHours


@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """Every week of the government and of its agencies, the newest first."""
    rows = (
        AgencyHours.objects.filter(government=own_government(request))
        .select_related("agency", "provision__regulation")
        .order_by("agency__path", "-in_force_from", "weekday")
    )
    weeks = [list(days) for _key, days in groupby(rows, key=lambda row: (row.agency_id, row.in_force_from))]
    weeks.sort(key=lambda week: week[0].agency is not None)
    return render(request, "organisation/hours.html", {"weeks": weeks})


@idempotent
def new(request: SignedIn) -> HttpResponse:
    """A week from a day on; the national week is proposed."""
    government, days = own_government(request), dated(request)
    try:
        proposed = hours.national_week(days["today"])
    except NationalHours.DoesNotExist:
        proposed = {}
    form = WeekForm(request.POST or None, government=government, proposed=proposed, **days)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("agency", "in_force_from", "week", "is_shift")}
        try:
            hours.set_week(government=government, actor=request.user, **said)
        except RuleViolation as refusal:
            form.add_error("in_force_from", str(refusal))
        else:
            messages.success(request, _("Jam kerja disimpan."))
            return redirect("organisation-hours")
    return render(request, "organisation/hours_new.html", {"form": form}, status=422 if form.errors else 200)
