"""Forms of the acts before, beside and at the end of the examination."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import EARLY_EXITS, Clarification, ClosingReason, Fact, Respondent
from cases.services.clarification import open_routes
from regulations.models import Provision, Route

from .acts import ActForm, line, long_text
from .fields import DayField
from .persons import EmployeeField
from .provisions import ProvisionField, chargeable


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


class AllegeForm(ActForm):
    text = long_text(_("Uraian dugaan"), _("Apa yang diduga dilakukan, kapan, di mana. Dugaan, belum temuan."))
    provision = ProvisionField(Provision.objects.none(), required=False, empty_label=_("Belum ditentukan"))

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["provision"].queryset = chargeable(self.respondent)


class RequestClarificationForm(ActForm):
    channel = forms.ChoiceField(label=_("Cara"), choices=Clarification.Channel)
    question = long_text(_("Yang ditanyakan"), required=False)


class RecordClarificationForm(ActForm):
    answer = long_text(_("Jawaban"), _("Tulis apa adanya. Permintaan maaf adalah catatan, bukan akhir perkara."))


class ChooseRouteForm(ActForm):
    route = forms.TypedChoiceField(label=_("Jalur"), coerce=Route, widget=forms.RadioSelect)
    reason = long_text(_("Alasan"))

    def add_fields(self) -> None:
        super().add_fields()
        lawful = [route for route in Route if all(route in open_routes(each) for each in self.respondents)]
        self.fields["route"].choices = [(route.value, route.label) for route in lawful]
        self.fields["route"].help_text = _("Hanya jalur yang dikenal hukum bagi status kepegawaiannya saat kejadian.")


class CloseEarlyForm(ActForm):
    reason = forms.TypedChoiceField(
        label=_("Alasan"),
        coerce=ClosingReason,
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label) for reason in ClosingReason if reason in EARLY_EXITS],
    )
    note = long_text(_("Penjelasan"))


class ResignForm(ActForm):
    note = long_text(_("Uraian"), _("Mis. nomor dan tanggal surat pengunduran diri. Bukan sanksi."))


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
    measure = line(_("Tindakan"), 200, _("Mis. dibebaskan sementara dari tugas. Bukan sanksi."))
    ordered_by = line(_("Ditetapkan oleh"), 160)
    ends_on = DayField(label=_("Sampai"), required=False)


class FactForm(ActForm):
    kind = forms.ChoiceField(label=_("Jenis catatan"), choices=Fact.Kind)
    by = line(_("Oleh"), 160, required=False)
    text = long_text(_("Uraian"), _("Catatan tidak pernah mengakhiri perkara."))
    date_unknown = forms.BooleanField(label=_("Tanggal peristiwanya belum diketahui"), required=False)

    def words(self, respondent: Respondent) -> dict[str, Any]:
        words = super().words(respondent)
        return words | {"is_dated": not words.pop("date_unknown")}


class CoachingForm(ActForm):
    by = line(_("Oleh"), 160)
    text = long_text(_("Uraian pembinaan"))
