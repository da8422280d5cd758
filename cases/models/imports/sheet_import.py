"""An uploaded sheet: checked row by row, and imported after confirmation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.government import Government


class SheetImport(models.Model):
    """The file, its progress, and the account that uploaded it. After a crash ``state`` shows what remains to be
    done."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Menunggu diperiksa")
        CHECKED = "CHECKED", _("Sudah diperiksa, belum dimasukkan")
        CONFIRMED = "CONFIRMED", _("Menunggu dimasukkan")
        DONE = "DONE", _("Sudah dimasukkan")
        FAILED = "FAILED", _("Tidak dapat dibaca")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(_("berkas"), upload_to="imports", max_length=200)
    original_name = models.CharField(max_length=255)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("selesai"), null=True)
    problem = models.CharField(_("kendala"), max_length=300, blank=True)
    rows = models.PositiveIntegerField(_("baris"), default=0)
    rejected = models.PositiveIntegerField(_("ditolak"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0, help_text=_("percobaan yang belum selesai"))
    reading = models.JSONField(
        default=dict, db_default={}, blank=True, help_text=_("lembar dan kolom yang dibaca, dan yang tidak")
    )

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_checked(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_running(self) -> bool:
        """Whether the worker still has to do something."""
        return self.state in (self.State.WAITING, self.State.CONFIRMED)
