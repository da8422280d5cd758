"""An operator's temporary look into the cases of a government."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.government import Government
from cases.models.people.reader import Reader
from lib.append_only import AppendOnly

OPENED = ("user", "government", "reason", "opened_at", "until")


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def running(self) -> Self:
        """Neither ended by somebody nor over."""
        return self.filter(ended_at__isnull=True, until__gt=Now())

    def of(self, user: Reader) -> Self:
        return self.running().filter(user_id=user.pk)


class BreakGlass(models.Model):
    """Who opened the cases of which government, why, until when, and who ended it. Read only; each reading is logged.

    What was opened never changes and is never deleted (a trigger refuses it); only its end is added.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("operator"))
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("alasan"))
    opened_at = models.DateTimeField(_("dibuka"))
    until = models.DateTimeField(_("sampai"))
    ended_at = models.DateTimeField(_("diakhiri"), null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("akses darurat")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("opened_at")), name="break_glass_ends_later"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="break_glass_has_reason"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) ^ models.Q(ended_by__isnull=False),
                name="break_glass_ended_by_somebody",
            ),
        ]
        triggers = [
            AppendOnly(name="never_deleted", operation=pgtrigger.Delete),
            AppendOnly(name="opened_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*OPENED)),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%d/%m/%Y %H.%M}"
