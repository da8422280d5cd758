"""The forms of the page of the person concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import DataRequest
from cases.reports.forms.citizen_page import CitizenForm

OFF = {"autocomplete": "off"}


class KeyForm(forms.Form):
    """The code and the second factor, sent again with every form of the page: it needs no cookie."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=40,
        help_text=_("16 huruf dan angka pada lembar kode, mis. K7QD-M2XW-9RTB-4HVN."),
        widget=forms.TextInput(attrs={**OFF, "autocapitalize": "characters"}),
        error_messages={"required": _("Tulis kode pada lembar Anda.")},
    )
    digits = forms.CharField(
        label=_("Enam angka terakhir NIP atau nomor pegawai Anda"),
        max_length=20,
        widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric", "class": "input-short"}),
        error_messages={"required": _("Tulis enam angka terakhir nomor Anda.")},
    )


class OwnAnswerForm(CitizenForm):
    text = forms.CharField(
        label=_("Jawaban Anda"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 7, **OFF}),
        help_text=_("Setelah terkirim, jawaban tidak dapat diubah."),
        error_messages={"required": _("Tulis jawaban Anda.")},
    )

    field_order = ["text", "files", "website"]

    def keywords(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "files": self.cleaned_data["files"]}


class DataRequestForm(CitizenForm):
    kind = forms.ChoiceField(label=_("Permintaan"), choices=DataRequest.Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Isi permintaan"),
        max_length=5000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4, **OFF}),
        help_text=_("Sebut data yang keliru dan yang benar, atau yang Anda keberatan."),
        error_messages={"required": _("Tulis permintaan Anda.")},
    )
    files = None  # type: ignore[assignment]  # Django's way to leave out an inherited field

    field_order = ["kind", "text", "website"]

    def keywords(self) -> dict[str, Any]:
        return {"key": self.key, "kind": self.cleaned_data["kind"], "text": self.cleaned_data["text"]}
