"""The field for the violated rule: only rules that bound this person on the day of the event."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.applicable_law.event_day import day_of_event
from cases.models import HoursClaim, Incident, IncidentDate, Respondent
from cases.web.forms.act_form import doubted, line, long_text
from cases.web.forms.case_form import CaseForm
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import MomentField, TimedField
from cases.web.forms.incident_dates import NOT_IN_FUTURE, dated
from regulations.models import Provision
from regulations.models.provision import ProvisionQuerySet


class ProvisionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no argument at run time
    """A rule, shown with regulation, article and wording."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label": _("Ketentuan yang diduga dilanggar")} | kwargs)

    def label_from_instance(self, provision: Provision) -> str:
        text = f"{provision.regulation.number or provision.regulation.title}, {provision.article}: {provision.text}"
        text = text if len(text) <= 140 else f"{text[:139]}…"
        if ended := provision.in_force_until:
            text = f"{text} ({_('sampai')} {ended:%d/%m/%Y})"
        return doubted(text, provision)


def chargeable(respondent: Respondent, day: dt.date | None = None) -> "QuerySet[Provision]":
    """The rules for an act of this day, otherwise of the day of the event: in force then by the region's readings, for
    this category."""
    return _open_to(respondent, Provision.objects.in_force(day or day_of_event(respondent.case)), day)


def allegeable(respondent: Respondent) -> "QuerySet[Provision]":
    """The same with the rules that had ended by the day of the event: an act of an earlier day is judged by them."""
    begun = Provision.objects.filter(in_force_from__lte=day_of_event(respondent.case))
    return _open_to(respondent, begun).order_by(F("in_force_until").desc(nulls_first=True), "slug")


def _open_to(respondent: Respondent, rules: "ProvisionQuerySet", day: dt.date | None = None) -> "QuerySet[Provision]":
    day, region = day or day_of_event(respondent.case), respondent.case.government.region
    open_then = rules.as_read(day, region).filter(use=Provision.Use.CHARGE).of_region(region, day)
    return open_then.for_category(respondent.category).select_related("regulation")


class DateForm(CaseForm):
    kind = forms.ChoiceField(label=_("Waktu yang mana"), choices=IncidentDate.Kind)
    known = MomentField(label=_("Waktunya"), required=False, help_text=_("Mis. 27/3/2026 14.05 atau 27 Maret 2026."))
    is_estimate = forms.BooleanField(label=_("Perkiraan"), required=False)
    after = MomentField(label=_("Paling awal"), required=False, help_text=_("Bila hanya batasnya yang diketahui."))
    before = MomentField(label=_("Paling akhir"), required=False)
    source = line(_("Sumber"), 300)
    reason = long_text(_("Alasan dicatat atau diperbaiki sekarang"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data["known"]) == bool(data["after"] or data["before"]):
            self.add_error("known", _("Isi waktunya, atau batasnya; tidak keduanya."))
        for name in ("known", "after", "before"):
            if (moment := data.get(name)) and moment.earliest_at > self.now:
                self.add_error(name, NOT_IN_FUTURE)
        if (after := data.get("after")) and (before := data.get("before")) and before.latest_at < after.earliest_at:
            self.add_error("before", _("Batas akhir tidak boleh sebelum batas awal."))
        return data

    def keywords(self) -> dict[str, Any]:
        data = self.cleaned_data
        date = dated(data["kind"], data["known"], data["is_estimate"], data["after"], data["before"], data["source"])
        return {"date": date, "reason": data["reason"]}


def said_within_hours() -> forms.TypedChoiceField:
    """Whether somebody says that it happened in working hours; None where nothing is said of it."""
    return forms.TypedChoiceField(
        label=_("Menyebut dalam jam kerja"),
        choices=[("", _("Tidak menyebut")), ("yes", _("Ya")), ("no", _("Tidak"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )


class ClaimForm(CaseForm):
    incident = forms.ModelChoiceField(Incident.objects.none(), label=_("Kejadian"), empty_label=None)
    claimed_by = line(_("Menurut siapa"), 160)
    claimed_at = TimedField(label=_("Waktu menurutnya"), required=False, help_text=_("Mis. 26/8/2022 15.00."))
    within_hours = said_within_hours()
    source = line(_("Sumber"), 300)

    def add_fields(self) -> None:
        incidents = self.case.incidents.select_related("agency", "case")
        set_rows(self, "incident", incidents)
        if len(incidents) == 1:
            self.fields["incident"].required = False
            self.fields["incident"].widget = forms.HiddenInput()
            self.fields["incident"].initial = incidents[0].pk

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and data["claimed_at"] is None and data["within_hours"] is None:
            self.add_error("claimed_at", _("Isi waktunya, atau apakah ia menyebut dalam jam kerja."))
        return data

    def keywords(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        incident = data.pop("incident") or self.case.incidents.select_related("agency", "case").first()
        return {"incident": incident, "claim": HoursClaim(**data)}
