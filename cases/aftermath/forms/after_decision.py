"""Forms of delivery, remedies, rulings, serving, and completion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.aftermath.rulings import CHANGING, UPHOLDING
from cases.letters.decrees import is_written_elsewhere
from cases.models import Act, Delivery, Remedy
from cases.web.forms.act_form import ActForm, line, long_text
from cases.web.forms.fields import DayField


class DecreeForm(ActForm):
    """Asks for the number of a decree that was written elsewhere, where the rules know no form for it."""

    number = line(_("Nomor keputusan"), 80, _("Sebagaimana tertulis pada surat keputusannya."), required=False)

    def add_fields(self) -> None:
        super().add_fields()
        standing = None if self.is_bulk else self.respondent.standing_decision_or_none
        if standing is None or not is_written_elsewhere(standing):
            del self.fields["number"]


class MissDeliveryForm(DecreeForm):
    reason = line(_("Alasan tidak hadir"), 200, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Tidak hadir pada")
        self.fields["on"].help_text = _("Keputusan lalu dikirim ke alamatnya paling lambat hari kerja ke-3.")


class SendDecisionForm(ActForm):
    address = line(_("Alamat tujuan"), 300)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Dikirim pada")


class DeliverForm(DecreeForm):
    method = forms.ChoiceField(label=_("Cara"), choices=Delivery.Method)
    received_by = line(_("Diterima oleh, atau saksi penolakan"), 160, _("Wajib bila menolak menerima."), required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Diterima pada")
        self.fields["on"].help_text = _("Tanggal terima menentukan hari berlaku dan batas keberatan.")


class EffectForm(ActForm):
    pass


class RemedyForm(ActForm):
    addressee = line(
        _("Ditujukan kepada"), 160, _("Keberatan: atasan pejabat atau PPK. Kosong pada banding: BPASN."), required=False
    )
    grounds = long_text(_("Alasan keberatan atau banding"))

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Diterima pada")
        self.fields["on"].help_text = _("Hari diterimanya yang dihitung; berlakunya keputusan dibatalkan surut.")


class SilenceForm(ActForm):
    pass


class AnswerAppealForm(ActForm):
    reply = long_text(_("Isi tanggapan"))


class RulingForm(ActForm):
    aside = "casefile/acts/_act_rulings.html"
    rulings = (
        (Act.UPHOLD, Remedy.Outcome.UPHELD.label),
        (Act.CHANGE, Remedy.Outcome.CHANGED.label),
        (Act.ANNUL, Remedy.Outcome.ANNULLED.label),
        (Act.POSTPONE_RULING, _("Ditunda")),
    )
    ruled_by = line(_("Diputus oleh"), 160, _("Pejabat, BPASN, atau pengadilan, dengan nomor putusannya."))
    ruling = long_text(_("Isi putusan"))

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Tanggal putusan")


def _outcome(outcomes: tuple[Remedy.Outcome, ...]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Putusan"),
        coerce=Remedy.Outcome,
        choices=[(outcome.value, outcome.label) for outcome in outcomes],
        empty_value=outcomes[0],
        required=False,
    )


class UpholdForm(RulingForm):
    outcome = _outcome(UPHOLDING)


class ChangeForm(RulingForm):
    outcome = _outcome(CHANGING)


class PostponeRulingForm(RulingForm):
    until = DayField(label=_("Ditunda sampai"))


class PayrollNoteForm(ActForm):
    note = line(_("Nomor nota dan penerimanya"), 160)


class CompleteForm(ActForm):
    note = long_text(_("Uraian pelaksanaan"))
