"""The append-only log of changes of law: row, author, time, reason."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.append_only import AppendOnly


class LawChange(models.Model):
    """One row of a catalogue that was added, ended, reworded or corrected. Never changed or deleted."""

    class Kind(models.TextChoices):
        LOADED = "LOADED", _("Katalog dimuat")
        ADDED = "ADDED", _("Versi ditambahkan")
        ENDED = "ENDED", _("Versi diakhiri")
        REWORDED = "REWORDED", _("Keterangan diperbarui")
        CORRECTED = "CORRECTED", _("Salah salin dikoreksi")

    catalogue = models.CharField(_("katalog"), max_length=30)
    slug = models.CharField(_("kunci"), max_length=80, blank=True)
    kind = models.CharField(_("perubahan"), max_length=10, choices=Kind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("kosong: rilis")
    )
    at = models.DateTimeField(_("pada"))
    reason = models.TextField(_("alasan"))
    # Column → [before, after]; both as text for display.
    differences = models.JSONField(_("perbedaan"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("perubahan peraturan")
        verbose_name_plural = _("perubahan peraturan")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["catalogue", "slug"], name="lawchange_row")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.catalogue} {self.slug}: {self.get_kind_display()}"
