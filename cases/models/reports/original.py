"""The original of a report by mail. It names its sender and is opened only with the reporter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.reports.incoming import IncomingReport, ReceivedFile
from lib.append_only import AppendOnly


class ReportOriginal(ReceivedFile):
    """The uploaded mail. Never changed or deleted (a trigger refuses it)."""

    report = models.OneToOneField(IncomingReport, on_delete=models.PROTECT, related_name="original")

    class Meta:
        verbose_name = _("surel asli")
        default_permissions = ()  # reading it means reading the identity of the reporter
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="report_original_has_fingerprint"
            )
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.original_name

    @property
    def original_name(self) -> str:
        ending = "msg" if self.content_type == "application/vnd.ms-outlook" else "eml"
        return f"{self.report.number}-asli.{ending}"
