"""Forms that impose a duty and record its outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.decisions.duties import Outcome, duties_open_to
from cases.models import EvidenceItem, ImposedDuty
from cases.web.forms.act_form import ActForm, doubted, line
from cases.web.forms.choices import set_choices, set_rows
from cases.web.forms.fields import DayField
from regulations.models import DutyType


class ImposeDutyForm(ActForm):
    kind = forms.ChoiceField(
        label=_("Kewajiban"),
        widget=forms.RadioSelect,
        help_text=_("Bukan hukuman; dicatat di samping sanksi atau pembinaan."),
    )
    text = line(_("Uraian"), 300, _("Mis. unggahan yang mana, di depan apel mana."), required=False)
    due_on = DayField(
        label=_("Paling lambat"),
        help_text=_("Mis. 27/3/2026. Kosong: dihitung menurut aturan internal."),
        required=False,
    )

    def add_fields(self) -> None:
        super().add_fields()
        self.kinds: dict[str, DutyType] = {kind.pk: kind for kind in duties_open_to(self.respondent, self.today)}
        choices = [(pk, doubted(f"{kind} ({kind.basis})", kind)) for pk, kind in self.kinds.items()]
        set_choices(self, "kind", choices)

    def clean_kind(self) -> DutyType:
        return self.kinds[self.cleaned_data["kind"]]


class EndDutyForm(ActForm):
    duty = forms.ModelChoiceField(
        ImposedDuty.objects.none(), label=_("Kewajiban"), empty_label=None, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("Hasil"),
        choices=[(outcome.value, outcome.label) for outcome in (Outcome.DONE, Outcome.WAIVED)],
        widget=forms.RadioSelect,
    )
    proof = forms.ModelChoiceField(
        EvidenceItem.objects.none(),
        label=_("Bukti"),
        required=False,
        empty_label=_("Tidak ada berkas"),
        help_text=_("Tambahkan dulu berkasnya sebagai bukti kasus, lalu pilih di sini; atau isi tautannya."),
    )
    proof_link = forms.URLField(label=_("Tautan bukti"), required=False, max_length=500, assume_scheme="https")
    note = line(_("Keterangan"), 300, _("Wajib bila dihapuskan: siapa yang memutuskan dan mengapa."), required=False)

    def add_fields(self) -> None:
        super().add_fields()
        set_rows(self, "duty", self.respondent.duties.running().select_related("kind"))
        held = EvidenceItem.objects.filter(case=self.respondent.case_id, state=EvidenceItem.State.HELD)
        set_rows(self, "proof", held)

    def initially(self) -> dict[str, Any]:
        first = self.respondent.duties.running().first()
        return {"duty": first.pk, "outcome": Outcome.DONE} if first else {}
