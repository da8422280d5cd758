"""The common part of all clocks: rule, last day, level that has to act, and next reminder (decision 48)."""

import datetime as dt
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.deadlines.outgoing import Priority
from cases.models.people.account import User
from cases.models.people.government import Agency, Government, Level, Role, TimeZone
from lib.compiled_queries import Slot
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
    """The stages of a clock's reminders; a stage is sent once."""

    NONE = 0, _("belum ada")
    BEFORE = 1, _("menjelang tenggat")
    ON = 2, _("pada hari tenggat")
    AFTER = 3, _("tenggat lewat")


class ClockQuerySet(models.QuerySet[Row]):
    def running(self) -> Self:
        """Neither met nor stopped."""
        return self.filter(met_on__isnull=True)

    def duties(self) -> Self:
        """Running clocks on which somebody must act."""
        return self.running()

    def overdue(self, today: dt.date | Slot) -> Self:
        return self.duties().filter(due_on__lt=today)

    def to_remind(self, now: dt.datetime) -> Self:
        """Clocks whose next reminder is due today, in the time zone of each."""
        return self.filter(self._day_has_come("next_reminder_on", now))

    def to_escalate(self, now: dt.datetime) -> Self:
        """Overdue clocks whose level has not been escalated yet."""
        return self.filter(self._day_has_come("escalates_on", now))

    def meet(self, on: dt.date) -> int:
        """Mark as met. Returns the number of clocks."""
        return self.running().update(met_on=on, **SILENT)

    def _day_has_come(self, field: str, now: dt.datetime) -> models.Q:
        """Rows whose day has come in their own zone; the bound over all zones uses the index on the day."""
        days = {zone: TimeZone(zone).local_date(now) for zone in TimeZone}
        local = [models.Q(**{self.model.ZONE: zone, f"{field}__lte": day}) for zone, day in days.items()]
        here = models.Q()
        for holiday in local:
            here |= holiday
        return models.Q(**{f"{field}__lte": max(days.values())}) & here


class Clock(models.Model):
    """Stores facts only. Whether a clock is overdue, and the days left, are computed.

    ``limit`` is the rule that was in force when the clock started; new law does not move a running clock.
    ``next_reminder_on`` and ``escalates_on`` are local days, NULL if nothing is due. The sweeps query them, so every
    change that stops or moves a clock rewrites them.
    """

    KEY: ClassVar[str]  # prefix of the keys of its messages and of their templates
    ZONE: ClassVar[str]  # the lookup of the time zone of its days
    RELATED: ClassVar[tuple[str, ...]]  # the relations that its messages need
    FIRST: ClassVar[ReminderStage] = ReminderStage.BEFORE
    GRACE: ClassVar[dt.timedelta] = DAY  # calendar days after the due date from which it is called late

    objects: Any  # each kind defines its own manager of ClockQuerySet

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
        """Start it by a rule from a day; ``due``: a last day that is given instead of counted."""
        self.limit, self.statutory, self.starts_on = limit, limit.statutory, on
        self.due_on = due or due_on(limit, on, calendar)
        self.calendar_version = calendar.version
        self.schedule(calendar)
        return self

    def schedule(self, calendar: WorkingCalendar) -> None:
        """Set the days of the next reminder and of escalation, by the stages that were already sent."""
        if not self.is_duty_of_somebody:
            self.next_reminder_on = self.escalates_on = None
            return
        self.next_reminder_on = self.reminder_after(ReminderStage(self.reminded), self.starts_on, calendar)
        self.escalates_on = self.due_on + DAY if self.level < self.top_level else None

    def _day_before(self, calendar: WorkingCalendar) -> dt.date:
        """One working day before, but not the day on which it began, when its start was announced.

        If the days off of a year are unknown, only its weekends count.
        """
        if self.FIRST > ReminderStage.BEFORE:
            return self.due_on
        before = self.due_on - DAY
        while before > self.starts_on and calendar.day_off_name(before):
            before -= DAY
        return before if before > self.starts_on else self.due_on

    def stage(self, today: dt.date, calendar: WorkingCalendar) -> ReminderStage:
        """The stage of a reminder on this day; None while a long clock has enough time."""
        if today >= self.due_on + self.GRACE:
            return ReminderStage.AFTER
        if today >= self.due_on:
            return ReminderStage.ON
        return ReminderStage.BEFORE if today >= self._day_before(calendar) else ReminderStage.NONE

    def reminder_after(self, stage: ReminderStage, today: dt.date, calendar: WorkingCalendar) -> dt.date | None:
        """The day of the reminder after this stage: a long clock every two weeks, the last level every week."""
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
    def priority(self) -> Priority:
        """Of the messages that tell of it."""
        return Priority.STATUTORY if self.statutory else Priority.ORDINARY

    @property
    def top_level(self) -> Level:
        """The last level that can act on it."""
        return Level.SEKDA

    @property
    def asked_role(self) -> Role:
        """The role that has to act."""
        return Level(self.level).role

    @property
    def asked_agency(self) -> Agency | None:
        """The agency whose HR officers have to act, if it is not the agency of the case."""
        return None

    @property
    def asked_account(self) -> User | None:
        """The one account that is asked by name; None where a role is."""
        return None

    @property
    def silent_party(self) -> str:
        """The party that did not act, in words."""
        return str(Level(self.level).label)

    @property
    def category(self) -> str:
        """The staff category that selects the rules of its levels."""
        return ""

    @property
    def case(self) -> Case | None:
        """Its case, if it has one."""
        raise NotImplementedError

    @property
    def place(self) -> Agency | Government:
        """The agency or government whose calendar day counts."""
        raise NotImplementedError

    @property
    def government(self) -> Government:
        raise NotImplementedError

    @property
    def number(self) -> str:
        """The number that its messages contain."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """The address of the page on which to act."""
        raise NotImplementedError

    def for_level(self, level: Level) -> Self:
        """An unsaved clock of the same item for the next level."""
        raise NotImplementedError


class CaseClock(Clock):
    """A clock in a case: counted in the agency's days; the page of the case is the page on which to act."""

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
