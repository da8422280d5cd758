"""The end of somebody's service while a path runs: what it rests on, whom it concerns, and what lapses with it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, categories_field, covers


class EndOfService(models.TextChoices):
    """How a service ends without being a sanction."""

    DIED = "DIED", _("Meninggal dunia")
    PENSIONED = "PENSIONED", _("Pensiun")
    TRANSFERRED = "TRANSFERRED", _("Pindah instansi")
    CONTRACT_ENDED = "CONTRACT_ENDED", _("Masa kontrak berakhir")
    RESIGNED = "RESIGNED", _("Mengundurkan diri")


class ServiceEndingQuerySet(DatedQuerySet["ServiceEnding"]):
    def of_category(self, category: str, on: date) -> "ServiceEndingQuerySet":
        """The endings that a staff category knows on a day."""
        return self.in_force(on).filter(covers(category))


class ServiceEnding(Dated):
    """An ending for some staff categories."""

    RULE = ("reason", "categories")

    reason = models.CharField(_("sebab"), max_length=20, choices=EndOfService)
    categories = categories_field()
    serving_lapses = models.BooleanField(
        _("kewajiban menjalani hapus"), help_text=_("Tidak: instansi penerima yang meneruskan.")
    )
    waits_for_severe = models.BooleanField(
        _("ditolak selama diperiksa atas dugaan berat"), default=False, help_text=_("Permintaannya dicatat saja.")
    )
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = ServiceEndingQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("berakhirnya status pegawai")
        verbose_name_plural = _("berakhirnya status pegawai")
        ordering = ("reason", "slug")

    def __str__(self) -> str:
        return str(self.get_reason_display())
