"""A comparison of all files with their fingerprints that is under way, and what it found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence.custody import CustodyEntry, VaultCheck
from lib.append_only import AppendOnly


class VaultRound(models.Model):
    """How far the comparison has come: it goes on after ``last`` of ``kind``, whoever was killed meanwhile."""

    began_at = models.DateTimeField()
    kind = models.CharField(max_length=60, blank=True, help_text=_("model yang sedang diperiksa"))
    last = models.BigIntegerField(default=0)
    checked = models.PositiveIntegerField(_("diperiksa"), default=0)
    leased_until = models.DateTimeField(null=True)
    result = models.OneToOneField(VaultCheck, on_delete=models.PROTECT, null=True, related_name="round")

    class Meta:
        verbose_name = verbose_name_plural = _("putaran pemeriksaan bukti")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(result__isnull=True),
                name="one_vault_round_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%d/%m/%Y}: {self.checked}"


class VaultFinding(models.Model):
    """A file that is gone, differs or cannot be read."""

    round = models.ForeignKey(VaultRound, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(_("temuan"), max_length=12, choices=CustodyEntry.Kind)
    name = models.CharField(_("berkas"), max_length=200)
    of = models.CharField(_("catatan"), max_length=80)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("temuan pemeriksaan bukti")
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"
