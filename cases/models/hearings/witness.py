"""Whoever is asked about a path without being examined in it: a role of its own, called or heard."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.people.employee import Employee


class WitnessQuerySet(models.QuerySet["Witness"]):
    def unheard(self) -> Self:
        """Those who were called and have not spoken yet."""
        return self.filter(heard_on__isnull=True)

    def heard(self) -> Self:
        return self.filter(heard_on__isnull=False)

    def in_case_of(self, respondent: Respondent) -> Self:
        """Those of every path of the case: whoever testifies in one examines in none."""
        return self.filter(respondent__case=respondent.case_id)


class Witness(models.Model):
    """Somebody who gives a statement about the examinee (permintaan keterangan, Pasal 30 PP 94/2021).

    The statement is no answer of the examinee and makes no examination. ``disclosure``: that and why another respondent
    of the case is heard as a witness.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="witnesses")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nama"), max_length=160)
    capacity = models.CharField(_("hubungannya dengan perkara"), max_length=160)
    disclosure = models.CharField(_("juga terlapor"), max_length=200, blank=True)
    called_on = models.DateField(_("diminta"), null=True, blank=True)
    letter_number = models.CharField(_("nomor undangan"), max_length=80, blank=True)
    heard_on = models.DateField(_("memberi keterangan"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    statement = models.TextField(_("keterangan"), blank=True)
    minutes_number = models.CharField(_("nomor berita acara"), max_length=80, blank=True, db_default="", default="")

    objects = WitnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberi keterangan")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(heard_on__isnull=True) ^ ~models.Q(statement=""),
                name="witness_heard_with_a_statement",
            ),
            models.CheckConstraint(
                condition=models.Q(called_on__isnull=False) | models.Q(heard_on__isnull=False),
                name="witness_called_or_heard",
            ),
            models.CheckConstraint(
                condition=models.Q(called_on__isnull=True)
                | models.Q(heard_on__isnull=True)
                | models.Q(heard_on__gte=models.F("called_on")),
                name="witness_heard_after_the_call",
            ),
        ]

    def __str__(self) -> str:
        return self.name
