"""Allegations against a respondent, and the findings on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.evidence.evidence import EvidenceItem
from regulations.models import Impact, Provision


class Allegation(models.Model):
    """One alleged breach, with the rule that was in force on the day of the act."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="allegations")
    text = models.TextField(_("uraian dugaan"))
    acted_on = models.DateField(
        _("hari perbuatan"), null=True, blank=True, help_text=_("kosong: hari kejadian menurut kasus")
    )
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pasal")
    )

    class Meta:
        verbose_name = _("dugaan pelanggaran")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_judged(self) -> bool:
        """Whether there is a finding on it."""
        return hasattr(self, "finding")


class Finding(models.Model):
    """The finding of the examination on one allegation."""

    class Outcome(models.TextChoices):
        PROVEN = "PROVEN", _("Terbukti")
        PARTLY = "PARTLY", _("Terbukti sebagian")
        NOT_PROVEN = "NOT_PROVEN", _("Tidak terbukti")
        NOT_APPLICABLE = "NOT_APPLICABLE", _("Tidak ada aturan yang dilanggar")

    allegation = models.OneToOneField(Allegation, on_delete=models.PROTECT, related_name="finding")
    outcome = models.CharField(_("temuan"), max_length=16, choices=Outcome)
    reason = models.TextField(_("pertimbangan"))
    impact = models.CharField(_("dampak"), max_length=10, choices=Impact, blank=True)
    impact_reason = models.TextField(_("alasan dampak"), blank=True)
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="+")

    class Meta:
        verbose_name = _("temuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(impact="") | ~models.Q(impact_reason=""), name="finding_impact_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
