"""How certain the identity of a respondent is, and the doubts about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User


class IdentityNote(models.Model):
    """A confirmation or a doubt: who said it, and how it was checked. Rows are never overwritten."""

    class Kind(models.TextChoices):
        UNIT = "UNIT", _("Dipastikan unit kerja")
        PERSON = "PERSON", _("Dipastikan yang bersangkutan")
        WRONG_UNIT = "WRONG_UNIT", _("Unit kerjanya bukan itu")
        DENIED = "DENIED", _("Bukan orangnya")
        IMPERSONATION = "IMPERSONATION", _("Akun tiruan atau kloningan")
        HACKED = "HACKED", _("Akun diretas")
        UNIFORM = "UNIFORM", _("Seragam menyesatkan")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="identity_notes")
    kind = models.CharField(_("keterangan"), max_length=16, choices=Kind)
    said_by = models.CharField(_("menurut"), max_length=160)
    how = models.CharField(_("bagaimana diketahui"), max_length=300)
    on = models.DateField(_("tanggal"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("keterangan identitas")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.how}"


CERTAINTIES = (IdentityNote.Kind.UNIT, IdentityNote.Kind.PERSON)


class Correction(models.Model):
    """The letter that a wrongly named person is owed."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField(_("isi surat"))
    on = models.DateField(_("tanggal"))

    class Meta:
        verbose_name = _("koreksi nama")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.on}"
