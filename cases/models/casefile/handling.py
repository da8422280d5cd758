"""Who handles a case by name, and what the handlers write to each other; none of it is part of the record."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from lib.append_only import AppendOnly


class Assignment(models.Model):
    """A case was taken, handed over or laid down; ``owner`` None: nobody. The case has the newest one as ``owner``."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="assignments", verbose_name=_("ditangani")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("pada"))
    note = models.CharField(_("pesan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("penugasan")
        ordering = ["-at", "-pk"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.owner_id}"


class CaseNoteQuerySet(models.QuerySet["CaseNote"]):
    def newest(self) -> Self:
        return self.order_by("-at", "-pk")


class CaseNote(models.Model):
    """A note between handlers. It is no record: its author may delete it, and no export, letter or package has it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("catatan"))
    at = models.DateTimeField(_("pada"))
    mentioned = models.ManyToManyField(User, blank=True, related_name="+", verbose_name=_("ditujukan kepada"))

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("catatan antarpetugas")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at", "-id"], name="case_note_newest")]

    def __str__(self) -> str:
        return self.text[:60]
