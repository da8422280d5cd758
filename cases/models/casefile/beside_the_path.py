"""What is recorded beside a path and does not move it: clarifications, facts, temporary measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent


class Clarification(models.Model):
    """A request for clarification and its answer: an internal step that is not part of PP 94/2021."""

    class Channel(models.TextChoices):
        LETTER = "LETTER", _("Surat")
        PHONE = "PHONE", _("Telepon")
        IN_PERSON = "IN_PERSON", _("Tatap muka")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="clarifications")
    channel = models.CharField(_("cara"), max_length=10, choices=Channel)
    question = models.TextField(_("yang ditanyakan"), blank=True)
    requested_on = models.DateField(_("diminta"))
    answered_on = models.DateField(_("dijawab"), null=True, blank=True)
    answer = models.TextField(_("jawaban"), blank=True)

    class Meta:
        verbose_name = _("klarifikasi")
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(answered_on__isnull=True), name="one_open_clarification"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.requested_on}"


class Fact(models.Model):
    """A fact beside the procedure that does not end it: an apology, coaching, a transfer."""

    class Kind(models.TextChoices):
        APOLOGY = "APOLOGY", _("Permintaan maaf")
        STATEMENT_LETTER = "STATEMENT_LETTER", _("Surat pernyataan")
        COACHING = "COACHING", _("Pembinaan")
        PHONE_CONFIRMATION = "PHONE_CONFIRMATION", _("Konfirmasi telepon")
        TRANSFER = "TRANSFER", _("Mutasi (bukan sanksi)")
        RESIGNATION = "RESIGNATION", _("Permintaan berhenti")
        REHABILITATION = "REHABILITATION", _("Pemulihan nama baik")
        REPRIMAND_BY_LEADER = "REPRIMAND_BY_LEADER", _("Teguran lisan pimpinan")
        OTHER = "OTHER", _("Lainnya")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(_("jenis catatan"), max_length=20, choices=Kind)
    on = models.DateField(_("tanggal"), null=True, blank=True)
    by = models.CharField(_("oleh"), max_length=160, blank=True)
    text = models.TextField(_("uraian"))

    class Meta:
        verbose_name = _("catatan")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on or ''}".strip()


class InterimMeasure(models.Model):
    """A temporary measure beside the path (e.g. release from duties, Pasal 31 PP 94/2021); not a sanction."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="interim_measures")
    measure = models.CharField(_("tindakan"), max_length=200)
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    ground = models.TextField(_("alasan"), blank=True)
    ordered_by = models.CharField(_("ditetapkan oleh"), max_length=160)
    superior = models.ForeignKey("cases.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    superior_post = models.CharField(
        _("jabatan yang menetapkan"), max_length=160, blank=True, db_default="", default="",
        help_text=_("hanya bila tidak ada dalam riwayat jabatan"),
    )  # fmt: skip
    superior_source = models.CharField(_("sumber jabatan itu"), max_length=200, blank=True, db_default="", default="")
    acting = models.CharField(_("pelaksana harian"), max_length=160, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    end_number = models.CharField(_("nomor pengakhiran"), max_length=80, blank=True)
    restored = models.TextField(_("yang dipulihkan"), blank=True, help_text=_("tugas, tunjangan, atau tidak ada"))

    class Meta:
        verbose_name = _("tindakan sementara")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="interim_measure_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.measure
