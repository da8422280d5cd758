"""Reporters: stored apart from the report; each reading needs a reason (decision 25)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case, OutsideReport
from cases.models.casefile.incident import Incident
from cases.models.people.account import User
from cases.models.people.government import Role
from cases.models.reports.incoming import IncomingReport
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal


class ReporterQuerySet(models.QuerySet["Reporter"]):
    def readable_by(self, user: User) -> Self:
        """Reporters that the account may read: a right of single accounts, within the cases that they may read.

        The right adds to the roles BKPSDM and Inspectorate; no role has it by itself, and no other role can have it.
        """
        if user.role not in (Role.BKPSDM, Role.INSPECTOR) or not user.has_perm("cases.read_reporter"):
            return self.none()
        cases = Case.objects.visible_to(user)
        return self.filter(
            models.Q(incident__case__in=cases)
            | models.Q(outside_report__case__in=cases)
            | models.Q(report__in=IncomingReport.objects.visible_to(user))
        )


class Reporter(models.Model):
    """The person who reported an incident, sent a report, or complained through an outside body.

    Shown on one page only, after a reason (``cases.reports.reporters``); its string form contains no name.
    """

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, null=True, related_name="reporter")
    report = models.OneToOneField(IncomingReport, on_delete=models.PROTECT, null=True, related_name="reporter")
    outside_report = models.OneToOneField(OutsideReport, on_delete=models.PROTECT, null=True, related_name="reporter")
    name = models.CharField(_("nama"), max_length=160, blank=True)
    organisation = models.CharField(_("lembaga"), max_length=160, blank=True)
    capacity = models.CharField(_("kedudukan"), max_length=160, blank=True)
    contact = models.CharField(_("cara menghubungi"), max_length=300, blank=True)

    objects = ReporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("pelapor")
        verbose_name_plural = _("pelapor")
        default_permissions = ()  # no add, change or delete: reading is the only right
        permissions = [("read_reporter", _("Membaca identitas pelapor, dengan alasan"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(incident__isnull=False)
                | models.Q(report__isnull=False)
                | models.Q(outside_report__isnull=False),
                name="reporter_of_something",
            )
        ]

    def __str__(self) -> str:
        return f"pelapor {self.pk}"

    def clean(self) -> None:
        if not (self.name or self.organisation or self.contact):
            raise ValidationError(_("Tulis nama, lembaga, atau cara menghubungi pelapor."))


class ReporterReading(models.Model):
    """A reading of a reporter, with its reason. Never changed or deleted (a trigger refuses it)."""

    reporter = models.ForeignKey(Reporter, on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pembukaan identitas pelapor")
        verbose_name_plural = _("pembukaan identitas pelapor")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="reporter_reading_has_reason")]
        indexes = [models.Index(fields=["-at", "-id"], name="reporter_reading_newest")]
        triggers = [AppendOnly(), AwaitSeal("reporter-read")]

    def __str__(self) -> str:
        return f"{self.reporter_id} {self.user_id} {self.at:%d/%m/%Y %H.%M}"
