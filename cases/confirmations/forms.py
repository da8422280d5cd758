"""The form of the decision on a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Confirm as proposed, or refuse with a reason."""

    reason = forms.CharField(
        label=_("Alasan penolakan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila menolak atau menarik kembali."),
    )
