"""The page that shows which rules bound a person on a day, and why."""

import dataclasses
import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Employment, Registration, binding_on
from cases.register.forms.in_force import InForceForm
from cases.web.signed_in import SignedIn
from regulations.models import Regulation, StaffCategory


@dataclasses.dataclass(frozen=True)
class Binding:
    """A regulation and the reasons why it bound this person."""

    regulation: Regulation
    reasons: list[str]


def in_force(request: SignedIn) -> HttpResponse:
    """A query by POST, so that the address contains no name; it changes nothing."""
    today = request.user.local_date(timezone.now())
    form = InForceForm(request.POST or None, user=request.user, today=today, initial={"on": today})
    context: dict[str, object] = {"form": form, "today": today}
    if request.method == "POST" and form.is_valid():
        person, day = form.cleaned_data["person"], form.cleaned_data["on"]
        employment = person.employment_on(day)
        context |= {"person": person, "day": day, "employment": employment}
        if employment is not None:
            context |= _answer(employment, day)
    return render(request, "register/in_force.html", context, status=422 if form.errors else 200)


def _answer(employment: Employment, day: dt.date) -> dict[str, object]:
    rows = list(binding_on(day, employment).with_end().order_by("-in_force_from", "slug"))
    entered = Registration.objects.filter(pk__in=[row.pk for row in rows]).prefetch_related("agencies")
    agencies = {circular.pk: [agency.name for agency in circular.agencies.all()] for circular in entered}
    found = [Binding(row, _reasons(row, employment, agencies.get(row.pk, []))) for row in rows]
    local = [rule for rule in found if rule.regulation.kind in Regulation.CIRCULARS]
    return {
        "sections": [
            (_("Surat edaran dan imbauan"), local),
            (_("Peraturan"), [rule for rule in found if rule not in local]),
        ],
        "was_employed": employment.starts_on <= day and (employment.ends_on is None or day <= employment.ends_on),
    }


def _reasons(row: Regulation, employment: Employment, agencies: list[str]) -> list[str]:
    labels = [str(StaffCategory(code).label) for code in row.scope_categories]
    category = employment.get_category_display()
    return [
        _("%(category)s termasuk yang dituju: %(all)s.") % {"category": category, "all": ", ".join(labels)}
        if labels
        else _("Berlaku bagi semua pegawai."),
        _("Peraturan %(region)s.") % {"region": row.region} if row.region else _("Berlaku nasional."),
        *([_("Unitnya termasuk: %(agencies)s.") % {"agencies": ", ".join(agencies)}] if agencies else []),
        *([_("Naskahnya menyebut lingkup: %(scope)s.") % {"scope": row.scope_text}] if row.scope_text else []),
    ]
