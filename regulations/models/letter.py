"""The standard wording of the required letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, one_in_force
from regulations.models.codes import LetterForm


class LetterWordingQuerySet(DatedQuerySet["LetterWording"]):
    """Wordings by period, each with its form."""

    def with_form(self) -> "LetterWordingQuerySet":
        return self.select_related("form")


class LetterWording(Dated):
    """The wording of a form with named fields; a new wording ends the row and adds another, so letters name their
    version."""

    RULE = ("code",)
    # The sentences are not law: a letter stores its text, so a wording may be improved under the same key.
    WORDING = (*Dated.WORDING, "title", "text", "layout")

    class Layout(models.TextChoices):
        LETTER = "LETTER", _("Surat")
        DECREE = "DECREE", _("Keputusan")
        RECORD = "RECORD", _("Berita acara")
        PLAIN = "PLAIN", _("Tanpa kepala surat")

    code = models.SlugField(_("kode"), max_length=20)
    form = models.ForeignKey(
        LetterForm, on_delete=models.PROTECT, related_name="wordings", verbose_name=_("bentuk surat")
    )
    layout = models.CharField(_("tata letak"), max_length=10, choices=Layout)
    title = models.CharField(_("judul atau hal"), max_length=200)
    text = models.TextField(_("isi"), help_text=_("isian ditulis {nama}"))
    record_code = models.CharField(_("kode klasifikasi"), max_length=20, help_text=_("awal nomor surat"))

    objects = LetterWordingQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("isi surat")
        verbose_name_plural = _("isi surat")
        ordering = ("form",)
        constraints = [*Dated.Meta.constraints, one_in_force("letterwording_one_in_force", "code")]

    def __str__(self) -> str:
        return self.code
