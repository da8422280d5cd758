"""The filters of the dashboard: year and agency; and those of its statistics, kept in the address."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.dashboard import periods
from cases.dashboard.periods import Period
from cases.models import Agency, Post
from cases.web.forms.choices import set_choices
from regulations.models import Provision, Route, Severity, StaffCategory

ALL = ("", _("Semua"))


class DashboardFilter(forms.Form):
    """Whole years, because the counters of the overview are read by year."""

    period = forms.ChoiceField(label=_("Tahun"), required=False)
    agency = forms.TypedChoiceField(label=_("Perangkat daerah"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, agencies: list[Agency], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        set_choices(self, "period", self.periods())
        set_choices(self, "agency", [ALL, *((row.pk, row.short_name) for row in agencies)])
        self.initial.setdefault("period", str(today.year))

    def periods(self) -> list[tuple[Any, Any]]:
        return periods.years(self.today)

    def given(self) -> dict[str, Any]:
        """What was chosen; nothing where the form is empty or wrong."""
        return self.cleaned_data if self.is_valid() else {}

    def period_chosen(self) -> Period:
        return periods.read(self.given().get("period", ""), self.today) or Period.of_year(self.today.year)


class StatisticsFilter(DashboardFilter):
    """Every filter of the numbers, also of the page behind each."""

    category = forms.ChoiceField(label=_("Status kepegawaian"), required=False, choices=[ALL, *StaffCategory.choices])
    route = forms.ChoiceField(label=_("Jalur"), required=False, choices=[ALL, *Route.choices])
    platform = forms.ChoiceField(label=_("Platform"), required=False, choices=[ALL, *Post.Platform.choices])
    provision = forms.ChoiceField(label=_("Pelanggaran"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].label = _("Periode")
        set_choices(self, "provision", [ALL, *provisions(self.today)])

    def periods(self) -> list[tuple[Any, Any]]:
        return periods.choices(self.today)


class MetricFilter(StatisticsFilter):
    """The filters of the page behind a number: also the level of sanctions."""

    severity = forms.ChoiceField(label=_("Tingkat"), required=False, choices=[ALL, *Severity.choices])


def provisions(today: dt.date) -> list[tuple[str, str]]:
    """The rules that can be charged, by code, under the words of the one in force; ended ones too."""
    rows = Provision.objects.filter(use=Provision.Use.CHARGE).order_by("code", "in_force_from")
    named = {code: f"{article}: {text}" for code, article, text in rows.values_list("code", "article", "text")}
    return [(code, words[:90]) for code, words in named.items()]
