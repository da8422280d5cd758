"""The second official, who agrees by an account of his own that a decision may leave what the law fixes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.hearings.hearing import FindingsReport
from cases.models.people.account import User
from cases.models.people.employee import Employee
from lib.append_only import AppendOnly
from regulations.models import SanctionType


class Concurrence(models.Model):
    """Agreed for one sanction on one report of findings; a new report asks for a new agreement."""

    report = models.ForeignKey(FindingsReport, on_delete=models.PROTECT, related_name="concurrences")
    sanction_type = models.ForeignKey(
        SanctionType, on_delete=models.PROTECT, related_name="+", verbose_name=_("sanksi yang disetujui")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("akun"))
    person = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+", verbose_name=_("pejabat kedua"))
    reason = models.TextField(_("alasan menyetujui"))
    article = models.CharField(_("pasal yang membolehkan"), max_length=200)
    agreed_on = models.DateField(_("disetujui"))
    agreed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("persetujuan pejabat kedua")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "sanction_type", "by"], name="concurrence_once_per_account")
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.person} {self.agreed_on}"
