"""The search for an employee by name or NIP."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonSearch(forms.Form):
    words = forms.CharField(
        label=_("NIP, nomor lain, atau nama"),
        min_length=3,
        max_length=1000,
        error_messages={
            "required": _("Tulis NIP atau nama yang dicari."),
            "min_length": _("Tulis paling sedikit 3 huruf atau angka."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "search"}),
    )
