"""Evidence: the file as received with its fingerprint, or an item that is said to exist."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from lib.append_only import AppendOnly


class EvidenceItem(models.Model):
    """A piece of evidence. Rows and files are never changed or deleted (a trigger refuses it)."""

    class Kind(models.TextChoices):
        SCREENSHOT = "SCREENSHOT", _("Tangkapan layar")
        VIDEO = "VIDEO", _("Video")
        AUDIO = "AUDIO", _("Rekaman suara")
        DOCUMENT = "DOCUMENT", _("Dokumen")
        CHAT = "CHAT", _("Obrolan")
        STATEMENT = "STATEMENT", _("Keterangan lisan")
        OTHER = "OTHER", _("Lainnya")

    class State(models.TextChoices):
        HELD = "HELD", _("Ada")
        SAID_TO_EXIST = "SAID_TO_EXIST", _("Disebut ada, belum diserahkan")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField(_("kode"), max_length=8)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    state = models.CharField(_("keadaan"), max_length=16, choices=State, default=State.HELD)
    title = models.CharField(_("keterangan"), max_length=200)
    source = models.CharField(_("diperoleh dari"), max_length=200, blank=True)
    file = models.FileField(_("berkas"), upload_to="evidence", max_length=200, blank=True)
    original_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("kosong: yang bersangkutan sendiri")
    )
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bukti")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="evidence_code_unique"),
            models.UniqueConstraint(
                fields=["case", "sha256"], condition=~models.Q(sha256=""), name="evidence_file_once_per_case"
            ),
            models.CheckConstraint(
                condition=models.Q(file="", sha256="")
                | (~models.Q(file="") & models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="evidence_file_has_fingerprint",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="evidence_same_file", condition=~models.Q(sha256=""))]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def giver(self) -> str:
        """Who added it: an account, or the person concerned on their own page."""
        return str(self.added_by or _("yang bersangkutan"))

    @property
    def is_recording(self) -> bool:
        return self.kind in (self.Kind.VIDEO, self.Kind.AUDIO)

    @property
    def is_chat(self) -> bool:
        return self.kind == self.Kind.CHAT

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.SCREENSHOT


class PictureFingerprint(models.Model):
    """A 64-bit hash of a picture, or of a frame of a recording (``lib.media.picture_hash``), for finding its copies.

    A separate row, because evidence is append-only. The bands are the same bits in four parts of 16: two pictures that
    differ in few bits have an almost equal band, which an index finds.
    """

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="picture_hashes")
    bits = models.BigIntegerField()
    band_1 = models.IntegerField()
    band_2 = models.IntegerField()
    band_3 = models.IntegerField()
    band_4 = models.IntegerField()

    class Meta:
        verbose_name = _("sidik gambar")
        indexes = [models.Index(fields=[f"band_{n}"], name=f"picture_band_{n}") for n in range(1, 5)]

    def __str__(self) -> str:
        return f"{self.bits & (1 << 64) - 1:016x}"
