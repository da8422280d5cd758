"""Forms of the acts on minutes: freeze, correct, sign, refuse, add, upload a signed copy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.letters.forms.signed_copies import SignedCopyForm
from cases.models import Hearing, Minutes, MinutesSignature
from cases.web.forms.choices import set_choices
from cases.web.forms.fields import DayField

NAME_LENGTH = 160


class MinutesForm(forms.Form):
    """The cleaned data are the keyword arguments of the service; ``version`` is the version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, hearing: Hearing, minutes: Minutes | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", minutes.version if minutes else 0)
        if "name" in self.fields and minutes is not None:
            done = {signature.name for signature in minutes.signatures.all()}
            set_choices(self, "name", [(name, name) for name in minutes.parties if name not in done])


class FreezeForm(MinutesForm):
    reading = forms.ChoiceField(label=_("Pembacaan ulang"), choices=Minutes.Reading, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Nomor"), max_length=80, required=False, help_text=_("Kosong: nomor berikutnya dari register.")
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop("version", None)
        return self.cleaned_data


class CorrectForm(MinutesForm):
    correction = forms.CharField(
        label=_("Perbaikan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sebut nomor jawaban dan kalimat yang benar. Versi sebelumnya tetap disimpan."),
    )
    reading = forms.ChoiceField(label=_("Pembacaan ulang"), choices=Minutes.Reading, widget=forms.RadioSelect)


class SignForm(MinutesForm):
    name = forms.ChoiceField(label=_("Yang menandatangani"))
    means = forms.ChoiceField(
        label=_("Cara"),
        choices=MinutesSignature.Means,
        widget=forms.RadioSelect,
        initial=MinutesSignature.Means.WET,
        help_text=_("Basah: cetak, tanda tangani setiap halaman, lalu unggah pindaiannya. Elektronik: unggah PDF-nya."),
    )


class RefuseForm(MinutesForm):
    name = forms.ChoiceField(label=_("Yang menolak"))
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, required=False, help_text=_("Kosong: tidak menyebutkan alasan.")
    )
    first_witness = forms.CharField(label=_("Saksi pertama"), max_length=NAME_LENGTH)
    second_witness = forms.CharField(label=_("Saksi kedua"), max_length=NAME_LENGTH)


class AddForm(MinutesForm):
    text = forms.CharField(label=_("Tambahan"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5}))


class ReadBackForm(forms.Form):
    """A correction requested during the reading back, of the answer that is being read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    correction = forms.CharField(
        label=_("Perbaikan yang diminta terperiksa"),
        max_length=3900,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jawaban semula tidak diubah; perbaikan ini mendapat nomor dan menjadi versi baru."),
    )


class HandOverForm(MinutesForm):
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=NAME_LENGTH)
    received_on = DayField(label=_("Diterima pada"))

    def __init__(self, *args: Any, hearing: Hearing, minutes: Minutes | None, **kwargs: Any) -> None:
        super().__init__(*args, hearing=hearing, minutes=minutes, **kwargs)
        self.fields["received_by"].initial = str(hearing.respondent)


class CopyForm(SignedCopyForm, MinutesForm):
    """A signed copy of the newest version."""
