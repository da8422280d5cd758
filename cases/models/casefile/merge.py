"""The merge of two cases about one event."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User


class CaseMergeQuerySet(models.QuerySet["CaseMerge"]):
    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class CaseMerge(models.Model):
    """The merge of a case into another. No rows move: both cases stay readable, and the act can be undone."""

    absorbed = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="absorbed")
    reason = models.CharField(_("alasan"), max_length=300)
    closed = models.ManyToManyField(Respondent, related_name="+", help_text=_("jalur yang berhenti di berkas lama"))
    brought = models.ManyToManyField(Respondent, related_name="+", help_text=_("orang yang dibawa ke berkas ini"))
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = CaseMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("penggabungan kasus")
        ordering = ["merged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at__isnull=True), name="case_merged_once"
            ),
            models.CheckConstraint(condition=~models.Q(absorbed=models.F("kept")), name="case_not_merged_into_itself"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="case_merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"
