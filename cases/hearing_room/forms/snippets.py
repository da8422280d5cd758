"""The form of an account's abbreviations; an emptied row is deleted."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.hearing_room.snippets import MOST_SNIPPETS

FREE_ROWS = 4


class SnippetForm(forms.Form):
    short = forms.CharField(
        label=_("Singkatan"), max_length=13, required=False, widget=forms.TextInput(attrs={"class": "input-short"})
    )
    text = forms.CharField(label=_("Menjadi"), max_length=300, required=False)

    def clean_short(self) -> str:
        short: str = self.cleaned_data["short"].lower()
        short = short if not short or short.startswith(";") else f";{short}"
        if short and not re.fullmatch(r";[a-z0-9]{1,12}", short):
            raise forms.ValidationError(_("Tulis titik koma, lalu 1 sampai 12 huruf atau angka, mis. ;ya."))
        return short

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data["short"]) != bool(data["text"]):
            raise forms.ValidationError(_("Isi singkatan dan teksnya, atau kosongkan keduanya."))
        return data


def typed_snippets(rows: "forms.BaseFormSet[SnippetForm]") -> list[tuple[str, str]]:
    """The abbreviations with their sentences, without emptied rows."""
    return [(data["short"], data["text"]) for data in rows.cleaned_data if data.get("short")]


SnippetFormSet = forms.formset_factory(
    SnippetForm, extra=FREE_ROWS, max_num=MOST_SNIPPETS, absolute_max=MOST_SNIPPETS + FREE_ROWS
)
