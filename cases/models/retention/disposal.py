"""What is due for destruction, what is held, and the certificate of what was destroyed (decision 88)."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from cases.models.people.government import Government
from cases.models.people.reader import Reader
from cases.models.sealing.chain import SealedKind
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal
from regulations.models import ClockStep, TimeLimit

KEPT_TIMES = (ClockStep.KEEP_CASE, ClockStep.KEEP_UNPROVEN, ClockStep.KEEP_REPORTS, ClockStep.KEEP_READINGS)


class RetentionChoice(models.Model):
    """The time that a government's own schedule (JRA) sets in place of the national row."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="retention_choices")
    step = models.CharField(
        _("yang disimpan"), max_length=30, choices=[(step.value, step.value) for step in KEPT_TIMES]
    )
    months = models.PositiveSmallIntegerField(_("masa simpan (bulan)"))
    basis = models.CharField(_("dasar hukum"), max_length=200)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("masa simpan daerah")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(months__gte=1) & ~models.Q(basis=""), name="retention_has_basis")
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.step} {self.months}"


class LegalHold(models.Model):
    """A case that is not destroyed while somebody needs it: a court, an audit, a request of the person."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(_("alasan"), max_length=300)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("sejak"))
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("penahanan hukum")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(lifted_at__isnull=True), name="one_standing_legal_hold"
            )
        ]
        triggers = [AppendOnly(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reason


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of the government; of cases, those that the account may read."""
        seen = models.Q(case=None) | models.Q(case__in=Case.objects.visible_to(user))
        return self.filter(seen, government_id=user.government_id)

    def waiting(self) -> Self:
        return self.filter(destruction=None)


class Disposal(models.Model):
    """What is due: the file of a case, or the log of readings or the refused reports before a day. It waits until two
    reviewers agree."""

    class Kind(models.TextChoices):
        CASE = "CASE", _("Berkas kasus")
        READINGS = "READINGS", _("Jejak pembacaan")
        REPORTS = "REPORTS", _("Laporan yang tidak ditindaklanjuti")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="disposals")
    kind = models.CharField(_("yang dimusnahkan"), max_length=10, choices=Kind)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="disposal")
    limit = models.ForeignKey(TimeLimit, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(_("masa simpan (bulan)"))
    basis = models.CharField(_("dasar hukum"), max_length=250)
    due_on = models.DateField(_("masa simpan berakhir"))
    proposed_at = models.DateTimeField(_("diusulkan"))

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("usulan pemusnahan")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="CASE", case__isnull=False)
                | (~models.Q(kind="CASE") & models.Q(case__isnull=True)),
                name="disposal_of_a_case_or_of_all",
            )
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case.number if self.case else f'{self.due_on:%d/%m/%Y}'}"

    def get_absolute_url(self) -> str:
        return reverse("disposal", args=[self.pk])


class Destruction(models.Model):
    """The certificate: what was destroyed, by which two accounts, and the record of it. Never changed or deleted.

    The database deletes rows of append-only tables only for a certificate of the same transaction (``destroy_rows``).
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="destructions")
    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="destruction")
    number = models.CharField(_("nomor"), max_length=40)
    summary = models.CharField(_("yang dimusnahkan"), max_length=200)
    counts = models.JSONField(_("jumlah"), help_text=_("baris menurut jenisnya; tanpa isi"))
    files = models.PositiveIntegerField(_("berkas"))
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("penilai pertama"))
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("penilai kedua"))
    at = models.DateTimeField(_("dimusnahkan"))
    file = models.FileField(_("berita acara"), max_length=200)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    transaction = models.BigIntegerField(
        editable=False, db_default=models.Func(function="txid_current", output_field=models.BigIntegerField())
    )

    class Meta:
        verbose_name = verbose_name_plural = _("pemusnahan")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="destruction_number_unique"),
            models.CheckConstraint(
                condition=~models.Q(first_by=models.F("second_by")), name="destruction_takes_two_reviewers"
            ),
        ]
        triggers = [AppendOnly(), AwaitSeal("destruction")]

    def __str__(self) -> str:
        return self.number


class DestroyedEntries(models.Model):
    """The sealed entries that a destruction took: their seals stay, and the verification accepts that they are gone."""

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=SealedKind)
    entries = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = verbose_name_plural = _("catatan yang dimusnahkan")
        indexes = [GinIndex(fields=["entries"], name="destroyed_entries_of_seals")]
        triggers = [AppendOnly(), AwaitSeal("destroyed")]

    def __str__(self) -> str:
        return f"{self.destruction_id} {self.kind}"
