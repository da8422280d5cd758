"""The yearly statistics that a government has published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.government import Government
from lib.append_only import AppendOnly


class PublishedStatistics(models.Model):
    """The figures of one year as they were published: without names, small cells hidden. A correction is a new version.

    ``content``: lines (code, name, definition, value) and figures (code, title, definition, columns, rows of label and
    values, where a hidden value is null).
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="published_statistics")
    year = models.PositiveSmallIntegerField(_("tahun"))
    version = models.PositiveSmallIntegerField(_("versi"))
    content = models.JSONField()
    reason = models.CharField(_("alasan pembetulan"), max_length=300, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("diterbitkan"))

    class Meta:
        verbose_name = _("statistik tahunan")
        verbose_name_plural = _("statistik tahunan")
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["government", "year", "version"], name="published_statistics_version"),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="published_statistics_corrected_with_reason"
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.government} {self.year} v{self.version}"
