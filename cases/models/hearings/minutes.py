"""The minutes of a hearing (Berita Acara Pemeriksaan) once frozen: versions, signatures and addenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.hearings.hearing import Hearing
from cases.models.people.account import User
from lib.append_only import AppendOnly


class Minutes(models.Model):
    """One frozen version of the record, with its fingerprint. A correction before signing is the next version."""

    class Reading(models.TextChoices):
        ALOUD = "ALOUD", _("Dibacakan kepada terperiksa")
        BY_SELF = "BY_SELF", _("Dibaca sendiri oleh terperiksa")

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(_("versi"))
    number = models.CharField(_("nomor"), max_length=80)
    content = models.JSONField(help_text=_("catatan yang dibekukan"))
    sha256 = models.CharField(_("sidik jari catatan"), max_length=64)
    reading = models.CharField(_("pembacaan ulang"), max_length=8, choices=Reading)
    document = models.JSONField(help_text=_("berita acara sebagai data: cukup untuk mencetaknya lagi"))
    file = models.FileField(_("berkas"), max_length=200)
    file_sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("dibekukan"))

    class Meta:
        verbose_name = _("berita acara")
        verbose_name_plural = _("berita acara")
        ordering = ["hearing", "version"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "version"], name="minutes_version_unique"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="minutes_version_positive"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", file_sha256__regex=r"^[0-9a-f]{64}$"),
                name="minutes_have_fingerprints",
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"BAP {self.number} v{self.version}"

    @property
    def parties(self) -> list[str]:
        """The parties who sign or refuse, in the order of the record."""
        return [person["name"] for person in self.content["people"] if person["present"]]

    @property
    def is_handed_over(self) -> bool:
        return hasattr(self, "hand_over")


class MinutesSignature(models.Model):
    """A party signed, or refused before two witnesses; a refusal does not void the minutes."""

    class State(models.TextChoices):
        SIGNED = "SIGNED", _("Menandatangani")
        REFUSED = "REFUSED", _("Menolak menandatangani")

    class Means(models.TextChoices):
        WET = "WET", _("Tanda tangan basah")
        ELECTRONIC = "ELECTRONIC", _("Tanda tangan elektronik")

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(_("nama"), max_length=160)
    state = models.CharField(_("keadaan"), max_length=8, choices=State)
    means = models.CharField(_("cara"), max_length=10, choices=Means, blank=True, db_default="")
    at = models.DateTimeField(_("pada"))
    reason = models.CharField(_("alasan menolak"), max_length=300, blank=True)
    first_witness = models.CharField(_("saksi pertama"), max_length=160, blank=True)
    second_witness = models.CharField(_("saksi kedua"), max_length=160, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tanda tangan berita acara")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "name"], name="minutes_signed_once_by_each"),
            models.CheckConstraint(
                condition=models.Q(state="SIGNED", reason="", first_witness="", second_witness="")
                | (
                    models.Q(state="REFUSED")
                    & ~models.Q(first_witness="")
                    & ~models.Q(second_witness="")
                    & ~models.Q(first_witness=models.F("second_witness"))
                ),
                name="minutes_refusal_has_two_witnesses",
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"


class MinutesAddendum(models.Model):
    """An addition after signing (BAP tambahan); signed text is not changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField(_("tambahan"))
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tambahan berita acara")
        ordering = ["pk"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.text[:60]


class MinutesHandOver(models.Model):
    """The examinee received a copy of the minutes; once for each version."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="hand_over")
    received_by = models.CharField(_("diterima oleh"), max_length=160)
    received_on = models.DateField(_("diterima pada"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("penyerahan salinan berita acara")
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.received_by} {self.received_on:%d/%m/%Y}"
