"""Forms of the handling of one act by two bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Government, JointHandling, Respondent
from cases.web.forms.act_form import line
from cases.web.forms.case_form import DatedCaseForm
from cases.web.forms.choices import set_rows

SAME_PERSON = _("Orang yang sama dalam kasus ini")


class JointForm(DatedCaseForm):
    path = forms.ModelChoiceField(Respondent.objects.none(), label=_("Siapa"), empty_label=None)
    invited = forms.ModelChoiceField(Government.objects.all(), label=_("Badan lain di"), empty_label=None)
    case_number = line(_("Nomor kasus badan itu"), 20, _("Mis. KS-2026-0147, menurut suratnya."))
    leads = forms.ChoiceField(
        label=_("Yang memimpin"), choices=JointHandling.Lead, widget=forms.RadioSelect,
        help_text=_("Yang lain menunggu putusannya: satu perbuatan satu hukuman (Pasal 35 ayat (3) PP 94/2021)."),
    )  # fmt: skip
    basis = line(_("Dasar"), 200, _("Surat atau kesepakatan kedua badan, dengan nomor dan tanggal."))

    def add_fields(self) -> None:
        set_rows(self, "path", self.case.respondents.open().filter(employee__isnull=False))
        self.fields["invited"].initial = self.case.government_id

    def clean_case_number(self) -> str:
        return str(self.cleaned_data["case_number"]).strip().upper()


class AnswerJointForm(DatedCaseForm):
    path = forms.ModelChoiceField(
        Respondent.objects.none(), label=SAME_PERSON, required=False, empty_label=_("Tidak ada; ajakan ditolak")
    )
    reason = line(_("Alasan menolak"), 200, required=False)

    def add_fields(self) -> None:
        set_rows(self, "path", self.case.respondents.filter(employee__isnull=False))


class EndJointForm(DatedCaseForm):
    reason = line(_("Alasan"), 200, _("Mis. yang memimpin berganti, menurut surat yang disebut."))
