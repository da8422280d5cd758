"""The form that uploads a sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.media.sizes import MEGABYTE

LARGEST_SHEET = 300 * MEGABYTE  # bytes; a million rows need about half of it


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas XLSX, ODS, atau CSV"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods"}),
        error_messages={"required": _("Pilih berkasnya."), "empty": _("Berkas itu kosong.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SHEET:
            raise forms.ValidationError(
                _("Ukuran %(size)d MB, batasnya %(limit)d MB."),
                params={"size": file.size // MEGABYTE, "limit": LARGEST_SHEET // MEGABYTE},
            )
        return file
