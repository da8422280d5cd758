"""A time before which a file existed, attested by an external authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence.evidence import EvidenceItem
from lib.append_only import AppendOnly


class TrustedTimestamp(models.Model):
    """An RFC 3161 timestamp over the fingerprint of a file. Never changed or deleted (a trigger refuses it)."""

    item = models.OneToOneField(EvidenceItem, on_delete=models.PROTECT, primary_key=True, related_name="timestamp")
    at = models.DateTimeField(_("waktu menurut otoritas"))
    authority = models.CharField(_("otoritas"), max_length=200)
    serial = models.CharField(_("nomor seri"), max_length=80)
    answer = models.BinaryField(help_text=_("jawaban otoritas, apa adanya"))
    roots = models.BinaryField(help_text=_("sertifikat akar yang dipercaya saat itu"), default=b"", db_default=b"")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cap waktu")
        verbose_name_plural = _("cap waktu")
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.authority} {self.at:%d/%m/%Y %H.%M}"
