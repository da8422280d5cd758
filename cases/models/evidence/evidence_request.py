"""Requests for evidence that is said to exist: addressee, due date, and outcome."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.deadlines.clock import CaseClock, ClockQuerySet
from cases.models.evidence.evidence import EvidenceItem
from cases.models.people.account import User
from cases.models.people.government import Level, Role
from cases.models.people.reader import Reader


class EvidenceRequestQuerySet(ClockQuerySet["EvidenceRequest"]):
    def awaited_by(self, user: Reader) -> Self:
        """Open requests of the account's own level, in cases that it may read, by due date."""
        level = Role(user.role).level
        if level is None:
            return self.none()
        mine = self.running().filter(item__case__in=Case.objects.visible_to(user), level=level)
        return mine.select_related("item__case").order_by("due_on", "pk")


class EvidenceRequest(CaseClock):
    """One request for one item; after its outcome is recorded, the item may be requested again.

    It is a clock of the account that asked: from the day of the request to the day of the outcome. It does not
    escalate, because no higher level has to act.
    """

    KEY = "evidence_request"
    ZONE = "item__case__agency__time_zone"
    RELATED = ("limit", "item__case__agency", "item__case__government")

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
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    produced = models.OneToOneField(
        EvidenceItem,
        on_delete=models.PROTECT,
        null=True,
        related_name="answers",
        verbose_name=_("bukti yang diserahkan"),
    )

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta(CaseClock.Meta):
        verbose_name = _("permintaan bukti")
        verbose_name_plural = _("permintaan bukti")
        ordering = ["starts_on", "pk"]
        constraints = [
            *CaseClock.Meta.constraints,
            models.UniqueConstraint(fields=["item"], condition=Q(outcome=""), name="evidence_request_one_open"),
            models.CheckConstraint(
                condition=Q(outcome="", met_on__isnull=True) | (~Q(outcome="") & Q(met_on__isnull=False)),
                name="evidence_request_end_has_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="PRODUCED", produced__isnull=False)
                | (~Q(outcome="PRODUCED") & Q(produced__isnull=True)),
                name="evidence_request_produced_names_file",
            ),
        ]
        indexes = [
            *CaseClock.Meta.indexes,
            models.Index(fields=["due_on"], name="evidence_request_due", condition=Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.asked_of}"

    @property
    def top_level(self) -> Level:
        return Level(self.level)

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def path(self) -> str:
        return reverse("evidence", args=[self.item_id])
