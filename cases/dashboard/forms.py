"""The filters of the dashboard: year, agency and staff category."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Agency
from cases.web.forms.choices import set_choices
from regulations.models import Severity, StaffCategory

FIRST_YEAR = 2018
MONTHS = range(1, 13)


class DashboardFilter(forms.Form):
    year = forms.TypedChoiceField(label=_("Tahun"), required=False, coerce=int, empty_value=None)
    agency = forms.TypedChoiceField(label=_("Perangkat daerah"), required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(
        label=_("Status kepegawaian (hanya angka sanksi)"),
        required=False,
        choices=[("", _("Semua")), *StaffCategory.choices],
    )

    def __init__(self, *args: Any, agencies: list[Agency], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "year", [(year, str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)])
        set_choices(self, "agency", [("", _("Semua")), *((row.pk, row.short_name) for row in agencies)])
        self.initial.setdefault("year", this_year)


class SanctionFilter(DashboardFilter):
    """The filters of the page behind a number of sanctions: also month and level."""

    month = forms.TypedChoiceField(
        label=_("Bulan"), required=False, coerce=int, empty_value=None, choices=[("", _("Semua"))]
    )
    severity = forms.ChoiceField(label=_("Tingkat"), required=False, choices=[("", _("Semua")), *Severity.choices])

    def __init__(self, *args: Any, months: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "month", [("", _("Semua")), *months.items()])
