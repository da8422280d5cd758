"""Rows of a staff record besides cases: sanctions from the national system, and clearance letters."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.decisions.decision import Decision
from cases.models.people.account import User
from cases.models.people.employee import Employee
from cases.models.people.government import Government, Role
from regulations.models import SanctionType


class PastSanctionQuerySet(models.QuerySet["PastSanction"]):
    def not_decided_here(self) -> Self:
        """Sanctions whose decree was not made here: the history from SIASN also contains our own."""
        ours = Decision.objects.filter(respondent__employee=OuterRef("employee"), number=OuterRef("decree_number"))
        return self.exclude(Exists(ours))


class PastSanction(models.Model):
    """A sanction from before this system, or from another government, as the national staff system (SIASN) reports
    it."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="past_sanctions")
    sanction_type = models.ForeignKey(
        SanctionType, on_delete=models.PROTECT, related_name="+", verbose_name=_("jenis hukuman")
    )
    decree_number = models.CharField(_("nomor SK"), max_length=80)
    decided_on = models.DateField(_("tanggal SK"))
    starts_on = models.DateField(_("terhitung mulai tanggal"))
    ends_on = models.DateField(_("akhir hukuman"))
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    objects = PastSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("riwayat hukuman")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "decree_number"], name="past_sanction_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on__gte=models.F("decided_on"))
                & models.Q(ends_on__gte=models.F("starts_on")),
                name="past_sanction_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree_number}: {self.sanction_type}"


class ClearanceLetterQuerySet(models.QuerySet["ClearanceLetter"]):
    def visible_to(self, user: User) -> Self:
        """Letters of the people whom the account may see; administrators read none, nor does anybody those of a person
        in whose case they have a conflict of interest."""
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        barred = Respondent.objects.in_conflict(user).filter(employee=OuterRef("employee"))
        return self.filter(~Exists(barred), employee__in=Employee.objects.visible_to(user))


class ClearanceLetter(models.Model):
    """Surat keterangan: the person serves no sanction. Stored as issued; only a withdrawal is written later.

    ``code`` is in the QR code. It cannot be guessed, and its page shows no more than the paper.
    """

    class Purpose(models.TextChoices):
        PROMOTION = "PROMOTION", _("Kenaikan pangkat")
        TRANSFER = "TRANSFER", _("Mutasi atau perpindahan")
        SELECTION = "SELECTION", _("Seleksi jabatan")
        STUDY = "STUDY", _("Tugas atau izin belajar")
        TRAINING = "TRAINING", _("Pendidikan dan pelatihan")
        AWARD = "AWARD", _("Tanda kehormatan atau penghargaan")
        RETIREMENT = "RETIREMENT", _("Pensiun")
        OTHER = "OTHER", _("Keperluan lain")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="clearance_letters")
    number = models.CharField(_("nomor"), max_length=80)
    purpose = models.CharField(_("keperluan"), max_length=12, choices=Purpose)
    purpose_note = models.CharField(_("keterangan keperluan"), max_length=200, blank=True)
    issued_on = models.DateField(_("tanggal"))
    valid_until = models.DateField(_("berlaku sampai"))
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diterbitkan oleh"))
    issued_at = models.DateTimeField()
    file = models.FileField(max_length=200)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    withdrawn_on = models.DateField(_("ditarik"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(_("alasan penarikan"), blank=True)

    objects = ClearanceLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat keterangan")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="clearance_number_unique"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("issued_on")), name="clearance_valid_after_issue"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (models.Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawal_reason="")),
                name="clearance_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number
