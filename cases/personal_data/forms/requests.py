"""The form of the answer to a request on personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import DataRequest
from cases.web.forms.act_form import long_text


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hasil"), choices=DataRequest.Outcome, widget=forms.RadioSelect)
    answer = long_text(
        _("Jawaban"), _("Yang bersangkutan membacanya pada halamannya. Penolakan menyebut alasan dan pasalnya.")
    )
