"""Clocks of respondents, the escalations of overdue clocks, and the outbox of messages."""

import datetime as dt
import re
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.deadlines.clock import SILENT, TO_ESCALATE, CaseClock, ClockQuerySet, ReminderStage
from cases.models.deadlines.outgoing import UNSENT, Outgoing, OutgoingQuerySet, Priority
from cases.models.people.account import User
from cases.models.people.government import Level, Role
from regulations.models import ClockStep

BY_LAW = models.Q(statutory=True)
CLARIFICATION = models.Q(statutory=False, limit__step=ClockStep.CLARIFY)
ON_TIME = models.Q(met_on__lte=models.F("due_on"))
OF_A_CLOCK = re.compile(r"(?P<kind>\w+?)(-escalation)?:(?P<pk>\d+):((?P<stage>\d):)?")


class DeadlineQuerySet(ClockQuerySet["Deadline"]):
    def running(self) -> Self:
        return self.unfinished().filter(paused_on__isnull=True)

    def unfinished(self) -> Self:
        """Running or paused."""
        return self.filter(met_on__isnull=True, cancelled_on__isnull=True)

    def duties(self) -> Self:
        """Running clocks on which somebody must act; not the day of effect."""
        return self.running().filter(is_duty=True)

    def met(self) -> Self:
        """Met duties, as the counters count them: on time or late."""
        return self.filter(met_on__isnull=False, is_duty=True)

    def late_by_law(self, today: dt.date) -> Self:
        return self.overdue(today).filter(BY_LAW)

    def late_clarifications(self, today: dt.date) -> Self:
        """Requests for clarification beyond the internal limit; PP 94/2021 has none."""
        return self.overdue(today).filter(CLARIFICATION)

    def fell_due(self, today: dt.date, first: dt.date, last: dt.date) -> Self:
        """Statutory duties with their last day between two days, both included: met, or overdue today."""
        return (self.met() | self.overdue(today)).filter(BY_LAW, due_on__range=(first, last))

    def to_escalate(self, now: dt.datetime) -> Self:
        """Only a clock of the current level of the case escalates it: two lapsed clocks raise it by one level, not
        two."""
        return super().to_escalate(now).filter(level__gte=models.F("respondent__case__level"))

    def cancel(self, on: dt.date) -> int:
        """Cancel them; they count neither as met nor as missed. Returns their number."""
        return self.unfinished().update(cancelled_on=on, paused_on=None, **SILENT)

    def pause(self, on: dt.date) -> int:
        """Pause them. Returns their number."""
        return self.running().update(paused_on=on, **SILENT)


class Deadline(CaseClock):
    """A clock of one person. Each level has its own clock: ``answers`` is the lapsed clock that started it."""

    KEY = "deadline"
    ZONE = "respondent__case__agency__time_zone"
    RELATED = ("limit", "respondent__case__agency", "respondent__case__government")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="deadlines")
    is_duty = models.BooleanField(_("harus ditindaklanjuti"), default=True)
    cancelled_on = models.DateField(_("gugur"), null=True, blank=True)
    paused_on = models.DateField(_("dijeda sejak"), null=True, blank=True)
    paused_days = models.PositiveIntegerField(_("hari kerja dijeda"), default=0)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answering")

    objects = DeadlineQuerySet.as_manager()

    class Meta(CaseClock.Meta):
        verbose_name = _("tenggat")
        constraints = [
            *CaseClock.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(met_on__isnull=False, cancelled_on__isnull=False), name="deadline_met_or_cancelled"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_on__isnull=True, paused_on__isnull=True)
                | models.Q(next_reminder_on__isnull=True, escalates_on__isnull=True),
                name="deadline_silent_once_stopped",
            ),
            models.UniqueConstraint(
                fields=["respondent", "limit", "level"],
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True),
                name="one_unfinished_clock_per_limit",
            ),
        ]
        indexes = [
            *CaseClock.Meta.indexes,
            TO_ESCALATE,
            models.Index(
                fields=["due_on", "id"],
                name="deadline_running",
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True, paused_on__isnull=True),
            ),
            models.Index(
                fields=["-statutory", "due_on", "id"],
                name="deadline_overdue_first",
                condition=models.Q(
                    met_on__isnull=True, cancelled_on__isnull=True, paused_on__isnull=True, is_duty=True
                ),
            ),
            models.Index(fields=["respondent"], name="deadline_respondent"),
        ]

    @property
    def is_finished(self) -> bool:
        return self.met_on is not None or self.cancelled_on is not None

    @property
    def was_late(self) -> bool:
        """Met after its last day; it stays marked as late."""
        return self.met_on is not None and self.met_on > self.due_on

    @property
    def is_duty_of_somebody(self) -> bool:
        return self.is_duty and not self.is_finished and self.paused_on is None

    @property
    def case(self) -> Case:
        return self.respondent.case

    @property
    def category(self) -> str:
        return self.respondent.category

    @property
    def asked_role(self) -> Role:
        """Who has to act; the clock of an escalation belongs to its own level."""
        return Level(self.level).role if self.answers_id else Role(self.respondent.turn or Role.BKPSDM)

    @property
    def silent_party(self) -> str:
        return self.case.agency.head_title if self.level == Level.AGENCY else super().silent_party

    def is_overdue(self, today: dt.date) -> bool:
        return self.is_duty_of_somebody and self.due_on < today

    def for_level(self, level: Level) -> "Deadline":
        return Deadline(respondent=self.respondent, level=level, answers_id=self.answers_id or self.pk)


