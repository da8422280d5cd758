"""A form with a reason as its only field."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Untuk apa catatan ini dibuka"),
        help_text=_("Dicatat bersama nama Anda dan dapat dibaca administrator."),
        min_length=10,
        max_length=300,
        error_messages={
            "required": _("Tulis alasannya, mis. nomor kasus atau permohonan."),
            "min_length": _("Tulis alasan yang jelas, paling sedikit 10 huruf."),
        },
    )
