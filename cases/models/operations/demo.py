"""How far the demo of this installation is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoProgress(models.Model):
    """One row, changed in the transaction of each piece, so that an interrupted demo goes on where it stopped."""

    begun_at = models.DateTimeField(_("mulai"))  # every date of the demo is relative to it
    generated = models.PositiveSmallIntegerField(_("kasus rekaan"))
    total = models.PositiveSmallIntegerField(_("semua bagian"), default=0)
    written = models.PositiveSmallIntegerField(_("bagian yang selesai"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("kemajuan peragaan")

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}: {self.written}"
