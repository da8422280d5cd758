"""A clock of one official who is asked for something by name: a paraf, or agreement to a departure."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.audit import Act
from cases.models.casefile.case import Case
from cases.models.deadlines.clock import CaseClock, ClockQuerySet
from cases.models.hearings.hearing import FindingsReport
from cases.models.letters.approval import LetterDraft
from cases.models.people.account import User
from cases.models.people.government import Level
from cases.models.people.reader import Reader
from regulations.models import SanctionType


class AskedOfficialQuerySet(ClockQuerySet["AskedOfficial"]):
    def to_agree(self, user: Reader) -> Self:
        """Departures to which this account is asked to agree, oldest first."""
        visible = self.running().filter(case__in=Case.objects.visible_to(user), asked_id=user.pk)
        mine = visible.filter(report__isnull=False).select_related("case", "sanction_type", "report", "draft")
        return mine.order_by("due_on", "pk")


class AskedOfficial(CaseClock):
    """Asked of one account; it is reminded until it answers, and nobody else is asked in its place.

    Either ``draft`` (a paraf), or ``report`` with ``sanction_type`` (the second official of a decision).
    """

    KEY = "asked_official"
    ZONE = "case__agency__time_zone"
    RELATED = ("limit", "asked", "draft", "report__respondent", "sanction_type", "case__agency", "case__government")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="asked_officials")
    asked = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("pejabat"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diminta oleh"))
    draft = models.ForeignKey(
        LetterDraft, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_officials"
    )
    report = models.ForeignKey(
        FindingsReport, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_officials"
    )
    sanction_type = models.ForeignKey(
        SanctionType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sanksi")
    )
    note = models.CharField(_("alasan"), max_length=300, blank=True)

    objects = AskedOfficialQuerySet.as_manager()

    class Meta(CaseClock.Meta):
        verbose_name = _("permintaan kepada pejabat")
        constraints = [
            *CaseClock.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False, report__isnull=True, sanction_type__isnull=True)
                | models.Q(draft__isnull=True, report__isnull=False, sanction_type__isnull=False),
                name="asked_official_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["asked", "report", "sanction_type"],
                condition=models.Q(met_on__isnull=True),
                name="asked_official_once",
            ),
        ]
        indexes = [
            *CaseClock.Meta.indexes,
            models.Index(fields=["asked"], name="asked_official_open", condition=models.Q(met_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.draft or self.sanction_type)

    @property
    def asked_account(self) -> User:
        return self.asked

    @property
    def top_level(self) -> Level:
        """It does not escalate: whoever asks may ask another official."""
        return Level(self.level)

    @property
    def path(self) -> str:
        if self.report is not None:
            return reverse("respondent-act", args=[self.report.respondent_id, Act.CONCUR])
        return reverse("letter-draft", args=[self.draft.key]) if self.draft else super().path
