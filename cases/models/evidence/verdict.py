"""What the malware scanner said of a content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileVerdict(models.Model):
    """The verdict on a content, by its SHA-256: equal files have one verdict, wherever they are stored."""

    class Result(models.TextChoices):
        CLEAN = "CLEAN", _("Bersih")
        INFECTED = "INFECTED", _("Perangkat lunak jahat")
        REFUSED = "REFUSED", _("Tidak dapat diperiksa")

    sha256 = models.CharField(_("sidik jari berkas"), max_length=64, primary_key=True)
    result = models.CharField(_("hasil"), max_length=8, choices=Result)
    said = models.CharField(_("menurut pemindai"), max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("hasil pemindaian")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result="CLEAN", said="") | (~models.Q(result="CLEAN") & ~models.Q(said="")),
                name="verdict_says_what",
            )
        ]
        indexes = [models.Index(fields=["at"], name="verdict_not_clean", condition=~models.Q(result="CLEAN"))]

    def __str__(self) -> str:
        return f"{self.get_result_display()} {self.said}".strip()
