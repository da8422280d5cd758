"""The names of an agency, each from a day on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.government import Agency
from lib.append_only import AppendOnly


class AgencyName(models.Model):
    """A name of an agency and of its head, by a regulation, from a day on. Append-only.

    Without a day it is the name that the agency had before its first change.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(_("nama"), max_length=160)
    short_name = models.CharField(_("nama singkat"), max_length=60)
    head_title = models.CharField(_("sebutan kepala"), max_length=120)
    in_force_from = models.DateField(_("berlaku sejak"), null=True)
    basis = models.CharField(_("dasar"), max_length=200, blank=True, help_text=_("peraturan daerah yang menetapkannya"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("dicatat"))

    class Meta:
        verbose_name = _("nama perangkat daerah")
        verbose_name_plural = _("nama perangkat daerah")
        ordering = [models.F("in_force_from").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "in_force_from"], name="one_agency_name_from_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_from__isnull=True) | ~models.Q(basis=""), name="agency_name_has_basis"
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.name
