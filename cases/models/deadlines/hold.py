"""A hold: reason, owner, and the day of review."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.deadlines.clock import WEEK, CaseClock, ClockQuerySet, ReminderStage
from cases.models.people.government import Level, Role


class Hold(CaseClock):
    """A hold is not a status. It lasts from its first day until somebody resumes the path, with a day of review.

    It is reminded on that day and every week after it, because internal clocks are paused meanwhile.
    """

    KEY = "hold"
    ZONE = "respondent__case__agency__time_zone"
    RELATED = ("limit", "respondent__case__agency", "respondent__case__government")
    FIRST = ReminderStage.ON
    GRACE = WEEK

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField(_("menunggu apa"))
    owner = models.CharField(_("menunggu siapa"), max_length=160)

    objects = ClockQuerySet["Hold"].as_manager()

    class Meta(CaseClock.Meta):
        verbose_name = _("penahanan")
        ordering = ["pk"]
        constraints = [
            *CaseClock.Meta.constraints,
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(met_on__isnull=True), name="one_open_hold"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    @property
    def top_level(self) -> Level:
        """It does not escalate; its owner is reminded every week."""
        return Level(self.level)

    @property
    def case(self) -> Case:
        return self.respondent.case

    @property
    def asked_role(self) -> Role:
        return Role(self.respondent.turn or Role.BKPSDM)
