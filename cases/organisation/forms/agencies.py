"""Forms of the settings of a government: itself, its agencies and their names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Agency, Government, TimeZone
from cases.web.forms.fields import DatedForm, DayField


class GovernmentForm(DatedForm, forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """Name, week, page for citizens and second factor. The region stays: holidays and local law refer to it."""

    reports_from = DayField(label=_("Halaman pelaporan warga dibuka"), required=False)
    reports_until = DayField(label=_("Halaman pelaporan warga ditutup"), required=False)
    second_factor_from = DayField(
        label=_("Faktor kedua wajib sejak"),
        required=False,
        help_text=_("Bagi BKPSDM, Inspektorat, pimpinan, dan administrator. Kosong: tidak wajib."),
    )

    class Meta:
        model = Government
        fields = [
            "kind", "name", "time_zone", "six_day_week", "reports_from", "reports_until", "second_factor_from",
            "second_factor_grace", "two_people_level", "two_people_files",
        ]  # fmt: skip


class AgencyForm(forms.Form):
    """A new agency or unit."""

    parent = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Di bawah"), required=False, empty_label=_("langsung di bawah kepala daerah")
    )
    name = forms.CharField(label=_("Nama"), max_length=160)
    short_name = forms.CharField(label=_("Nama singkat"), max_length=60)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Agency.Kind)
    head_title = forms.CharField(
        label=_("Sebutan kepala"), max_length=120, help_text=_("Misalnya Kepala Dinas Pendidikan.")
    )
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=TimeZone)

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.filter(government=government).open().order_by("path")
        self.fields["parent"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows


class NameForm(DatedForm):
    """Another name of an agency from a day on."""

    name = forms.CharField(label=_("Nama"), max_length=160)
    short_name = forms.CharField(label=_("Nama singkat"), max_length=60)
    head_title = forms.CharField(label=_("Sebutan kepala"), max_length=120)
    in_force_from = DayField(label=_("Berlaku sejak"))
    basis = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya Perda Nomor 4 Tahun 2026."))


class ClosingForm(DatedForm):
    """An agency that ends."""

    closed_on = DayField(label=_("Tidak ada lagi sejak"))
    closing_basis = forms.CharField(label=_("Dasar"), max_length=200)
