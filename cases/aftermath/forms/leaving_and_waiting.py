"""Forms of early closing, holds, resuming, reopening, and facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.aftermath.interim import Superior
from cases.models import EARLY_EXITS, SERVICE_ENDED, ClosingReason, Fact, Respondent
from cases.web.forms.act_form import ActForm, doubted, line, long_text
from cases.web.forms.choices import set_choices
from cases.web.forms.employees import EmployeeField
from cases.web.forms.fields import DayField
from regulations.models import ServiceEnding


class CloseEarlyForm(ActForm):
    varies = ("reason", "note")
    reason = forms.TypedChoiceField(
        label=_("Alasan"),
        coerce=ClosingReason,
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label) for reason in ClosingReason if reason in EARLY_EXITS],
    )
    note = long_text(_("Penjelasan"))


class ResignForm(ActForm):
    note = long_text(_("Uraian"), _("Mis. nomor dan tanggal surat pengunduran diri. Bukan sanksi."))


class LeaveServiceForm(ActForm):
    reason = forms.TypedChoiceField(
        label=_("Sebab"),
        coerce=ClosingReason,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "Sebab itu tidak berlaku bagi status kepegawaian ini (Pasal 52 UU 20/2023; PP 49/2018)."
            )
        },
    )
    note = long_text(_("Uraian"), _("Mis. nomor dan tanggal SK pensiun atau surat kematian. Bukan sanksi."))

    def add_fields(self) -> None:
        """The endings that the staff categories concerned know, each with what it rests on."""
        super().add_fields()
        known = [
            ending
            for category in dict.fromkeys(respondent.category for respondent in self.respondents)
            for ending in ServiceEnding.objects.of_category(category, self.today).filter(reason__in=SERVICE_ENDED)
        ]
        choices = {ending.reason: doubted(f"{ending} – {ending.basis}", ending) for ending in known}
        set_choices(self, "reason", list(choices.items()))


class ReopenForm(ActForm):
    reason = long_text(_("Alasan dibuka kembali"))


class HoldForm(ActForm):
    reason = long_text(_("Menunggu apa"))
    owner = line(_("Menunggu siapa"), 160)
    review_on = DayField(
        label=_("Ditinjau lagi pada"), help_text=_("Mis. 27/3/2026. Hanya tenggat internal yang dijeda.")
    )


class ResumeForm(ActForm):
    note = long_text(_("Catatan"), required=False)


class InterimForm(ActForm):
    measure = line(_("Tindakan"), 200, _("Mis. dibebaskan sementara dari tugas jabatan. Bukan sanksi."))
    number = line(_("Nomor keputusan"), 80)
    ground = long_text(_("Alasan"), _("Mengapa dugaannya diancam hukuman berat dan tugasnya tidak dapat dijalankan."))
    superior = EmployeeField(label=_("Ditetapkan oleh atasan"), help_text=_("NIP atau nama."), max_length=160)
    post = line(_("Jabatan atasan"), 160, _("Hanya bila tidak tercatat, mis. Wali Kota."), required=False)
    source = line(_("Sumber jabatan itu"), 200, _("Mis. nomor dan tanggal keputusan pengangkatannya."), required=False)
    acting = line(_("Pelaksana harian"), 160, _("Yang menjalankan tugasnya sementara."))
    ends_on = DayField(label=_("Sampai"), help_text=_("Kosong: sampai keputusan."), required=False)

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        who = Superior(keywords.pop("superior"), keywords.pop("post"), keywords.pop("source"))
        return keywords | {"superior": who}


class EndInterimForm(ActForm):
    number = line(_("Nomor pencabutan"), 80)
    restored = long_text(_("Yang dipulihkan"), _("Tugas, tunjangan, atau hak yang dikembalikan; tulis bila tidak ada."))


class RehabilitateForm(ActForm):
    by = line(_("Ditandatangani oleh"), 160)
    text = long_text(_("Isi pemulihan"), _("Mis. nomor surat pemulihan nama baik dan kepada siapa disampaikan."))


class FactForm(ActForm):
    kind = forms.ChoiceField(label=_("Jenis catatan"), choices=Fact.Kind)
    by = line(_("Oleh"), 160, required=False)
    text = long_text(_("Uraian"), _("Catatan tidak pernah mengakhiri perkara."))
    date_unknown = forms.BooleanField(label=_("Tanggal peristiwanya belum diketahui"), required=False)

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        return keywords | {"is_dated": not keywords.pop("date_unknown")}


class CoachingForm(ActForm):
    by = line(_("Oleh"), 160)
    text = long_text(_("Uraian pembinaan"))
