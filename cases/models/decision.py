"""The decision, its sanctions, how it reached the person, and the remedies against it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.models import Official, SanctionType, Severity, StaffCategory

from .people import Agency
from .respondent import Respondent


class Decision(models.Model):
    """A decision by the competent official; a later one may replace it (``replaces``)."""

    class State(models.TextChoices):
        STANDING = "STANDING", _("Berlaku")
        REPLACED = "REPLACED", _("Diganti")
        ANNULLED = "ANNULLED", _("Dibatalkan")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    decided_on = models.DateField(_("ditetapkan"))
    official = models.CharField(_("pejabat yang berwenang"), max_length=20, choices=Official)
    official_name = models.CharField(_("nama dan jabatan pejabat"), max_length=200)
    considerations = models.TextField(_("pertimbangan"))
    competence_note = models.CharField(_("catatan kewenangan"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    effective_on = models.DateField(_("mulai berlaku"), null=True, blank=True)
    remedy_until = models.DateField(_("batas upaya administratif"), null=True, blank=True)

    class Meta:
        verbose_name = _("keputusan")
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(state="STANDING"), name="one_standing_decision"
            )
        ]

    def __str__(self) -> str:
        return self.number or f"{_('Keputusan')} {self.decided_on}"


class Sanction(models.Model):
    """One sanction of a decision, with what the dashboard counts copied from the day it was decided."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sanctions")
    sanction_type = models.ForeignKey(
        SanctionType, on_delete=models.PROTECT, related_name="+", verbose_name=_("jenis sanksi")
    )
    severity = models.CharField(_("tingkat"), max_length=16, choices=Severity)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("status kepegawaian"), max_length=20, choices=StaffCategory)
    decided_on = models.DateField()
    event_working_days = models.PositiveIntegerField(
        null=True, help_text=_("hari kerja dari kejadian sampai keputusan; kosong bila waktu kejadian tidak diketahui")
    )
    is_repeat = models.BooleanField(default=False)
    ends_on = models.DateField(_("selesai dijalani"), null=True, blank=True)

    class Meta:
        verbose_name = _("sanksi")
        indexes = [models.Index(fields=["agency", "decided_on"], name="sanction_agency_month")]

    def __str__(self) -> str:
        return str(self.sanction_type)


class Delivery(models.Model):
    """How a decision reached the person; the day of receipt starts the remedy window and the day of effect."""

    class Method(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("Diserahkan langsung")
        SENT = "SENT", _("Dikirim ke alamat")
        REFUSED = "REFUSED", _("Menolak menerima, dicatat")

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="delivery")
    method = models.CharField(_("cara"), max_length=10, choices=Method)
    received_on = models.DateField(_("diterima"))
    received_by = models.CharField(_("diterima oleh"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("penyampaian")

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.received_on}"


class Remedy(models.Model):
    """Keberatan or banding administratif (PP 79/2021): the kind follows from the decision, they are not steps."""

    class Kind(models.TextChoices):
        OBJECTION = "OBJECTION", _("Keberatan")
        APPEAL = "APPEAL", _("Banding administratif")

    class Outcome(models.TextChoices):
        UPHELD = "UPHELD", _("Dikuatkan")
        CHANGED = "CHANGED", _("Diubah")
        ANNULLED = "ANNULLED", _("Dibatalkan")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    filed_on = models.DateField(_("diajukan"))
    grounds = models.TextField(_("alasan"))
    decided_on = models.DateField(_("diputus"), null=True, blank=True)
    outcome = models.CharField(_("putusan"), max_length=10, choices=Outcome, blank=True)
    ruling = models.TextField(_("isi putusan"), blank=True)

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
