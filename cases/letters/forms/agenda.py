"""The form that says why a number has no paper."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GapForm(forms.Form):
    running = forms.IntegerField(label=_("Nomor urut"), min_value=1)
    reason = forms.CharField(
        label=_("Sebab"),
        max_length=200,
        help_text=_("Mis. dipakai surat di luar Conduct, dengan tanggalnya."),
    )
