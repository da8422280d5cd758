"""The form that uploads a signed copy of a letter, of minutes, or of a clearance letter."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.letters.signed_copies import LIMIT
from cases.models import SignedCopy
from lib.media.sizes import in_words


class SignedCopyForm(forms.Form):
    """The cleaned data are the keyword arguments of the service."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=SignedCopy.Kind,
        widget=forms.RadioSelect,
        help_text=_("Elektronik: PDF yang diunduh dari sini, ditandatangani tanpa diubah. Pindaian: semua halaman."),
    )
    upload = forms.FileField(
        label=_("Berkas PDF"), help_text=format_lazy(_("Paling besar {limit}."), limit=in_words(LIMIT))
    )
