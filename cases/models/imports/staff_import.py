"""An uploaded payroll file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.imports.sheet_import import SheetImport


class StaffImport(SheetImport):
    """An export of the national staff system, or an office's own sheet, with its result."""

    valid_on = models.DateField(_("keadaan per tanggal"), help_text=_("mulai jabatan bila barisnya tanpa TMT"))
    rejects = models.FileField(_("baris yang ditolak"), upload_to="imports", max_length=200, blank=True)
    new_people = models.PositiveIntegerField(_("pegawai baru"), default=0)
    renamed = models.PositiveIntegerField(_("nama diperbarui"), default=0)
    new_posts = models.PositiveIntegerField(_("jabatan baru"), default=0)
    unchanged = models.PositiveIntegerField(_("tidak berubah"), default=0)
    moved = models.JSONField(
        default=list, db_default=[], blank=True, help_text=_("jalur orang yang pindah selama diperiksa")
    )

    class Meta(SheetImport.Meta):
        verbose_name = _("impor pegawai")
        verbose_name_plural = _("impor pegawai")
        constraints = [models.UniqueConstraint(fields=["government", "sha256"], name="staff_import_file_once")]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(state__in=["WAITING", "CONFIRMED"]),
                name="staff_import_to_work_off",
            )
        ]
