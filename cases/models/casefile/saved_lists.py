"""Lists of cases that an account keeps: views with a name, and exports of what was filtered."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User


class SavedView(models.Model):
    """Filters with a name. ``filters`` are those of the list by name; words that are searched stay here and are in no
    address. ``threshold``: more cases than this send a message, once until they are no more than it again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("nama tampilan"), max_length=60)
    filters = models.JSONField(default=dict)
    threshold = models.PositiveIntegerField(
        _("beri tahu bila lebih dari"), null=True, blank=True, help_text=_("jumlah kasus; kosong: tidak pernah")
    )
    passed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("tampilan tersimpan")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class ListExportQuerySet(models.QuerySet["ListExport"]):
    def to_write(self, now: dt.datetime) -> Self:
        """Those that wait and that no process is writing."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
        return self.filter(free, state=ListExport.State.WAITING)

    def expired(self, now: dt.datetime) -> Self:
        """Those whose file is no longer kept."""
        return self.exclude(file="").filter(expires_at__lte=now)


class ListExport(models.Model):
    """A file with the cases of a list, written in the background, and kept for a day."""

    class Format(models.TextChoices):
        XLSX = "XLSX", _("Excel (XLSX)")
        CSV = "CSV", "CSV"

    class State(models.TextChoices):
        WAITING = "WAITING", _("Sedang ditulis")
        DONE = "DONE", _("Siap diunduh")
        FAILED = "FAILED", _("Gagal")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filters = models.JSONField(default=dict)
    only = models.JSONField(default=list, help_text=_("nomor kasus yang dipilih; kosong: semua"))
    format = models.CharField(_("bentuk"), max_length=4, choices=Format)
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(_("kasus"), default=0)
    done = models.PositiveIntegerField(_("ditulis"), default=0)
    file = models.FileField(_("berkas"), upload_to="lists", max_length=200, blank=True)
    ordered_at = models.DateTimeField(_("diminta"))
    expires_at = models.DateTimeField(_("disimpan sampai"))
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, help_text=_("sampai kapan satu proses menulisnya"))

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("ekspor daftar")
        ordering = ["-ordered_at"]
        indexes = [
            models.Index(fields=["user", "-ordered_at"], name="list_export_newest"),
            models.Index(fields=["ordered_at"], name="list_export_waiting", condition=models.Q(state="WAITING")),
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.ordered_at:%Y-%m-%d %H:%M}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.DONE and bool(self.file)
