"""Filters of the list of rules and circulars."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import DateField, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.web.forms.choices import set_choices
from regulations.models import Regulation, StaffCategory
from regulations.models.regulation import RegulationQuerySet

NATIONAL = "-"


class RegulationSearch(forms.Form):
    q = forms.CharField(
        label=_("Nomor atau kata di dalamnya"),
        required=False,
        max_length=100,
        help_text=_("Juga mencari di ketentuan, sanksi, dan dasar hukum."),
    )
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=[("", _("Semua")), *Regulation.Kind.choices])
    region = forms.ChoiceField(label=_("Daerah"), required=False)
    category = forms.ChoiceField(
        label=_("Berlaku bagi"), required=False, choices=[("", _("Semua")), *StaffCategory.choices]
    )
    on = forms.DateField(
        label=_("Berlaku pada tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": _("mis. 27/3/2026"), "autocomplete": "off"}),
        error_messages={"invalid": _("Tulis tanggal seperti 27/3/2026.")},
    )

    def __init__(self, *args: Any, regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "region", [("", _("Semua")), (NATIONAL, _("Nasional")), *((r, r) for r in regions)])

    def narrow(self, rows: RegulationQuerySet) -> RegulationQuerySet:
        """The rows that match every filled field, best match first, then the latest."""
        given = self.cleaned_data if self.is_valid() else {}
        rows = rows.matching(given.get("q", ""))
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        if given.get("region"):
            rows = rows.filter(region="" if given["region"] == NATIONAL else given["region"])
        if category := given.get("category"):
            rows = rows.filter(Q(scope_categories__contains=[category]) | Q(scope_categories__len=0))
        if isinstance(given.get("on"), dt.date):
            rows = rows.in_force(given["on"])
        day = Coalesce("issued_on", "reported_on", "in_force_from", output_field=DateField())
        best = ["-rank"] if "rank" in rows.query.annotations else []
        return rows.order_by(*best, day.desc(nulls_last=True), "slug")
