"""The next version of a letterhead."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import Letterhead
from cases.web.forms.act_form import line
from cases.web.forms.fields import DatedForm, DayField
from lib.documents import logos
from lib.media.sizes import in_words

LINES = ("government_line", "office_line", "address", "place", "unit_code", "paper")
SIGNATORY = ("signatory_post", "signatory_name", "signatory_number")


class LetterheadForm(DatedForm):
    """``LINES`` and ``SIGNATORY`` are columns of the row; the emblem stays unless another is chosen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    in_force_from = DayField(label=_("Berlaku sejak"), help_text=_("Surat sebelum hari ini tetap memakai versi lama."))
    government_line = line(_("Baris pemerintah"), 120)
    office_line = line(_("Baris instansi"), 150, _("Kosong: nama perangkat daerahnya."), required=False)
    address = line(_("Alamat"), 300, _("Jalan, telepon, laman."), required=False)
    place = line(_("Tempat surat"), 80, _("Di depan tanggal surat."))
    unit_code = line(_("Kode unit"), 40, _("Bagian nomor surat, mis. BKPSDM. Kosong: kode instansi."), required=False)
    paper = forms.ChoiceField(label=_("Kertas"), choices=Letterhead.Paper.choices)
    upload = forms.FileField(
        label=_("Lambang"),
        required=False,
        help_text=format_lazy(
            _("{types} sampai {limit}. Kosong: tetap yang lama."),
            types=logos.IN_WORDS,
            limit=in_words(logos.MOST_BYTES),
        ),
    )
    without_logo = forms.BooleanField(label=_("Tanpa lambang"), required=False)
    signatory_post = line(_("Jabatan penanda tangan"), 150, _("Terisi sendiri di surat baru."), required=False)
    signatory_name = line(_("Nama penanda tangan"), 150, required=False)
    signatory_number = line(_("NIP penanda tangan"), 30, required=False)

    def clean_upload(self) -> "File[Any] | None":
        upload = self.cleaned_data["upload"]
        if upload and upload.size > logos.MOST_BYTES:
            raise forms.ValidationError(_("Lambang lebih dari %(limit)s.") % {"limit": in_words(logos.MOST_BYTES)})
        return upload or None


def initial_of(head: Letterhead) -> dict[str, Any]:
    """What a form begins with: the version that stands."""
    return {name: getattr(head, name) for name in (*LINES, *SIGNATORY)}
