"""What every clock has: a rule, a last day, the rung that answers for it, and when it is spoken of next."""

import datetime as dt
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.government import Agency, Government, Level, Role, TimeZone
from regulations.calendar import WorkingCalendar, due_on
from regulations.models import TimeLimit

Row = TypeVar("Row", bound="Clock")
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
FORTNIGHT = 2 * WEEK
TO_ESCALATE = models.Index(
    fields=["escalates_on", "id"], name="%(class)s_to_escalate", condition=models.Q(escalates_on__isnull=False)
)
SILENT: dict[str, None] = {"next_reminder_on": None, "escalates_on": None}


class ReminderStage(models.IntegerChoices):
    """How far the reminders of a clock have gone; a stage once passed is never sent again."""

    NONE = 0, _("belum ada")
    BEFORE = 1, _("menjelang tenggat")
    ON = 2, _("pada hari tenggat")
    AFTER = 3, _("tenggat lewat")


class ClockQuerySet(models.QuerySet[Row]):
    def running(self) -> Self:
        """Neither met nor stopped."""
        return self.filter(met_on__isnull=True)

    def duties(self) -> Self:
        """Running clocks that somebody must act on."""
        return self.running()

    def overdue(self, today: dt.date) -> Self:
        return self.duties().filter(due_on__lt=today)

    def to_remind(self, now: dt.datetime) -> Self:
        """Those whose next reminder has its day, where each of them runs."""
        return self.filter(self._day_has_come("next_reminder_on", now))

    def to_escalate(self, now: dt.datetime) -> Self:
        """Lapsed ones whose rung has not been passed over yet."""
        return self.filter(self._day_has_come("escalates_on", now))

    def meet(self, on: dt.date) -> int:
        """What was waited for has come. Returns how many clocks that stopped."""
        return self.running().update(met_on=on, **SILENT)

    def _day_has_come(self, field: str, now: dt.datetime) -> models.Q:
        """The local day of each row's zone; the bound over all zones is what the index on the day serves."""
        days = {zone: TimeZone(zone).local_date(now) for zone in TimeZone}
        local = [models.Q(**{self.model.ZONE: zone, f"{field}__lte": day}) for zone, day in days.items()]
        here = models.Q()
        for each in local:
            here |= each
        return models.Q(**{f"{field}__lte": max(days.values())}) & here


