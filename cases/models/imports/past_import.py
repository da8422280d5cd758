"""A sheet of past cases, and its rows with the result of the check and the case of each."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.imports.sheet_import import SheetImport
from cases.models.people.government import Government


class PastCaseImport(SheetImport):
    """An office's list of cases that ended before this system existed."""

    class Meta(SheetImport.Meta):
        verbose_name = _("impor kasus lama")
        verbose_name_plural = _("impor kasus lama")
        constraints = [models.UniqueConstraint(fields=["government", "sha256"], name="past_import_file_once")]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(state__in=["WAITING", "CONFIRMED"]),
                name="past_import_to_work_off",
            )
        ]


class PastCaseRowQuerySet(models.QuerySet["PastCaseRow"]):
    def to_take_over(self) -> Self:
        """The valid rows, oldest decision first, because earlier decisions determine whether a breach is repeated."""
        passed = (PastCaseRow.Verdict.ACCEPTED, PastCaseRow.Verdict.WARNED)
        return self.filter(verdict__in=passed).order_by(models.F("decided_on").asc(nulls_last=True), "pk")


class PastCaseRow(models.Model):
    """One row: its cells, the result of the check, and its case.

    ``key`` identifies person and outcome: within a government only one row of any file may become a case with it.
    ``event`` is the same for rows that are one case.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("Diterima")
        WARNED = "WARNED", _("Diterima dengan catatan")
        REFUSED = "REFUSED", _("Ditolak")
        KNOWN = "KNOWN", _("Sudah ada")
        TAKEN = "TAKEN", _("Sudah dimasukkan")

    sheet_import = models.ForeignKey(
        PastCaseImport, on_delete=models.PROTECT, related_name="entries", db_index=False
    )  # rows that the indexes below find
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(_("lembar"), max_length=40, blank=True)
    number = models.PositiveIntegerField(_("baris"))
    cells = models.JSONField()
    verdict = models.CharField(_("hasil"), max_length=8, choices=Verdict)
    notes = models.JSONField(default=list)
    key = models.CharField(max_length=64, blank=True)
    event = models.CharField(max_length=64, blank=True)
    decided_on = models.DateField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="past_rows")

    objects = PastCaseRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("baris kasus lama")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet_import", "sheet", "number"], name="past_row_once"),
            models.UniqueConstraint(
                fields=["government", "key"], condition=models.Q(case__isnull=False), name="past_row_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="TAKEN") ^ models.Q(case__isnull=True), name="past_row_taken_has_case"
            ),
        ]
        indexes = [
            models.Index(fields=["sheet_import", "id"], name="past_row_in_order"),
            models.Index(fields=["sheet_import", "verdict", "id"], name="past_row_by_verdict"),
            models.Index(
                fields=["sheet_import", "key"],
                condition=models.Q(verdict__in=["ACCEPTED", "WARNED"]),
                name="past_row_twin",
            ),
            models.Index(
                fields=["sheet_import", "decided_on", "id"],
                condition=models.Q(verdict__in=["ACCEPTED", "WARNED"]),
                name="past_row_to_take_over",
            ),
            models.Index(fields=["government", "event"], condition=models.Q(case__isnull=False), name="past_row_event"),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """The sheet and line number of the row in the file."""
        return f"{self.sheet} · {self.number}" if self.sheet else str(self.number)
