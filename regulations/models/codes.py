"""Codes and forms of the paper: what the national staff system, the letter register and the annexes call things."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .catalogue import Dated, DatedQuerySet, one_in_force


class SiasnCodeQuerySet(DatedQuerySet["SiasnCode"]):
    """Codes by period."""


class SiasnCode(Dated):
    """A code by which the national staff system (SIASN) knows a sanction or its level."""

    RULE = ("kind", "code")

    class Kind(models.TextChoices):
        SANCTION = "SANCTION", _("Jenis hukuman")
        LEVEL = "LEVEL", _("Tingkat hukuman")

    kind = models.CharField(_("daftar"), max_length=10, choices=Kind)
    code = models.CharField(_("kode"), max_length=5)
    name = models.CharField(_("nama"), max_length=150)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = SiasnCodeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("kode SIASN")
        verbose_name_plural = _("kode SIASN")
        ordering = ("-kind", "slug")
        constraints = [*Dated.Meta.constraints, one_in_force("siasncode_one_in_force", "kind", "code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class NumberPatternQuerySet(DatedQuerySet["NumberPattern"]):
    """Patterns by period."""


class NumberPattern(Dated):
    """How letter numbers are put together; a region may have its own pattern."""

    RULE = ("region",)

    region = models.CharField(_("daerah"), max_length=100, blank=True, help_text=_("Kosong: nasional."))
    pattern = models.CharField(_("pola"), max_length=120)
    examples = ArrayField(models.CharField(max_length=120), verbose_name=_("contoh"), default=list, blank=True)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = NumberPatternQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("pola nomor surat")
        verbose_name_plural = _("pola nomor surat")
        ordering = ("region", "in_force_from")
        constraints = [*Dated.Meta.constraints, one_in_force("numberpattern_one_in_force", "region")]

    def __str__(self) -> str:
        return self.pattern


class LetterFormQuerySet(DatedQuerySet["LetterForm"]):
    """Forms by period."""


class LetterForm(Dated):
    """A letter that the annexes or practice know: what it is for and what it has to contain."""

    RULE = ("code",)

    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=200)
    purpose = models.CharField(_("kegunaan"), max_length=200)
    contents = ArrayField(models.CharField(max_length=250), verbose_name=_("isi"))
    marking = models.CharField(_("sifat"), max_length=20, blank=True)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = LetterFormQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("bentuk surat")
        verbose_name_plural = _("bentuk surat")
        ordering = ("slug",)
        constraints = [*Dated.Meta.constraints, one_in_force("letterform_one_in_force", "code")]

    def __str__(self) -> str:
        return self.name
