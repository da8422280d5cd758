"""The remedies against a decision, and the restoration after an annulment (PP 79/2021)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.decisions.decision import Decision
from cases.models.people.government import Agency


class Remedy(models.Model):
    """Keberatan or banding administratif (PP 79/2021): the decision determines the kind; they are not two steps.

    A ruling of a higher body or court without a remedy is also stored here, with the day of the ruling as day of
    filing.
    """

    class Kind(models.TextChoices):
        OBJECTION = "OBJECTION", _("Keberatan")
        APPEAL = "APPEAL", _("Banding administratif")
        RULING = "RULING", _("Putusan lembaga di atasnya")

    class Outcome(models.TextChoices):
        UPHELD = "UPHELD", _("Dikuatkan")
        CHANGED = "CHANGED", _("Diubah")
        LIGHTENED = "LIGHTENED", _("Diringankan")
        AGGRAVATED = "AGGRAVATED", _("Diperberat")
        NOT_ACCEPTED = "REFUSED", _("Tidak diterima")
        ANNULLED = "ANNULLED", _("Dibatalkan")
        LAPSED = "LAPSED", _("Gugur")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    filed_on = models.DateField(_("diajukan"))
    grounds = models.TextField(_("alasan"))
    addressee = models.CharField(_("ditujukan kepada"), max_length=160, blank=True)
    silent_on = models.DateField(_("lewat tanpa putusan"), null=True, blank=True)
    silence_effect = models.TextField(_("akibat tanpa putusan"), blank=True)
    postponed_until = models.DateField(_("ditunda sampai"), null=True, blank=True)
    replied_on = models.DateField(_("tanggapan PPK dikirim"), null=True, blank=True)
    reply = models.TextField(_("tanggapan PPK"), blank=True)
    decided_on = models.DateField(_("diputus"), null=True, blank=True)
    outcome = models.CharField(_("putusan"), max_length=10, choices=Outcome, blank=True)
    ruling = models.TextField(_("isi putusan"), blank=True)
    ruled_by = models.CharField(_("diputus oleh"), max_length=160, blank=True)
    late_note = models.TextField(_("keterlambatan putusan"), blank=True, help_text=_("ditulis sistem"))
    court_until = models.DateField(_("batas gugatan"), null=True, blank=True)

    class Meta:
        verbose_name = _("upaya administratif")
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(decided_on__isnull=True), name="one_open_remedy"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, outcome="")
                | (models.Q(decided_on__isnull=False) & ~models.Q(outcome="")),
                name="remedy_decided_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filed_on}"


class RestorationStep(models.Model):
    """One step of the restoration after an annulment: its owner and the day on which it was done."""

    class Kind(models.TextChoices):
        NAME = "NAME", _("Pemulihan nama baik")
        RECORD = "RECORD", _("Penghapusan dari riwayat kepegawaian dan SIASN")
        PAY = "PAY", _("Pembayaran kembali gaji dan tunjangan")
        POST = "POST", _("Pengembalian jabatan, kelas jabatan, atau pangkat")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="restorations")
    kind = models.CharField(_("yang dipulihkan"), max_length=8, choices=Kind)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("penanggung jawab"))
    done_on = models.DateField(_("selesai"), null=True, blank=True)
    result = models.TextField(_("hasil"), blank=True)

    class Meta:
        verbose_name = _("langkah pemulihan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="restoration_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) ^ ~models.Q(result=""), name="restoration_done_with_result"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
