"""Forms of links to rules and other cases, and of merging and its undo."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.intake import duplicates
from cases.models import Case, CaseLink, CaseRegulation, User
from cases.web.forms.act_form import doubted, line
from cases.web.forms.case_form import CaseForm, DatedCaseForm
from cases.web.forms.choices import set_rows
from regulations.models import Regulation


class LinkRegulationForm(DatedCaseForm):
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(), label=_("Peraturan atau surat edaran"), empty_label=_("Pilih peraturan")
    )
    relation = forms.ChoiceField(label=_("Kaitan"), choices=CaseRegulation.Relation)
    note = line(_("Catatan"), 300, required=False)

    def add_fields(self) -> None:
        region = self.case.government.name  # the rows of law contain regions by name
        readable = Regulation.objects.filter(region__in=("", region)).order_by("kind", "slug")
        set_rows(self, "regulation", readable, lambda row: doubted(str(row)[:140], row))


class LinkCaseForm(DatedCaseForm):
    other = line(_("Nomor kasus"), 20, _("Mis. KS-2026-0147."))
    kind = forms.ChoiceField(label=_("Kaitan"), choices=CaseLink.Kind)

    def clean_other(self) -> Case:
        return find_case(self.cleaned_data["other"], self.user)


class MergeForm(DatedCaseForm):
    into = line(_("Nomor kasus tujuan"), 20, _("Kasus ini berhenti dan berlanjut di sana. Kedua berkas tetap terbaca."))
    reason = line(_("Mengapa peristiwanya sama"), 300)

    def add_fields(self) -> None:
        alike = duplicates.find(user=self.user, at=self.now, traces=duplicates.traces_of(self.case), but=self.case)
        if alike:
            found = "; ".join(f"{match.case.number} ({match.explanation})" for match in alike)
            self.fields["into"].help_text = _("Yang mirip: %(found)s.") % {"found": found}

    def clean_into(self) -> Case:
        return find_case(self.cleaned_data["into"], self.user)


class UndoMergeForm(DatedCaseForm):
    reason = line(_("Alasan"), 300)


def find_case(number: str, user: User) -> Case:
    """The case with a typed number. Raises ValidationError if the account cannot read it."""
    number = number.strip().upper()
    if found := Case.objects.visible_to(user).filter(number=number).first():
        return found
    raise ValidationError(_("Kasus %(number)s tidak ditemukan."), params={"number": number})


class WithdrawReportForm(CaseForm):
    says_act = True


class SaveViewForm(forms.Form):
    name = line(_("Nama tampilan"), 60, _("Tanpa nama orang; dipakai juga dalam pemberitahuan."))
    threshold = forms.IntegerField(
        label=_("Beri tahu saya bila lebih dari"), min_value=0, max_value=10_000, required=False,
        help_text=_("jumlah kasus; kosong: tidak pernah"),
    )  # fmt: skip
