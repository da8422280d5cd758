"""A hash chain for each government over the entries on acts, reads, evidence, accounts and administration."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.government import Government
from lib.append_only import AppendOnly


class SealedKind(models.TextChoices):
    """The tables whose entries are sealed. The trigger ``AwaitSeal`` of each table contains its kind."""

    ACT = "act", _("Tindakan")
    READ = "read", _("Pembacaan")
    LIST = "list", _("Daftar yang ditampilkan")
    REPORTER_READ = "reporter-read", _("Pembukaan identitas pelapor")
    CUSTODY = "custody", _("Penguasaan bukti")
    ACCOUNT = "account", _("Kejadian akun")
    ADMINISTRATION = "administration", _("Administrasi")
    DESTRUCTION = "destruction", _("Pemusnahan")
    DESTROYED = "destroyed", _("Catatan yang dimusnahkan")


class Unsealed(models.Model):
    """An entry that waits for its seal, written by a trigger in the transaction of the entry."""

    kind = models.CharField(max_length=16, choices=SealedKind)
    entry = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("entri belum tersegel")

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"


class Seal(models.Model):
    """One link: the digest of an entry, bound to the link before it. Never changed or deleted (a trigger refuses it).

    ``government`` is empty in the chain of the installation: accounts of no government, and names that nobody has.
    """

    government = models.ForeignKey(
        Government, on_delete=models.PROTECT, null=True, related_name="seals", db_index=False
    )
    number = models.BigIntegerField(_("nomor"))
    kind = models.CharField(max_length=16, choices=SealedKind)
    entry = models.BigIntegerField()
    content = models.CharField(max_length=64, help_text=_("SHA-256 entri dalam bentuk baku"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 mata rantai ini beserta yang sebelumnya"))
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("segel")
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], nulls_distinct=False, name="seal_number_once"),
            models.UniqueConstraint(fields=["kind", "entry"], name="seal_of_an_entry_once"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:8]}"


SIGNED = ("government", "number", "digest", "at", "key", "signature")


class ChainHead(models.Model):
    """The signed last link of a chain on one night. The signed fields never change; the timestamp is added later."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="chain_heads")
    number = models.BigIntegerField(_("nomor"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.CharField(max_length=64, help_text=_("kunci publik Ed25519"))
    signature = models.CharField(max_length=128)
    stamp = models.BinaryField(null=True, help_text=_("jawaban otoritas cap waktu, apa adanya"))
    stamped_at = models.DateTimeField(null=True)
    handed_out_at = models.DateTimeField(_("dikirim ke luar"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("kepala rantai")
        ordering = ["-at", "-pk"]
        triggers = [
            AppendOnly(name="never_deleted", operation=pgtrigger.Delete),
            AppendOnly(name="signed_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*SIGNED)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%d/%m/%Y}"


class ChainCheck(models.Model):
    """The result of one verification. ``checked``: number of links; ``broken``: one line for each break, or empty."""

    at = models.DateTimeField()
    checked = models.BigIntegerField(_("diperiksa"))
    broken = models.TextField(_("putus"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("pemeriksaan segel")
        ordering = ["-at", "-pk"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y}: {self.checked}"
