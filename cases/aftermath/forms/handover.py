"""The form for the register number of the national discipline system."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.web.forms.fields import DatedForm, DayField


class RegisterForm(DatedForm):
    register_number = forms.CharField(label=_("Nomor register I'DIS"), max_length=80)
    on = DayField(label=_("Sudah diunggah pada"))
