"""Publishing a circular: one receipt per employee, confirmed by a link that needs no account."""

import datetime as dt
from typing import Self

import pgtrigger
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.models.deadlines.outgoing import UNSENT, Outgoing, OutgoingQuerySet
from cases.models.people.account import User
from cases.models.people.employee import Employee
from cases.models.people.government import Agency, Government
from lib.append_only import AppendOnly
from regulations.models import Regulation

SIGNER = Signer(salt="cases.receipt", sep=".")
REMIND_EVERY = 7  # calendar days


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> Self:
        """Publications of the own government; for HR officers those with receipts in their agency and its units."""
        rows = self.filter(government_id=user.government_id)
        if user.is_of_one_agency:
            reached = Receipt.objects.filter(publication=models.OuterRef("pk"), agency__in=user.subtree)
            return rows.filter(models.Exists(reached))
        return rows


class Publication(models.Model):
    """A circular published in agencies. A repeated publication adds agencies and new employees."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="publications")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="publications")
    agencies = models.ManyToManyField(Agency, related_name="+", verbose_name=_("perangkat daerah"))
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(_("diterbitkan"))
    expires_on = models.DateField(_("tautan berlaku sampai dengan"))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("penerbitan surat edaran")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "regulation"], name="publication_once_per_government"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("published_on")), name="publication_expires_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id} {self.published_on}"

    def stage(self, today: dt.date) -> int:
        """The number of reminders due by that day: one every seven calendar days, none after the links expired."""
        return (min(today, self.expires_on) - self.published_on).days // REMIND_EVERY


class SignedSheet(models.Model):
    """A list that employees signed by hand, stored by an officer. Never changed or deleted (a trigger refuses it)."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="sheets")
    note = models.CharField(_("catatan"), max_length=300)
    file = models.FileField(max_length=200, blank=True)
    original_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(_("sidik jari"), max_length=64, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("daftar bertanda tangan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="", sha256="")
                | (~models.Q(file="") & models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="signed_sheet_file_has_fingerprint",
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.note


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: User) -> Self:
        """For HR officers the receipts of their agency and its units, by the agency of the day of publication; for
        others those of their government."""
        rows = self.filter(publication__government_id=user.government_id)
        return rows.filter(agency__in=user.subtree) if user.is_of_one_agency else rows

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=True)

    def signed_as(self, token: str) -> Self:
        """The receipt of a signed link; none for a forged one."""
        try:
            return self.filter(pk=int(SIGNER.unsign(token)))
        except (BadSignature, ValueError):
            return self.none()


class Receipt(models.Model):
    """One employee was told and has confirmed or not. A confirmation cannot be changed (a trigger refuses it).

    The agency is that of the day of publication: a person who moves keeps the receipt, and the figures stay comparable.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="receipts")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reminded = models.PositiveSmallIntegerField(default=0, help_text=_("pengingat yang sudah lewat"))
    confirmed_at = models.DateTimeField(null=True)
    sheet = models.ForeignKey(SignedSheet, on_delete=models.PROTECT, null=True, related_name="receipts")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("konfirmasi baca")
        constraints = [
            models.UniqueConstraint(fields=["publication", "employee"], name="receipt_once_per_employee"),
            models.CheckConstraint(
                condition=models.Q(sheet__isnull=True) | models.Q(confirmed_at__isnull=False),
                name="receipt_on_a_sheet_is_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["publication", "agency", "confirmed_at"], name="receipt_by_agency"),
        ]
        triggers = [AppendOnly(name="confirmed_stays", condition=pgtrigger.Q(old__confirmed_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.employee_id}"

    @cached_property
    def path(self) -> str:
        """The personal link, the same on every list; its holder confirms for this employee only."""
        return reverse("receipt", args=[SIGNER.sign(str(self.pk))])


class ReceiptMail(Outgoing):
    """A mail to one employee: the first (stage 0) or a reminder. Unique, so that a stage is sent once."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="mails")
    stage = models.PositiveSmallIntegerField()

    objects = OutgoingQuerySet["ReceiptMail"].as_manager()

    class Meta:
        verbose_name = _("surel kepada pegawai")
        constraints = [models.UniqueConstraint(fields=["receipt", "stage"], name="receipt_mail_once_per_stage")]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="receipt_mail_outbox", condition=UNSENT),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}/{self.stage}"

    @property
    def addressee(self) -> str:
        return f"{self.receipt.employee} <{self.receipt.employee.email}>"

    @property
    def matter(self) -> str:
        """Which circular it asks to read."""
        return str(self.receipt.publication.regulation)
