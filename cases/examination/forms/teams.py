"""Forms of the team: proposed by rule; each member is a known employee if possible."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.examination import teams as panels
from cases.examination.formers import Former
from cases.models import ConflictDeclaration, Employee, Grade, Panel, PanelMember, Respondent
from cases.web.forms.act_form import ActForm, line
from cases.web.forms.choices import set_rows
from cases.web.forms.employees import NO_SUCH_PERSON, EmployeeField, find_employee
from cases.web.forms.fields import DayField
from regulations.models import Route

FORMER = ("former", "former_post", "former_source", "mandate", "term")  # as in Former
MEMBERS = 3  # rows shown if nobody is proposed


def rank_choice() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Golongan"), choices=[("", _("Menurut riwayat jabatan")), *Grade.choices], required=False
    )


def rank_source() -> forms.CharField:
    return line(_("Sumber golongan"), 160, _("Bila golongannya tidak tercatat, mis. SK pangkat."), required=False)


class MemberRow(forms.Form):
    name = line(_("Nama atau NIP"), 160)
    post = line(_("Jabatan"), 160, _("Kosong: jabatan yang tercatat."), required=False)
    grade = rank_choice()
    source = rank_source()
    element = forms.ChoiceField(label=_("Unsur"), choices=[("", _("Pilih")), *PanelMember.Element.choices])
    part = forms.ChoiceField(label=_("Kedudukan"), choices=PanelMember.Part, initial=PanelMember.Part.MEMBER)


def known(typed: str, user: Any) -> Employee | None:
    """The employee with that name or number; None for an external member, who is only named."""
    try:
        return find_employee(typed, user)
    except ValidationError as error:
        if error.code == NO_SUCH_PERSON:
            return None
        raise


def member_of(row: dict[str, Any], on: Any) -> PanelMember:
    """The member of a row; a missing post comes from the staff record."""
    employee, name, post = row["employee"], row["name"], row["post"]
    if employee:
        job = employee.employment_on(on)
        name, post = employee.name, post or (job.post if job else "")
    rest = {name: row[name] for name in ("element", "part", "grade", "source") if name in row}
    return PanelMember(name=name, post=post, employee=employee, **rest)


class PanelForm(ActForm):
    template = "casefile/acts/_act_panel.html"
    row_sets = {"members": {"row": MemberRow, "key": "name", "size": MEMBERS}}
    kind = forms.ChoiceField(label=_("Jenis"), choices=Panel.Kind)
    decree_number = line(_("Nomor keputusan"), 80, required=False)
    decree_on = DayField(label=_("Tanggal keputusan"), required=False)
    former = EmployeeField(
        label=_("Ditetapkan oleh"),
        help_text=_("NIP atau nama PPK atau pejabat yang ditunjuknya. Bila diisi, keputusannya langsung terbit."),
        max_length=160,
        required=False,
    )
    former_post = line(_("Jabatannya"), 160, _("Hanya bila tidak tercatat, mis. Wali Kota."), required=False)
    former_source = line(_("Sumber jabatannya"), 200, _("Mis. nomor keputusan pengangkatannya."), required=False)
    mandate = line(_("Penunjukan oleh PPK"), 200, _("Nomor dan tanggal; kosong bila PPK sendiri."), required=False)
    term = line(_("Masa tugas"), 120, _("Mis. 30 hari kerja."), required=False)

    def add_fields(self) -> None:
        super().add_fields()
        if self.is_bulk:  # a decree names one examinee
            for name in FORMER:
                del self.fields[name]
        self.proposals = [] if self.is_bulk else panels.propose(self.respondent, self.today)

    def initially(self) -> dict[str, Any]:
        return {"kind": Panel.Kind.ETHICS if self.respondent.route == Route.ETHICS else Panel.Kind.EXAMINATION}

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        return [
            {
                "name": proposal.job.employee.name if proposal.job else "",
                "post": proposal.job.post if proposal.job else "",
                "element": proposal.element,
                "part": PanelMember.Part.CHAIR if number == 0 else PanelMember.Part.MEMBER,
            }
            for number, proposal in enumerate(self.proposals)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for row in self.rows["members"].filled:
            if row.is_valid():
                try:
                    row.cleaned_data["employee"] = known(row.cleaned_data["name"], self.user)
                except ValidationError as error:
                    row.add_error("name", error)
                    self.add_error(None, _("Periksa baris yang ditandai."))
        return data

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        on = self.cleaned_data["on"]
        kept = {name: value for name, value in super().keywords(respondent).items() if name not in FORMER}
        members = [member_of(row, on) for row in self.rows["members"].cleaned()]
        return kept | {"members": members, "former": self._former()}

    def _former(self) -> Former | None:
        person = self.cleaned_data.get("former")
        return Former(person, *(self.cleaned_data[name] for name in FORMER[1:])) if person else None

    def letter_words(self, respondent: Respondent) -> dict[str, str] | None:
        """The decree is issued where somebody who forms the team is named; all its words are of the record."""
        return {} if self._former() else None


class MemberForm(ActForm):
    """The common part of forms on one member of the team."""

    member = forms.ModelChoiceField(PanelMember.objects.none(), label=_("Anggota"), empty_label=_("Pilih anggota"))

    def add_fields(self) -> None:
        super().add_fields()
        set_rows(self, "member", self.members(), lambda member: f"{member.name} ({member.get_element_display()})")

    def members(self) -> Any:
        return PanelMember.objects.serving().filter(panel__respondent=self.respondent)


class ReplaceMemberForm(MemberForm):
    name = line(_("Pengganti"), 160, _("Nama atau NIP."))
    post = line(_("Jabatan pengganti"), 160, _("Kosong: jabatan yang tercatat."), required=False)
    grade = rank_choice()
    source = rank_source()
    reason = line(_("Alasan"), 200)

    def members(self) -> Any:
        """Includes members who left and were not replaced yet."""
        return PanelMember.objects.filter(panel__respondent=self.respondent, panel__dissolved_on=None, replaced_by=None)

    def clean_name(self) -> str:
        self.successor = known(self.cleaned_data["name"], self.user)
        return str(self.cleaned_data["name"])

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        data = self.cleaned_data
        row = {"employee": self.successor} | {name: data[name] for name in ("name", "post", "grade", "source")}
        kept = {name: data[name] for name in ("on", "member", "reason")}
        return kept | {"successor": member_of(row, data["on"])}


class DeclareForm(MemberForm):
    outcome = forms.ChoiceField(
        label=_("Pernyataan"),
        choices=ConflictDeclaration.Outcome,
        widget=forms.RadioSelect,
        help_text=_("Yang menyatakan ada benturan berhenti dari tim, dan akunnya tidak lagi melihat kasus ini."),
    )
    note = line(_("Keterangan"), 200, required=False)
