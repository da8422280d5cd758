"""Forms of the clarification and of the choice of the route."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.clarification.acts import open_routes
from cases.models import Clarification, Respondent
from cases.web.forms.act_form import ActForm, long_text
from cases.web.forms.choices import set_choices
from regulations.models import Route


class RequestClarificationForm(ActForm):
    varies = ("channel", "question")
    channel = forms.ChoiceField(label=_("Cara"), choices=Clarification.Channel)
    question = long_text(_("Yang ditanyakan"), required=False)


class RecordClarificationForm(ActForm):
    varies = ("answer",)
    answer = long_text(_("Jawaban"), _("Tulis apa adanya. Permintaan maaf adalah catatan, bukan akhir perkara."))


class ChooseRouteForm(ActForm):
    varies = ("route", "reason")
    route = forms.TypedChoiceField(label=_("Jalur"), coerce=Route, widget=forms.RadioSelect)
    reason = long_text(_("Alasan"))

    def add_fields(self) -> None:
        super().add_fields()
        lawful = [route for route in Route if all(route in open_routes(respondent) for respondent in self.respondents)]
        set_choices(self, "route", [(route.value, route.label) for route in lawful])
        self.fields["route"].help_text = _("Hanya jalur yang dikenal hukum bagi status kepegawaiannya saat kejadian.")

    def choices_for(self, name: str, respondent: Respondent) -> list[tuple[Any, Any]]:
        if name != "route":
            return super().choices_for(name, respondent)
        return [(route.value, route.label) for route in Route if route in open_routes(respondent)]
