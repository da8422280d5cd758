"""A failure of data protection: what happened, whose data it reached, and who was told."""

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.employee import Employee
from cases.models.people.government import Government
from lib.append_only import AppendOnly


class Breach(models.Model):
    """One failure (Pasal 46 UU 27/2022). With ``account`` those are affected whose data it read in the time; without
    one, everybody in a case that was recorded by then."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="breaches")
    number = models.CharField(_("nomor"), max_length=20)
    account = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("akun yang disalahgunakan"),
    )
    since = models.DateTimeField(_("terjadi sejak"))
    until = models.DateTimeField(_("sampai"))
    known_at = models.DateTimeField(_("diketahui"))
    what = models.TextField(_("kapan dan bagaimana terungkap"))
    data = models.TextField(_("data pribadi yang terungkap"))
    remedy = models.TextField(_("penanganan dan pemulihan"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    authority_told_on = models.DateField(_("lembaga diberitahu"), null=True, blank=True)
    authority_proof = models.CharField(_("bukti pemberitahuan lembaga"), max_length=200, blank=True)
    closed_on = models.DateField(_("selesai"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("kegagalan pelindungan data")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="breach_number_unique"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="breach_ends_after_it_began"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(authority_told_on__isnull=False),
                name="breach_closed_once_authority_told",
            ),
        ]
        triggers = [AppendOnly(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("breach", args=[self.pk])


class AffectedPerson(models.Model):
    """A person whose data a breach reached, how, and when they were told."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="people")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    readings = models.PositiveIntegerField(_("pembacaan"), default=0)
    told_on = models.DateField(_("diberitahu"), null=True)
    how = models.CharField(_("cara"), max_length=120, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("orang yang terdampak")
        ordering = ["employee__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["breach", "employee"], name="affected_once"),
            models.CheckConstraint(
                condition=models.Q(told_on__isnull=True, how="")
                | (models.Q(told_on__isnull=False) & ~models.Q(how="")),
                name="affected_told_somehow",
            ),
        ]
        triggers = [AppendOnly(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.employee)
