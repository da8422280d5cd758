"""Forms of the acts on a whole case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Agency, OutsideReport, PublicStatement, Recusal, Reporter, Role, User
from cases.procedure.rights import Right, may
from cases.web.forms.act_form import line, long_text
from cases.web.forms.case_form import CaseForm, DatedCaseForm
from cases.web.forms.choices import set_choices, set_rows
from cases.web.forms.fields import DayField
from regulations.models import ClockStep, TimeLimit

# The rules for the answer to an outside body; the last one is internal, for letters without a statutory limit.
ANSWER_STEPS = (
    ClockStep.EXPLAIN_TO_OMBUDSMAN,
    ClockStep.FOLLOW_OMBUDSMAN,
    ClockStep.RESPOND_TO_LAPOR,
    ClockStep.ANSWER_LETTER,
)


class InstructForm(DatedCaseForm):
    to = forms.ModelChoiceField(Agency.objects.none(), label=_("Kepada"), empty_label=_("Pilih perangkat daerah"))
    text = long_text(_("Perintah"))
    given_by = line(_("Oleh"), 120, _("Nama atau jabatan yang memberi perintah."))
    due = DayField(
        label=_("Batas pelaporan"), required=False, help_text=_("Kosong: lima hari kerja menurut aturan internal.")
    )

    def add_fields(self) -> None:
        set_rows(self, "to", Agency.objects.filter(government_id=self.case.government_id))
        self.initial.setdefault("to", self.case.agency_id)
        if self.user.role == Role.LEADER:
            self.initial.setdefault("given_by", str(self.user))


class AnswerForm(DatedCaseForm):
    result = long_text(_("Hasil pelaksanaan"))


class RecuseForm(DatedCaseForm):
    reason = long_text(
        _("Alasan"),
        _("Akun itu tidak lagi melihat kasus ini. Petugas lain ditarik setelah pejabat kedua mengonfirmasi."),
    )

    def add_fields(self) -> None:
        people = User.objects.filter(pk=self.user.pk)
        if may(self.user, Right.RECUSE_OTHERS):
            people = User.objects.filter(government_id=self.case.government_id, is_active=True)
        self.fields["user"] = forms.ModelChoiceField(
            people.order_by("first_name", "username"),
            label=_("Siapa yang mundur"),
            empty_label=None,
            initial=self.user.pk,
        )
        self.order_fields(["on", "user"])


class LiftRecusalForm(DatedCaseForm):
    recusal = forms.ModelChoiceField(
        Recusal.objects.none(), label=_("Yang kembali menangani"), empty_label=_("Pilih petugas")
    )
    reason = long_text(_("Alasan"), _("Mengapa benturan kepentingannya tidak ada lagi. Dikonfirmasi pejabat lain."))

    def add_fields(self) -> None:
        set_rows(self, "recusal", self.case.recusals.standing().select_related("user"))


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
        set_choices(
            self,
            "answer_step",
            [
                ("", _("Tidak meminta jawaban")),
                *((rule.step, str(rule)) for rule in rules),
            ],
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer_by") and not data.get("answer_step"):
            self.add_error("answer_step", _("Pilih tenggat jawabannya juga."))
        return data

    def keywords(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        reporter, by = data.pop("reporter"), data.pop("answer_by")
        step = ClockStep(asked) if (asked := data.pop("answer_step")) else None
        named = Reporter(name=reporter) if reporter else None
        return {
            "report": OutsideReport(**data),
            "reporter": named,
            "answer_step": step,
            "answer_by": by,
        }


class OutsideAnswerForm(DatedCaseForm):
    on = DayField(label=_("Tanggal surat jawaban"))
    number = line(_("Nomor surat jawaban"), 80)
    answer = long_text(_("Inti jawaban"))


class StatementForm(CaseForm):
    by = line(_("Oleh"), 160)
    on = DayField(label=_("Tanggal"), required=False)
    gist = long_text(_("Inti pernyataan"))

    def keywords(self) -> dict[str, Any]:
        return {"statement": PublicStatement(**self.cleaned_data)}
