"""Narrowing the dashboard: year, agency and staff category."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Agency
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

    def __init__(self, *args: object, agencies: list[Agency], this_year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)]
        self.fields["agency"].choices = [("", _("Semua")), *((row.pk, row.short_name) for row in agencies)]
        self.initial.setdefault("year", this_year)


class SanctionFilter(DashboardFilter):
    """Behind one number of sanctions: also the month and the level that it counts."""

    month = forms.TypedChoiceField(
        label=_("Bulan"), required=False, coerce=int, empty_value=None, choices=[("", _("Semua"))]
    )
    severity = forms.ChoiceField(label=_("Tingkat"), required=False, choices=[("", _("Semua")), *Severity.choices])

    def __init__(self, *args: object, months: dict[int, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [("", _("Semua")), *months.items()]
