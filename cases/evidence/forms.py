"""Forms that download an original, restrict a file, and redact a copy."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.evidence.file_types import PICKED, SIZES
from cases.evidence.picture_copies import Box
from cases.models import EvidenceRequest, EvidenceRestriction
from cases.web.forms.act_form import line
from cases.web.forms.case_form import CaseForm
from cases.web.forms.fields import DatedForm, DayField


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Keperluan"),
        min_length=5,
        max_length=200,
        help_text=_("Dicatat dalam riwayat bukti, misalnya “dilampirkan pada LHP”."),
        error_messages={
            "required": _("Tulis keperluannya, misalnya “dilampirkan pada LHP”."),
            "min_length": _("Tulis keperluannya lebih jelas."),
        },
    )


class RestrictionForm(forms.Form):
    ground = forms.ChoiceField(label=_("Alasan pembatasan"), choices=EvidenceRestriction.Ground.choices)


class TakePartForm(forms.Form):
    """Which file of an exported chat becomes evidence of its own."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=1000)


class RedactionForm(forms.Form):
    """One box, in percent of the picture: works with a keyboard and without a script."""

    left = forms.IntegerField(label=_("Dari kiri (%)"), min_value=0, max_value=99)
    top = forms.IntegerField(label=_("Dari atas (%)"), min_value=0, max_value=99)
    width = forms.IntegerField(label=_("Lebar (%)"), min_value=1, max_value=100)
    height = forms.IntegerField(label=_("Tinggi (%)"), min_value=1, max_value=100)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("left", 0) + given.get("width", 1) > 100 or given.get("top", 0) + given.get("height", 1) > 100:
            raise forms.ValidationError(_("Bagian itu melewati tepi gambar."))
        return given

    def box(self) -> Box:
        return Box(self.cleaned_data[name] for name in ("left", "top", "width", "height"))


class RequestForm(DatedForm):
    """Whom to ask for an item that is said to exist."""

    asked_of = forms.CharField(
        label=_("Diminta kepada"),
        max_length=160,
        help_text=_("Nama atau jabatan, mis. “pengelola tempat karaoke”."),
    )
    channel = forms.ChoiceField(label=_("Cara"), choices=EvidenceRequest.Channel)
    letter_number = forms.CharField(
        label=_("Nomor surat"), max_length=80, required=False, help_text=_("Kosongkan hanya bila diminta lisan.")
    )
    on = DayField(label=_("Tanggal permintaan"))


class OutcomeForm(DatedForm):
    """The outcome of a request, with the file if there is one."""

    outcome = forms.ChoiceField(label=_("Hasil"), choices=EvidenceRequest.Outcome)
    upload = forms.FileField(label=_("Berkas yang diserahkan"), required=False, help_text=_("Hanya bila diserahkan."))
    note = forms.CharField(
        label=_("Keterangan"),
        max_length=300,
        required=False,
        help_text=_("Wajib bila ditolak atau tidak ada: siapa yang menyatakan, dan alasannya."),
    )
    on = DayField(label=_("Tanggal hasil"))


class EvidenceForm(CaseForm):
    file = forms.FileField(
        label=_("Berkas"),
        required=False,
        help_text=format_lazy(_("{sizes}. Tidak dapat diganti setelah disimpan."), sizes=SIZES),
        widget=forms.FileInput(attrs={"accept": PICKED}),
    )
    said_to_exist = forms.BooleanField(label=_("Disebut ada, belum diserahkan"), required=False)
    title = line(_("Keterangan"), 200, required=False)
    source = line(_("Diperoleh dari, atau menurut siapa"), 200, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data.get("file")) == data["said_to_exist"]:
            self.add_error("file", _("Unggah berkas, atau tandai disebut ada."))
        if data.pop("said_to_exist", False) and not data.get("title"):
            self.add_error("title", _("Tulis bukti apa yang disebut ada."))
        return data
