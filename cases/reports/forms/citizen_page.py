"""The form for citizens: few fields in plain words, without a name unless they want to be contacted."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.evidence.file_types import CITIZEN_SIZES, PICKED
from cases.models import Reporter
from cases.reports.citizen_page import CitizenReport
from cases.web.forms.act_form import line
from cases.web.forms.fields import SUBMISSION
from cases.web.forms.files import FilesField, FilesInput
from lib.media.sizes import MEGABYTE

FILES_AT_ONCE = 5
HINT = format_lazy(_("{sizes}. Paling banyak {n} berkas sekali kirim."), sizes=CITIZEN_SIZES, n=FILES_AT_ONCE)
LARGEST_REQUEST = 60 * MEGABYTE  # bytes; maximum of the files of one form, and of the form itself


class CitizenForm(forms.Form):
    """``website`` is a hidden field that only programs fill in."""

    website = forms.CharField(
        label=_("Biarkan kosong"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    files = FilesField(  # type: ignore[assignment]  # a declared field, which Django takes out of the class
        label=_("Lampiran"), required=False, help_text=HINT, widget=FilesInput(attrs={"accept": PICKED})
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Kosongkan kolom “Biarkan kosong”, lalu kirim lagi."))
        return ""

    def clean_files(self) -> "list[File[bytes]]":
        files: list[File[bytes]] = self.cleaned_data["files"]
        if len(files) > FILES_AT_ONCE:
            raise ValidationError(_("Paling banyak %(n)d berkas sekali kirim."), params={"n": FILES_AT_ONCE})
        return files

    def clean(self) -> dict[str, Any]:
        try:
            self.key = uuid.UUID(self.data.get(SUBMISSION, ""))
        except ValueError:
            raise ValidationError(_("Formulir ini tidak lengkap terkirim. Kirim sekali lagi.")) from None
        return self.cleaned_data


class CitizenReportForm(CitizenForm):
    text = forms.CharField(
        label=_("Apa yang Anda lihat"),
        help_text=_("Siapa, di mana, apa yang terjadi. Tempel tautan unggahannya bila ada."),
        min_length=20,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={
            "required": _("Tulis apa yang Anda lihat."),
            "min_length": _("Tulis sedikit lebih lengkap, paling sedikit 20 huruf."),
        },
    )
    unit = line(_("Kantor, sekolah, atau rumah sakit"), 200, _("Sejauh Anda tahu."), required=False)
    happened = line(_("Kapan"), 200, _("Mis. 14 Mei 2026 sekitar pukul 10."), required=False)
    name = line(_("Nama Anda"), 160, required=False)
    contact = line(_("Nomor telepon atau surel"), 300, required=False)

    field_order = ["text", "unit", "happened", "files", "name", "contact", "website"]

    def keywords(self) -> dict[str, Any]:
        """The keyword arguments of the service. Without name and contact no reporter is stored."""
        data = self.cleaned_data
        name, contact = data["name"], data["contact"]
        return {
            "key": self.key,
            "content": CitizenReport(text=data["text"], unit=data["unit"], happened=data["happened"]),
            "files": data["files"],
            "reporter": Reporter(name=name, contact=contact) if name or contact else None,
        }


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode terima"),
        help_text=_("16 huruf dan angka, mis. K7QD-M2XW-9RTB-4HVN."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input-short"}
        ),
        error_messages={"required": _("Tulis kode terima Anda.")},
    )


class FollowUpForm(CitizenForm):
    text = forms.CharField(
        label=_("Tambahkan keterangan"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    field_order = ["text", "files", "website"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not data["text"] and not data["files"]:
            self.add_error("text", _("Tulis keterangan atau pilih lampiran."))
        return data

    def keywords(self) -> dict[str, Any]:
        return {"key": self.key, "text": self.cleaned_data["text"], "files": self.cleaned_data["files"]}
