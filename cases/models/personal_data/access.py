"""The code with which the person concerned opens their own page, without an account."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.employee import Employee


class PersonalAccessQuerySet(models.QuerySet["PersonalAccess"]):
    def open(self, today: dt.date) -> "PersonalAccessQuerySet":
        """Neither ended nor expired, and still of the person who was named when the code was given."""
        same = models.F("respondent__employee")
        return self.filter(ended_at__isnull=True, expires_on__gte=today, employee=same)


class PersonalAccess(models.Model):
    """One code for one person in one case. The code is shown once and not stored, only its keyed digest.

    ``wrong``: second factors that were wrong since the last right one; too many end the code.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="accesses")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diberikan oleh"))
    given_at = models.DateTimeField(_("diberikan"))
    expires_on = models.DateField(_("berlaku sampai"))
    ended_at = models.DateTimeField(_("berakhir"), null=True)
    wrong = models.PositiveSmallIntegerField(_("salah"), default=0)
    opened = models.PositiveIntegerField(_("dibuka"), default=0)
    opened_at = models.DateTimeField(_("terakhir dibuka"), null=True)

    objects = PersonalAccessQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("kode yang bersangkutan")
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(ended_at__isnull=True), name="one_code_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.given_at:%d/%m/%Y}"
