"""Forms of the acts on a whole case."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.models import (
    Agency,
    Case,
    CaseLink,
    CaseRegulation,
    HoursClaim,
    Identity,
    Incident,
    IncidentDate,
    OutsideReport,
    PublicStatement,
    Reporter,
    Respondent,
    Role,
    User,
)
from cases.services import duplicates
from regulations.models import Regulation, TimeLimit

from .acts import doubted, line, long_text
from .dates import FUTURE, dated
from .fields import DatedForm, DayField, MomentField, TimedField
from .persons import EmployeeField
from .unknowns import read_group

# What an outside body may ask an answer by; the last is our own rule, for a letter that no law gives a number.
ANSWER_STEPS = ("ORI-EXPLAIN", "ORI-RECOMMEND", "LAPOR-RESPOND", "INT-LETTER")


class CaseForm(DatedForm):
    """The cleaned data are the keywords of the service."""

    template = "cases/_act_fields.html"

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, user: User, now: dt.datetime) -> None:
        self.case, self.user, self.now = case, user, now
        today = case.agency.local_date(now)
        super().__init__(data, files, today=today, zone=case.agency.zone, initial={"on": today, "reported_on": today})

    def words(self) -> dict[str, Any]:
        return self.cleaned_data


class DatedCaseForm(CaseForm):
    on = DayField(label=_("Tanggal"))


class AddRespondentForm(CaseForm):
    employee = EmployeeField(label=_("NIP atau nama"), max_length=160, required=False)
    description = line(_("Ciri-ciri, bila belum dikenal"), 200, required=False)
    part = forms.ChoiceField(label=_("Peran dalam kejadian"), choices=Respondent.Part)
    category_note = line(_("Catatan status kepegawaian"), 200, required=False)
    identity = forms.ChoiceField(label=_("Identitas"), choices=Identity, required=False)

    def clean_description(self) -> str:
        self.cleaned_data["group"] = read_group(self.cleaned_data["description"])
        return self.cleaned_data["description"]

    def clean_identity(self) -> str:
        return self.cleaned_data["identity"] or Identity.SUSPECTED

    def add_fields(self) -> None:
        self.fields["employee"].user = self.user


class EvidenceForm(CaseForm):
    file = forms.FileField(
        label=_("Berkas"),
        required=False,
        help_text=_(
            "Foto atau PDF sampai 10 MB, suara sampai 100 MB, video sampai 2 GB. Tidak dapat diganti setelah disimpan."
        ),
    )
    said_to_exist = forms.BooleanField(label=_("Disebut ada, belum diserahkan"), required=False)
    title = line(_("Keterangan"), 200, required=False)
    source = line(_("Diperoleh dari, atau menurut siapa"), 200, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data.get("file")) == data["said_to_exist"]:
            self.add_error("file", _("Unggah berkas, atau tandai disebut ada."))
        if data.get("said_to_exist") and not data.get("title"):
            self.add_error("title", _("Tulis bukti apa yang disebut ada."))
        return data


class DateForm(CaseForm):
    kind = forms.ChoiceField(label=_("Waktu yang mana"), choices=IncidentDate.Kind)
    known = MomentField(label=_("Waktunya"), required=False, help_text=_("Mis. 27/3/2026 14.05 atau 27 Maret 2026."))
    is_estimate = forms.BooleanField(label=_("Perkiraan"), required=False)
    after = MomentField(label=_("Paling awal"), required=False, help_text=_("Bila hanya batasnya yang diketahui."))
    before = MomentField(label=_("Paling akhir"), required=False)
    source = line(_("Sumber"), 300)
    reason = long_text(_("Alasan dicatat atau diperbaiki sekarang"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data["known"]) == bool(data["after"] or data["before"]):
            self.add_error("known", _("Isi waktunya, atau batasnya; tidak keduanya."))
        for name in ("known", "after", "before"):
            if (moment := data.get(name)) and moment.earliest_at > self.now:
                self.add_error(name, FUTURE)
        if (after := data.get("after")) and (before := data.get("before")) and before.latest_at < after.earliest_at:
            self.add_error("before", _("Batas akhir tidak boleh sebelum batas awal."))
        return data

    def words(self) -> dict[str, Any]:
        data = self.cleaned_data
        date = dated(data["kind"], data["known"], data["is_estimate"], data["after"], data["before"], data["source"])
        return {"date": date, "reason": data["reason"]}


class ClaimForm(CaseForm):
    incident = forms.ModelChoiceField(Incident.objects.none(), label=_("Kejadian"), empty_label=None)
    claimed_by = line(_("Menurut siapa"), 160)
    claimed_at = TimedField(label=_("Waktu menurutnya"), required=False, help_text=_("Mis. 26/8/2022 15.00."))
    within_hours = forms.TypedChoiceField(
        label=_("Menyebut dalam jam kerja"),
        choices=[("", _("Tidak menyebut")), ("yes", _("Ya")), ("no", _("Tidak"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    source = line(_("Sumber"), 300)

    def add_fields(self) -> None:
        incidents = self.case.incidents.select_related("agency", "case")
        self.fields["incident"].queryset = incidents
        if len(incidents) == 1:
            self.fields["incident"].required = False
            self.fields["incident"].widget = forms.HiddenInput()
            self.fields["incident"].initial = incidents[0].pk

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and data["claimed_at"] is None and data["within_hours"] is None:
            self.add_error("claimed_at", _("Isi waktunya, atau apakah ia menyebut dalam jam kerja."))
        return data

    def words(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        incident = data.pop("incident") or self.case.incidents.select_related("agency", "case").first()
        return {"incident": incident, "claim": HoursClaim(**data)}


class InstructForm(DatedCaseForm):
    to = forms.ModelChoiceField(Agency.objects.none(), label=_("Kepada"), empty_label=_("Pilih perangkat daerah"))
    text = long_text(_("Perintah"))
    given_by = line(_("Oleh"), 120, _("Nama atau jabatan yang memberi perintah."))

    def add_fields(self) -> None:
        self.fields["to"].queryset = Agency.objects.filter(government_id=self.case.government_id)


class AnswerForm(DatedCaseForm):
    result = long_text(_("Hasil pelaksanaan"))


class RecuseForm(DatedCaseForm):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Siapa yang mundur"), empty_label=None)
    reason = long_text(_("Alasan"), _("Sesudah ini akun tersebut tidak lagi melihat kasus ini."))

    def add_fields(self) -> None:
        people = User.objects.filter(pk=self.user.pk)
        if self.user.role in (Role.BKPSDM, Role.INSPECTOR):
            people = User.objects.filter(government_id=self.case.government_id, is_active=True)
        self.fields["user"].queryset = people.order_by("first_name", "username")
        self.fields["user"].initial = self.user.pk


class OutsideReportForm(CaseForm):
    body = line(_("Badan"), 160, _("Mis. BKN, Ombudsman, LSM."))
    reporter = line(_("Pelapor menurut badan itu"), 160, _("Disimpan terpisah dan dirahasiakan."), required=False)
    direction = forms.ChoiceField(label=_("Arah"), choices=OutsideReport.Direction)
    about = long_text(_("Perihal"))
    concerns_handling = forms.BooleanField(label=_("Mengadukan penanganan kasus ini"), required=False)
    reported_on = DayField(label=_("Tanggal surat atau laporan"))
    received_on = DayField(label=_("Diterima"), required=False)
    register_number = line(_("Nomor register"), 80, required=False)
    answer_step = forms.ChoiceField(
        label=_("Tenggat jawaban"), required=False, help_text=_("Untuk surat masuk yang meminta jawaban.")
    )
    answer_by = DayField(label=_("Batas yang disebut suratnya"), required=False)
    answered_on = DayField(label=_("Dijawab pada"), required=False)
    answer = long_text(_("Jawaban"), required=False)

    def add_fields(self) -> None:
        rules = TimeLimit.objects.in_force(self.today).filter(step__in=ANSWER_STEPS, amount__isnull=False)
        self.fields["answer_step"].choices = [
            ("", _("Tidak meminta jawaban")),
            *((each.step, str(each)) for each in rules),
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer_by") and not data.get("answer_step"):
            self.add_error("answer_step", _("Pilih tenggat jawabannya juga."))
        return data

    def words(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        reporter, step, by = data.pop("reporter"), data.pop("answer_step"), data.pop("answer_by")
        told = Reporter(name=reporter) if reporter else None
        return {"report": OutsideReport(**data), "reporter": told, "answer_step": step, "answer_by": by}


class OutsideAnswerForm(DatedCaseForm):
    on = DayField(label=_("Tanggal surat jawaban"))
    number = line(_("Nomor surat jawaban"), 80)
    answer = long_text(_("Inti jawaban"))


class StatementForm(CaseForm):
    by = line(_("Oleh"), 160)
    on = DayField(label=_("Tanggal"), required=False)
    gist = long_text(_("Inti pernyataan"))

    def words(self) -> dict[str, Any]:
        return {"statement": PublicStatement(**self.cleaned_data)}


class LinkRegulationForm(DatedCaseForm):
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(), label=_("Peraturan atau surat edaran"), empty_label=_("Pilih peraturan")
    )
    relation = forms.ChoiceField(label=_("Kaitan"), choices=CaseRegulation.Relation)
    note = line(_("Catatan"), 300, required=False)

    def add_fields(self) -> None:
        region = self.case.government.name  # the law names regions as people do
        self.fields["regulation"].queryset = Regulation.objects.filter(region__in=("", region)).order_by("kind", "slug")
        self.fields["regulation"].label_from_instance = lambda row: doubted(str(row)[:140], row)


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
            found = "; ".join(f"{match.case.number} ({match.words})" for match in alike)
            self.fields["into"].help_text = _("Yang mirip: %(found)s.") % {"found": found}

    def clean_into(self) -> Case:
        return find_case(self.cleaned_data["into"], self.user)


class UndoMergeForm(DatedCaseForm):
    reason = line(_("Alasan"), 300)


def find_case(number: str, user: User) -> Case:
    """The case of a number that was typed. Raises ValidationError when the account cannot read it."""
    number = number.strip().upper()
    if found := Case.objects.visible_to(user).filter(number=number).first():
        return found
    raise ValidationError(_("Kasus %(number)s tidak ditemukan."), params={"number": number})
