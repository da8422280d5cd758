"""A duty imposed beside a sanction or coaching, with its due date and the proof that it was done."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.deadlines.clock import CaseClock, ClockQuerySet
from cases.models.decisions.decision import Decision
from cases.models.evidence.evidence import EvidenceItem
from cases.models.people.government import Level, Role
from cases.models.people.reader import Reader
from regulations.models import DutyType


class ImposedDutyQuerySet(ClockQuerySet["ImposedDuty"]):
    def seen_to_by(self, user: Reader) -> Self:
        """Running duties that the account's level has to see to, in cases that it may read, by due date."""
        level = Role(user.role).level
        if level is None:
            return self.none()
        mine = self.running().filter(respondent__case__in=Case.objects.visible_to(user), level=level)
        return mine.select_related("respondent__case", "kind").order_by("due_on", "pk")


class ImposedDuty(CaseClock):
    """A clock of the account that supervises the person: reminded until its outcome is recorded; it does not escalate.

    While it runs, the path cannot be closed as carried out. ``decision`` is empty if no decision imposed it.
    """

    KEY = "duty"
    ZONE = "respondent__case__agency__time_zone"
    RELATED = ("limit", "kind", "respondent__case__agency", "respondent__case__government")

    class Outcome(models.TextChoices):
        DONE = "DONE", _("Dipenuhi")
        WAIVED = "WAIVED", _("Dihapuskan")
        LAPSED = "LAPSED", _("Gugur")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="duties")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("keputusan")
    )
    kind = models.ForeignKey(DutyType, on_delete=models.PROTECT, related_name="+", verbose_name=_("kewajiban"))
    text = models.CharField(_("uraian"), max_length=300, blank=True)
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    proof = models.ForeignKey(
        EvidenceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bukti")
    )
    proof_link = models.URLField(_("tautan bukti"), max_length=500, blank=True)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)

    objects = ImposedDutyQuerySet.as_manager()

    class Meta(CaseClock.Meta):
        verbose_name = _("kewajiban")
        verbose_name_plural = _("kewajiban")
        constraints = [
            *CaseClock.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=True, outcome="")
                | (models.Q(met_on__isnull=False) & ~models.Q(outcome="")),
                name="duty_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="DONE") | models.Q(proof__isnull=False) | ~models.Q(proof_link=""),
                name="duty_done_with_proof",
            ),
            models.UniqueConstraint(
                fields=["respondent", "kind", "text"],
                condition=models.Q(met_on__isnull=True),
                name="one_open_duty_of_a_kind",
            ),
        ]
        indexes = [*CaseClock.Meta.indexes, models.Index(fields=["respondent"], name="duty_respondent")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}" if self.text else str(self.kind)

    @property
    def case(self) -> Case:
        return self.respondent.case

    @property
    def top_level(self) -> Level:
        """It does not escalate; its supervisor is reminded every week."""
        return Level(self.level)
