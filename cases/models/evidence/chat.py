"""An exported chat, parsed into messages beside the stored file."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence.evidence import EvidenceItem
from lib.chats.whatsapp import Kind


class ChatReading(models.Model):
    """The result for an exported chat: notes for its readers, and the other files of its archive."""

    item = models.OneToOneField(EvidenceItem, on_delete=models.PROTECT, primary_key=True, related_name="chat")
    notes = models.JSONField(_("catatan"), default=list)
    parts = models.JSONField(_("berkas di dalamnya"), default=list)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bacaan obrolan")
        verbose_name_plural = _("bacaan obrolan")

    def __str__(self) -> str:
        return str(self.item_id)

    def part(self, name: str) -> dict[str, Any] | None:
        """The file of that name in the archive: name, size, content_type, sha256, why it cannot be taken."""
        return next((part for part in self.parts if part["name"] == name), None)


class ChatMessage(models.Model):
    """One message; day and time are those of the exporting phone, whose time zone is unknown."""

    KINDS = {
        Kind.SAID: _("Pesan"),
        Kind.ATTACHED: _("Lampiran"),
        Kind.OMITTED: _("Lampiran tidak ikut diekspor"),
        Kind.DELETED: _("Dihapus pengirimnya"),
        Kind.SYSTEM: _("Keterangan WhatsApp"),
    }

    reading = models.ForeignKey(ChatReading, on_delete=models.CASCADE, related_name="messages")
    place = models.PositiveIntegerField()
    day = models.DateField()
    time = models.TimeField()
    sender = models.CharField(_("pengirim"), max_length=100, blank=True)
    kind = models.CharField(max_length=8, choices=[(kind.value, word) for kind, word in KINDS.items()])
    text = models.TextField(_("isi"), blank=True)
    attachment = models.CharField(max_length=255, blank=True)
    is_edited = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("pesan obrolan")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["reading", "place"], name="chat_message_place_unique")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.time:%H.%M} {self.sender}"

    @property
    def is_said(self) -> bool:
        return self.kind == Kind.SAID

    @property
    def is_system(self) -> bool:
        return self.kind == Kind.SYSTEM
