"""Who stepped back from a case, or from a report that is no case yet."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.reader import Reader


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def standing(self) -> Self:
        """Those that were not lifted."""
        return self.filter(lifted_on__isnull=True)

    def of(self, user: Reader) -> Self:
        """The standing recusals of one account."""
        return self.standing().filter(user_id=user.pk)


class Recusal(models.Model):
    """A conflict of interest that was declared: the account no longer sees the case or the report.

    Made for oneself, or proposed by one official and confirmed by another. Lifted the same way, never deleted.
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, null=True, related_name="recusals")
    report = models.ForeignKey("IncomingReport", on_delete=models.PROTECT, null=True, related_name="recusals")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField(_("alasan"))
    on = models.DateField(_("tanggal"))
    lifted_on = models.DateField(_("dicabut"), null=True, blank=True)
    lifted_because = models.TextField(_("alasan pencabutan"), blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mundur karena benturan kepentingan")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(lifted_on__isnull=True), name="recusal_once_per_case"
            ),
            models.UniqueConstraint(
                fields=["report", "user"], condition=models.Q(lifted_on__isnull=True), name="recusal_once_per_report"
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(report__isnull=True), name="recusal_from_one_matter"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_because="")
                | (models.Q(lifted_on__isnull=False) & ~models.Q(lifted_because="")),
                name="recusal_lifted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
