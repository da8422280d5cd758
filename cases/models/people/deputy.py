"""Who stands in for an account while its holder is away."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def on(self, day: dt.date) -> Self:
        """The deputies of a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self, day: dt.date) -> Self:
        return self.filter(ends_on__gte=day)


class Deputy(models.Model):
    """From ``starts_on`` until ``ends_on`` (both included) the cases of ``user`` also are those of ``deputy``.

    The deputy gets no right: he sees what his own role may see.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("pengganti"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengganti sementara")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="deputy_of_whom")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="deputy_days_in_order",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("deputy")), name="deputy_is_another"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.deputy} {self.starts_on}–{self.ends_on}"
