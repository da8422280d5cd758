"""The articles of an instrument: what can be alleged or cited, and on which level, in the nation or one region."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import (
    Dated,
    DatedQuerySet,
    categories_field,
    covers,
    holds,
    one_in_force,
    region_field,
)
from regulations.models.regulation import Regulation, dated_later_than
from regulations.models.vocabulary import Impact, Severity


class ProvisionQuerySet(DatedQuerySet["Provision"]):
    def as_read(self, on: date, region: str = "") -> Self:
        """Without provisions of instruments that the reading in force on `on` dates after that day."""
        return self.exclude(dated_later_than(on, region, "regulation__"))

    def for_category(self, category: str) -> Self:
        return self.filter(covers(category))

    def of_region(self, region: str, on: date) -> Self:
        """National rows and the region's own; where both know a code, the region's own goes before."""
        own = self.model._default_manager.filter(holds(on), region=region).exclude(region="")
        return self.filter(region__in=("", region)).exclude(region="", code__in=own.values("code"))


class Provision(Dated):
    """An article that can be alleged or cited, with the level that follows from its impact or its text."""

    RULE = ("code", "region")
    WORDING = (*Dated.WORDING, "relevance", "light_article", "moderate_article", "severe_article")

    class Use(models.TextChoices):
        CHARGE = "CHARGE", _("Dapat disangkakan")
        GUIDANCE = "GUIDANCE", _("Pedoman; sangkakan lewat pasal rujukan")
        REFERRAL = "REFERRAL", _("Dirujuk ke penegak hukum")
        REFERENCE = "REFERENCE", _("Rujukan")

    code = models.CharField(_("kode"), max_length=20)
    region = region_field()
    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("peraturan")
    )
    article = models.CharField(_("pasal"), max_length=120)
    light_article = models.CharField(_("pasal tingkat ringan"), max_length=120, blank=True)
    moderate_article = models.CharField(_("pasal tingkat sedang"), max_length=120, blank=True)
    severe_article = models.CharField(_("pasal tingkat berat"), max_length=120, blank=True)
    text = models.TextField(_("ketentuan"))
    categories = categories_field()
    use = models.CharField(_("kegunaan"), max_length=10, choices=Use, default=Use.CHARGE)
    charged_under = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("disangkakan lewat")
    )
    severity_unit = models.CharField(_("dampak unit"), max_length=15, choices=Severity, blank=True)
    severity_agency = models.CharField(_("dampak instansi"), max_length=15, choices=Severity, blank=True)
    severity_state = models.CharField(_("dampak negara"), max_length=15, choices=Severity, blank=True)
    fixed_severities = ArrayField(
        models.CharField(max_length=15, choices=Severity),
        verbose_name=_("tingkat tetap"),
        default=list,
        blank=True,
        help_text=_("Tingkat yang tidak bergantung pada dampak."),
    )
    heavier_when_repeated = models.BooleanField(
        _("lebih berat bila diulang"),
        default=True,
        db_default=True,
        help_text=_("Tidak untuk ketidakhadiran: jenjangnya sudah menjumlah (Pasal 46 ayat (7) PerBKN 6/2022)."),
    )
    level_test = models.CharField(_("penentu tingkat"), max_length=200, blank=True)
    relevance = models.CharField(_("kaitan dengan media sosial"), max_length=250, blank=True)

    objects = ProvisionQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("ketentuan")
        verbose_name_plural = _("ketentuan")
        ordering = ("slug",)
        constraints = [
            *Dated.Meta.constraints,
            one_in_force("provision_one_in_force", "code", "region"),
            models.CheckConstraint(
                name="provision_level_has_one_test",
                condition=Q(fixed_severities__len=0) | Q(severity_unit="", severity_agency="", severity_state=""),
                violation_error_message=_("Tingkat ditentukan oleh dampak atau tetap, tidak keduanya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} – {self.text}"

    @property
    def cited(self) -> str:
        return self.article

    def severities(self, impact: str) -> list[str]:
        """The levels for this impact; empty if the law gives none (Pasal 9–14 PP 94/2021)."""
        by_impact = {
            Impact.UNIT: self.severity_unit,
            Impact.AGENCY: self.severity_agency,
            Impact.STATE: self.severity_state,
        }
        level = by_impact[Impact(impact)]
        return [level] if level else list(self.fixed_severities)

    def level_article(self, severity: str) -> str:
        """The article that puts a breach of this provision on a level, as far as it was read; else nothing."""
        articles = {
            Severity.LIGHT: self.light_article,
            Severity.MODERATE: self.moderate_article,
            Severity.SEVERE: self.severe_article,
        }
        return articles.get(Severity(severity), "")
