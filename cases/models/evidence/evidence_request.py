"""Asking for evidence that somebody says exists: of whom, until when, and what came of it."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.deadlines.deadline import ReminderStage
from cases.models.evidence.evidence import EvidenceItem
from cases.models.people.government import User
from regulations.models import TimeLimit


class EvidenceRequestQuerySet(models.QuerySet["EvidenceRequest"]):
    def open(self) -> Self:
        return self.filter(outcome="")

    def awaited_by(self, user: User) -> Self:
        """The open ones that the account's own role made, in cases that it may read; the nearest due date first."""
        mine = self.open().filter(item__case__in=Case.objects.visible_to(user), asked_by__role=user.role)
        return mine.select_related("item__case").order_by("due_on", "pk")


class EvidenceRequest(models.Model):
    """One request for one thing; who does not answer may be asked again once its outcome is written down."""

    class Channel(models.TextChoices):
        LETTER = "LETTER", _("Surat")
        VERBAL = "VERBAL", _("Lisan")

    class Outcome(models.TextChoices):
        PRODUCED = "PRODUCED", _("Diserahkan")
        REFUSED = "REFUSED", _("Ditolak atau tidak dijawab")
        ABSENT = "ABSENT", _("Ternyata tidak ada")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="requests")
    asked_of = models.CharField(_("diminta kepada"), max_length=160)
    channel = models.CharField(_("cara"), max_length=6, choices=Channel)
    letter_number = models.CharField(_("nomor surat"), max_length=80, blank=True)
    asked_on = models.DateField(_("diminta pada"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    limit = models.ForeignKey(TimeLimit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("tenggat"))
    reminded = models.PositiveSmallIntegerField(choices=ReminderStage, default=ReminderStage.NONE)
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    ended_on = models.DateField(_("tanggal hasil"), null=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    produced = models.OneToOneField(
        EvidenceItem,
        on_delete=models.PROTECT,
        null=True,
        related_name="answers",
        verbose_name=_("bukti yang diserahkan"),
    )

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("permintaan bukti")
        verbose_name_plural = _("permintaan bukti")
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(outcome=""), name="evidence_request_one_open"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on__isnull=True) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="evidence_request_end_has_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="PRODUCED", produced__isnull=False)
                | (~Q(outcome="PRODUCED") & Q(produced__isnull=True)),
                name="evidence_request_produced_names_file",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="evidence_request_due", condition=Q(outcome=""))]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.asked_of}"

    def is_overdue(self, today: dt.date) -> bool:
        return not self.outcome and self.due_on < today
