"""What the person concerned asks about their own data, and what was answered."""

from typing import Self

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.reader import Reader
from lib.append_only import AppendOnly
from regulations.models import ClockStep

ASKED = ("respondent", "kind", "text", "key", "asked_at")


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(respondent__case__in=Case.objects.visible_to(user))

    def unanswered(self) -> Self:
        return self.filter(outcome="")


class DataRequest(models.Model):
    """A request under UU 27/2022. What was asked never changes (a trigger refuses it)."""

    class Kind(models.TextChoices):
        CORRECTION = "CORRECTION", _("Pembetulan data")
        OBJECTION = "OBJECTION", _("Keberatan atas pemrosesan")
        ACCESS = "ACCESS", _("Salinan data dan rekam jejak")

    class Outcome(models.TextChoices):
        GRANTED = "GRANTED", _("Dikabulkan")
        PARTLY = "PARTLY", _("Dikabulkan sebagian")
        REFUSED = "REFUSED", _("Ditolak")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(_("permintaan"), max_length=12, choices=Kind)
    text = models.TextField(_("isi permintaan"))
    key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField(_("diterima"))
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(_("jawaban"), blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("dijawab"), null=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("permintaan atas data pribadi")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", answered_by=None, answered_at=None)
                | (~models.Q(outcome="") & ~models.Q(answer="") & models.Q(answered_by__isnull=False)),
                name="data_request_answered_by_somebody",
            )
        ]
        triggers = [
            AppendOnly(name="never_deleted", operation=pgtrigger.Delete),
            AppendOnly(name="asked_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*ASKED)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("data-request", args=[self.pk])

    @property
    def step(self) -> ClockStep:
        """The step whose rule limits the answer."""
        return STEPS[DataRequest.Kind(self.kind)]


STEPS = {
    DataRequest.Kind.CORRECTION: ClockStep.CORRECT_DATA,
    DataRequest.Kind.OBJECTION: ClockStep.RESTRICT_DATA,
    DataRequest.Kind.ACCESS: ClockStep.GIVE_DATA,
}