class Clock(models.Model):
    """Facts only. Overdue and days left are derived from them, never stored.

    ``limit`` is the rule that was in force when the clock started; new law does not move a running clock.
    ``next_reminder_on`` and ``escalates_on`` are local days, empty when nothing is to be said: they are what the sweeps
    look for, so every change that stops or moves a clock rewrites them.
    """

    KEY: ClassVar[str]  # begins the keys of its messages and the names of their templates
    ZONE: ClassVar[str]  # the lookup that leads to the time zone of its days
    RELATED: ClassVar[tuple[str, ...]]  # what its messages read
    FIRST: ClassVar[ReminderStage] = ReminderStage.BEFORE
    GRACE: ClassVar[dt.timedelta] = DAY  # after the due day it is called late; calendar days

    objects: Any  # each kind brings its own manager of ClockQuerySet

    limit = models.ForeignKey(TimeLimit, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("jenjang"), choices=Level)
    statutory = models.BooleanField(_("wajib hukum"))
    starts_on = models.DateField(_("mulai"))
    due_on = models.DateField(_("tenggat"))
    met_on = models.DateField(_("terpenuhi"), null=True, blank=True)
    calendar_version = models.CharField(_("versi kalender kerja"), max_length=64)
    reminded = models.PositiveSmallIntegerField(choices=ReminderStage, default=ReminderStage.NONE)
    next_reminder_on = models.DateField(null=True, blank=True, editable=False)
    escalates_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="%(class)s_due_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=True)
                | models.Q(next_reminder_on__isnull=True, escalates_on__isnull=True),
                name="%(class)s_silent_once_met",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_on", "id"],
                name="%(class)s_to_remind",
                condition=models.Q(next_reminder_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit_id} {self.due_on}"

    @property
    def is_finished(self) -> bool:
        return self.met_on is not None

    def is_overdue(self, today: dt.date) -> bool:
        return not self.is_finished and self.due_on < today

    def run(self, limit: TimeLimit, *, on: dt.date, calendar: WorkingCalendar, due: dt.date | None = None) -> Self:
        """Let it run by a rule from a day; ``due``: a last day that was named instead of counted."""
        self.limit, self.statutory, self.starts_on = limit, limit.statutory, on
        self.due_on = due or due_on(limit, on, calendar)
        self.calendar_version = calendar.version
        self.schedule(calendar)
        return self

    def schedule(self, calendar: WorkingCalendar) -> None:
        """Set the days of the next reminder and of escalation anew, by the stages that were told already."""
        if not self.is_duty_of_somebody:
            self.next_reminder_on = self.escalates_on = None
            return
        self.next_reminder_on = self.reminder_after(ReminderStage(self.reminded), self.starts_on, calendar)
        self.escalates_on = self.due_on + DAY if self.level < self.top_level else None

    def _day_before(self, calendar: WorkingCalendar) -> dt.date:
        """One working day before, but never the day on which it began: its start was told already.

        A year whose days off are not known yet has only its weekends.
        """
        if self.FIRST > ReminderStage.BEFORE:
            return self.due_on
        before = self.due_on - DAY
        while before > self.starts_on and calendar.day_off_name(before):
            before -= DAY
        return before if before > self.starts_on else self.due_on

    def stage(self, today: dt.date, calendar: WorkingCalendar) -> ReminderStage:
        """The stage of a reminder on this day; none while a long clock has time."""
        if today >= self.due_on + self.GRACE:
            return ReminderStage.AFTER
        if today >= self.due_on:
            return ReminderStage.ON
        return ReminderStage.BEFORE if today >= self._day_before(calendar) else ReminderStage.NONE

    def reminder_after(self, stage: ReminderStage, today: dt.date, calendar: WorkingCalendar) -> dt.date | None:
        """When it is spoken of again after this stage: a long clock every two weeks, the last rung every week."""
        match stage:
            case ReminderStage.NONE:
                return min(today + FORTNIGHT, self._day_before(calendar))
            case ReminderStage.BEFORE:
                return self.due_on
            case ReminderStage.ON:
                return self.due_on + self.GRACE
        return today + WEEK if self.level >= self.top_level else None

    @property
    def is_duty_of_somebody(self) -> bool:
        """Whether somebody has to act on it now."""
        return not self.is_finished

    @property
    def top_level(self) -> Level:
        """The last rung that can act on it."""
        return Level.SEKDA

    @property
    def asked_role(self) -> Role:
        """Who has to act on it."""
        return Level(self.level).role

    @property
    def asked_agency(self) -> Agency | None:
        """Whose HR officers have to act, where it is not the agency of the case."""
        return None

    @property
    def silent_party(self) -> str:
        """Whose silence its lapse is, in words."""
        return str(Level(self.level).label)

    @property
    def category(self) -> str:
        """The staff category by which the rules of its rungs are chosen."""
        return ""

    @property
    def case(self) -> Case | None:
        """The case that it belongs to, if it belongs to one."""
        raise NotImplementedError

    @property
    def place(self) -> Agency | Government:
        """Whose calendar day counts."""
        raise NotImplementedError

    @property
    def government(self) -> Government:
        raise NotImplementedError

    @property
    def number(self) -> str:
        """What a message may say of it."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """Where it is acted on."""
        raise NotImplementedError

    def for_rung(self, level: Level) -> Self:
        """A clock of the same thing for the rung above, not running yet."""
        raise NotImplementedError


class CaseClock(Clock):
    """A clock of something in a case: the agency's days count, and the case's page is where it is acted on."""

    class Meta(Clock.Meta):
        abstract = True

    @property
    def case(self) -> Case:
        raise NotImplementedError

    @property
    def place(self) -> Agency:
        return self.case.agency

    @property
    def government(self) -> Government:
        return self.case.government

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def path(self) -> str:
        return reverse("case", args=[self.number])
