"""A file of the payroll: uploaded, checked row by row, and taken over once somebody confirms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Government, User


class StaffImport(models.Model):
    """An export of the national staff system or an office's own sheet, with what came of it."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Menunggu diperiksa")
        CHECKED = "CHECKED", _("Sudah diperiksa, belum dimasukkan")
        CONFIRMED = "CONFIRMED", _("Menunggu dimasukkan")
        DONE = "DONE", _("Sudah dimasukkan")
        FAILED = "FAILED", _("Tidak dapat dibaca")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="staff_imports")
    file = models.FileField(_("berkas"), upload_to="imports", max_length=200)
    original_name = models.CharField(max_length=255)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    valid_on = models.DateField(_("keadaan per tanggal"), help_text=_("mulai jabatan bila barisnya tanpa TMT"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("selesai"), null=True)
    problem = models.CharField(_("kendala"), max_length=300, blank=True)
    rejects = models.FileField(_("baris yang ditolak"), upload_to="imports", max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("baris"), default=0)
    new_people = models.PositiveIntegerField(_("pegawai baru"), default=0)
    renamed = models.PositiveIntegerField(_("nama diperbarui"), default=0)
    new_posts = models.PositiveIntegerField(_("jabatan baru"), default=0)
    unchanged = models.PositiveIntegerField(_("tidak berubah"), default=0)
    rejected = models.PositiveIntegerField(_("ditolak"), default=0)

    class Meta:
        verbose_name = _("impor pegawai")
        verbose_name_plural = _("impor pegawai")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["government", "sha256"], name="staff_import_file_once")]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(state__in=["WAITING", "CONFIRMED"]),
                name="staff_import_to_work_off",
            )
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_running(self) -> bool:
        """The worker still has to do something."""
        return self.state in (self.State.WAITING, self.State.CONFIRMED)
