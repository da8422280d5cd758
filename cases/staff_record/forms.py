"""Forms that search a person, open their record, and issue letters about them.

Names and numbers are sent in the body of a POST, never in an address that servers log.
"""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import ClearanceLetter, validate_nip
from cases.web.forms.act_form import line, long_text
from lib.media.sizes import MEGABYTE, in_words

LARGEST_SHEET = 5 * MEGABYTE  # bytes


class ClearanceForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Keperluan"), choices=ClearanceLetter.Purpose)
    purpose_note = line(_("Keterangan keperluan"), 200, required=False)
    signed_post = line(_("Jabatan penanda tangan"), 160)
    signed_by = line(_("Nama penanda tangan"), 160)
    signed_number = line(_("NIP penanda tangan"), 18, required=False, validators=[validate_nip])


class WithdrawForm(forms.Form):
    reason = long_text(_("Alasan penarikan"))


class HistoryForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=format_lazy(_("Paling besar {limit} dan 5.000 baris."), limit=in_words(LARGEST_SHEET)),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("Berkas lebih besar dari %(limit)s.") % {"limit": in_words(LARGEST_SHEET)})
        return file
