"""Evidence after its receipt: custody, copies, and restrictions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence.evidence import EvidenceItem
from cases.models.people.account import User
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal


class CustodyEntry(models.Model):
    """One event in the custody of a file. Never changed or deleted (a trigger refuses it)."""

    class Kind(models.TextChoices):
        DOWNLOADED = "DOWNLOADED", _("Berkas asli diserahkan")
        EXPORTED = "EXPORTED", _("Masuk paket bukti")
        REDACTED = "REDACTED", _("Salinan tersamarkan dibuat")
        RESTRICTED = "RESTRICTED", _("Dibatasi")
        CHANGED = "CHANGED", _("Isi tidak lagi sama dengan sidik jarinya")
        MISSING = "MISSING", _("Berkas hilang dari penyimpanan")
        INFECTED = "INFECTED", _("Perangkat lunak jahat ditemukan")
        UNREADABLE = "UNREADABLE", _("Berkas tidak dapat dibaca")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="custody")
    kind = models.CharField(_("peristiwa"), max_length=12, choices=Kind)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("kosong: pemeriksaan malam")
    )
    at = models.DateTimeField()
    reason = models.CharField(_("keperluan"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("riwayat penguasaan bukti")
        verbose_name_plural = _("riwayat penguasaan bukti")
        ordering = ["at", "pk"]
        triggers = [AppendOnly(), AwaitSeal("custody")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H.%M} {self.get_kind_display()}"


LONG = 2.5  # ratio of height to width; the screen of a phone has little more than 2


class EvidenceCopy(models.Model):
    """A picture or recording made from a file without its metadata: a preview, or a redacted copy."""

    class Kind(models.TextChoices):
        PREVIEW = "PREVIEW", _("Pratinjau")
        PAGE = "PAGE", _("Bagian gambar panjang")
        FILM = "FILM", _("Rekaman kecil")
        REDACTED = "REDACTED", _("Tersamarkan")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="copies")
    kind = models.CharField(_("jenis"), max_length=8, choices=Kind)
    file = models.FileField(_("berkas"), upload_to="copies", max_length=200)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    width = models.PositiveIntegerField(help_text=_("0: hanya suara"))
    height = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("salinan bukti")
        verbose_name_plural = _("salinan bukti")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(kind="PREVIEW"), name="evidence_copy_one_preview"
            ),
            models.UniqueConstraint(fields=["item"], condition=models.Q(kind="FILM"), name="evidence_copy_one_film"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.item_id}"

    @property
    def is_long(self) -> bool:
        """Whether it is a long screenshot of a conversation; the page scrolls it, because scaled down it is
        unreadable."""
        return self.height > LONG * self.width

    @property
    def content_type(self) -> str:
        if self.kind != self.Kind.FILM:
            return "image/jpeg"
        return "video/mp4" if self.width else "audio/mp4"


class EvidenceRestriction(models.Model):
    """A restriction of evidence that shows children or patients: only BKPSDM, the Inspectorate and its author open
    it."""

    class Ground(models.TextChoices):
        MINOR = "MINOR", _("Memperlihatkan anak")
        PATIENT = "PATIENT", _("Memperlihatkan pasien atau data kesehatan")
        PRIVATE = "PRIVATE", _("Memperlihatkan data pribadi pihak lain")

    item = models.OneToOneField(EvidenceItem, on_delete=models.PROTECT, related_name="restriction")
    ground = models.CharField(_("alasan"), max_length=8, choices=Ground)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pembatasan bukti")
        verbose_name_plural = _("pembatasan bukti")

    def __str__(self) -> str:
        return str(self.get_ground_display())


class VaultCheck(models.Model):
    """The nightly comparison of every file with its fingerprint."""

    at = models.DateTimeField()
    checked = models.PositiveIntegerField(_("diperiksa"))
    wrong = models.PositiveIntegerField(_("tidak cocok"))

    class Meta:
        verbose_name = _("pemeriksaan bukti")
        verbose_name_plural = _("pemeriksaan bukti")
        ordering = ["-at"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y}: {self.checked}, {self.wrong}"


class FileState(models.Model):
    """The file status on the disk when its fingerprint was last verified, so that it need not be read again (decision
    26).

    A file that was written, replaced or restored has another status and is read in full.
    """

    item = models.OneToOneField(EvidenceItem, on_delete=models.CASCADE, primary_key=True, related_name="+")
    state = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("keadaan berkas")

    def __str__(self) -> str:
        return self.state


class ReadingAttempt(models.Model):
    """An attempt to read a recording or a chat; the worker that claims this row makes copies or stores messages.

    A failure is retried after an hour, at most ``TRIES`` times, because a broken file stays broken. A picture has a row
    only if no copy could be made; it is not retried.
    """

    TRIES = 3

    item = models.OneToOneField(
        EvidenceItem, on_delete=models.CASCADE, primary_key=True, related_name="reading_attempt"
    )
    begun_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("pembuatan pratinjau rekaman")

    def __str__(self) -> str:
        return self.error or str(self.done_at or self.begun_at)