class Escalation(models.Model):
    """The escalation of a case by one level, with the level that did not act (Pasal 28 PP 94/2021)."""

    deadline = models.OneToOneField(Deadline, on_delete=models.PROTECT, related_name="escalation")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    from_level = models.PositiveSmallIntegerField(_("dari"), choices=Level)
    to_level = models.PositiveSmallIntegerField(_("ke"), choices=Level)
    silent = models.CharField(_("yang belum bertindak"), max_length=200)
    at = models.DateTimeField(_("pada"))

    class Meta:
        verbose_name = _("eskalasi")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(to_level__gt=models.F("from_level")), name="escalation_upwards")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_from_level_display()} → {self.get_to_level_display()}"


class NotificationQuerySet(OutgoingQuerySet["Notification"]):
    def shown_to(self, user: User) -> Self:
        """The messages of an account, without those on cases that a conflict of interest closes to it."""
        own = self.filter(recipient=user)
        return own.filter(models.Q(case=None) | ~models.Q(case__in=Case.objects.in_conflict(user)))

    def unread(self, user: User) -> Self:
        return self.shown_to(user).filter(read_at__isnull=True)


class Notification(Outgoing):
    """A message to one account about a case, or about a circular without a case.

    ``key`` contains cause and recipient, so that a cause is sent once. The text contains no name and no content of the
    case, only its number, the step and a link.
    """

    class Kind(models.TextChoices):
        REMINDER = "REMINDER", _("Pengingat")
        OVERDUE = "OVERDUE", _("Tenggat lewat")
        ESCALATION = "ESCALATION", _("Eskalasi")
        TASK = "TASK", _("Tugas baru")
        INSTRUCTION = "INSTRUCTION", _("Perintah")
        ALARM = "ALARM", _("Bukti berubah")
        ACCOUNT = "ACCOUNT", _("Akun Anda")

    ORDER = ("priority", "next_try_at", "pk")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    path = models.CharField(max_length=200)
    priority = models.PositiveSmallIntegerField(choices=Priority, db_default=Priority.ORDINARY)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_inbox"),
            models.Index(fields=["recipient"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["priority", "next_try_at", "id"], name="notification_outbox", condition=UNSENT),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def addressee(self) -> str:
        return f"{self.recipient} <{self.recipient.email}>"

    @property
    def matter(self) -> str:
        """What it is, without a word of what it says."""
        return str(self.get_kind_display())

    @property
    def is_reminder(self) -> bool:
        """Told of a clock that runs on; several of them may leave in one mail."""
        return self.kind in (self.Kind.REMINDER, self.Kind.OVERDUE)

    @property
    def is_urgent(self) -> bool:
        """On the last day of a deadline of the law, or about the account itself: it waits for no quiet hour."""
        found = OF_A_CLOCK.match(self.key)
        is_last_day = found is not None and found["stage"] == str(ReminderStage.ON.value)
        return self.kind == self.Kind.ACCOUNT or (self.priority == Priority.STATUTORY and is_last_day)

    @property
    def clock(self) -> tuple[str, int] | None:
        """The first word and number of its key; where it tells of a clock, that clock's kind and number."""
        found = OF_A_CLOCK.match(self.key)
        return (found["kind"], int(found["pk"])) if found else None
