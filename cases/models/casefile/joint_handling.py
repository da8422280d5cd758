"""Two bodies that handle one act of one person: both see the steps of the other, and one leads."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.government import Government, Role
from cases.models.people.reader import Reader


class JointHandlingQuerySet(models.QuerySet["JointHandling"]):
    def unfinished(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def running(self) -> Self:
        """Agreed on by both bodies, and not ended."""
        return self.unfinished().filter(theirs__isnull=False)

    def of_case(self, case: Case) -> Self:
        """Those in which a path of the case is one of the two."""
        return self.filter(models.Q(ours__case=case) | models.Q(theirs__case=case))

    def awaiting(self, user: Reader) -> Self:
        """Proposals of other bodies about a case that the account may read, for the roles that answer them."""
        if user.role not in (Role.BKPSDM, Role.INSPECTOR):
            return self.none()
        own = Case.objects.visible_to(user).filter(number=models.OuterRef("case_number"))
        asked = self.unfinished().filter(theirs__isnull=True, invited_id=user.government_id)
        return asked.filter(models.Exists(own)).select_related("ours__case__government")


class JointHandling(models.Model):
    """An agreement of two bodies, such as a regency and its province, or the discipline and the ethics case.

    The body that proposes it names the other one's case; the other one answers with the path of the same person. What
    both read of each other are the steps: act and day, no text.
    """

    class Lead(models.TextChoices):
        OURS = "OURS", _("Badan yang mengusulkan")
        THEIRS = "THEIRS", _("Badan yang diajak")

    ours = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="proposed_jointly")
    invited = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(_("nomor kasus badan itu"), max_length=20)
    theirs = models.ForeignKey(
        Respondent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joined",
        help_text=_("kosong: belum dijawab"),
    )
    leads = models.CharField(_("yang memimpin"), max_length=6, choices=Lead)
    basis = models.CharField(_("dasar"), max_length=200, help_text=_("surat atau kesepakatan kedua badan"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField(_("diusulkan"))
    ended_on = models.DateField(_("berakhir"), null=True, blank=True)
    end_reason = models.CharField(_("alasan berakhir"), max_length=200, blank=True)

    objects = JointHandlingQuerySet.as_manager()

    class Meta:
        verbose_name = _("penanganan bersama")
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ours", "invited", "case_number"],
                condition=models.Q(ended_on__isnull=True),
                name="joint_handling_once",
            ),
            models.CheckConstraint(
                condition=models.Q(theirs__isnull=True) | ~models.Q(ours=models.F("theirs")),
                name="joint_handling_of_two_paths",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, end_reason="")
                | models.Q(ended_on__gte=models.F("proposed_on")) & ~models.Q(end_reason=""),
                name="joint_handling_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ours_id} – {self.case_number}"

    def is_led_by(self, path: Respondent) -> bool:
        """Whether the body of this path leads."""
        return (self.leads == self.Lead.OURS) == (path.pk == self.ours_id)
