from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, one_in_force


class QuestionQuerySet(DatedQuerySet["Question"]):
    def for_hearing(self, provision_codes: Iterable[str], on: date) -> Self:
        """The questions for one hearing: general ones, and those of the alleged articles."""
        asked_of_all = Q(provision_codes__len=0)
        return self.in_force(on).filter(asked_of_all | Q(provision_codes__overlap=list(provision_codes)))


class Question(Dated):
    """A question for every hearing, or for hearings on certain articles. The system never asks it by itself."""

    class Stage(models.TextChoices):
        OPENING = "1-OPENING", _("Pembuka")
        SUBSTANCE = "2-SUBSTANCE", _("Substansi")
        CLOSING = "3-CLOSING", _("Penutup")

    code = models.CharField(_("kode"), max_length=20)
    stage = models.CharField(_("bagian"), max_length=12, choices=Stage)
    position = models.PositiveSmallIntegerField(_("urutan"))
    text = models.TextField(_("pertanyaan"))
    provision_codes = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("kode ketentuan"),
        default=list,
        blank=True,
        help_text=_("Kosong: untuk setiap pemeriksaan."),
    )

    objects = QuestionQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("pertanyaan pemeriksaan")
        verbose_name_plural = _("pertanyaan pemeriksaan")
        ordering = ("stage", "position", "slug")
        constraints = [*Dated.Meta.constraints, one_in_force("question_one_in_force", "code")]

    def __str__(self) -> str:
        return self.text
