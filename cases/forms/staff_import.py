"""Uploading a sheet: of the payroll, or of past cases."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import DayField

LARGEST = 300 * 1024 * 1024  # bytes; a million rows take about half of it
MEGABYTE = 1024 * 1024


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV (UTF-8) atau XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Pilih berkasnya."), "empty": _("Berkas itu kosong.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Ukuran %(size)d MB, batasnya %(limit)d MB."),
                params={"size": file.size // MEGABYTE, "limit": LARGEST // MEGABYTE},
            )
        return file


class PastImportForm(SheetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Templat, atau daftar kantor sendiri: kolom dikenali dari judulnya.")


class StaffImportForm(SheetForm):
    valid_on = DayField(
        label=_("Keadaan per tanggal"), help_text=_("Dipakai sebagai mulai jabatan bila barisnya tanpa TMT.")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Ekspor SIASN atau templat. Kolom dikenali dari judulnya; NIP harus berformat teks."
        )
        self.fields["valid_on"].today = today
        self.fields["valid_on"].initial = today
