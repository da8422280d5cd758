"""Forms that add a respondent to a case and identify one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Identity, Respondent
from cases.parties.forms.unknown_people import read_group
from cases.web.forms.act_form import ActForm, line
from cases.web.forms.case_form import CaseForm
from cases.web.forms.employees import EmployeeField, search_as


class AddRespondentForm(CaseForm):
    employee = EmployeeField(label=_("NIP atau nama"), max_length=160, required=False)
    description = line(_("Ciri-ciri, bila belum dikenal"), 200, required=False)
    part = forms.ChoiceField(label=_("Peran dalam kejadian"), choices=Respondent.Part)
    category_note = line(_("Catatan status kepegawaian"), 200, required=False)
    identity = forms.ChoiceField(label=_("Identitas"), choices=Identity, required=False)

    def clean_description(self) -> str:
        self.cleaned_data["group"] = read_group(self.cleaned_data["description"])
        return str(self.cleaned_data["description"])

    def clean_identity(self) -> str:
        return str(self.cleaned_data["identity"] or Identity.SUSPECTED)

    def add_fields(self) -> None:
        search_as(self, self.user)


class IdentifyForm(ActForm):
    employee = EmployeeField(label=_("NIP atau nama"), max_length=160)
    how = line(_("Bagaimana dipastikan"), 200, _("Mis. dikonfirmasi lewat telepon kepada kepala sekolah."))
    is_last = forms.BooleanField(
        label=_("Ini orang terakhir dari kelompok itu; tidak ada lagi yang belum dikenal"), required=False
    )

    def add_fields(self) -> None:
        super().add_fields()
        if getattr(self.respondent, "group", None) is None:
            del self.fields["is_last"]
