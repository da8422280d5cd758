"""Clocks, the escalations of overdue clocks, and the outbox of messages."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.deadlines.outgoing import Outgoing, OutgoingQuerySet
from cases.models.people.government import Level, User
from regulations.models import TimeLimit


class ReminderStage(models.IntegerChoices):
    """How far the reminders of a clock have gone; a stage once passed is never sent again."""

    NONE = 0, _("belum ada")
    BEFORE = 1, _("menjelang tenggat")
    ON = 2, _("pada hari tenggat")
    AFTER = 3, _("tenggat lewat")


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> Self:
        return self.filter(met_on__isnull=True, cancelled_on__isnull=True, paused_on__isnull=True)

    def unfinished(self) -> Self:
        """Running or paused."""
        return self.filter(met_on__isnull=True, cancelled_on__isnull=True)

    def duties(self) -> Self:
        """Running clocks that somebody must act on; the day of effect only has to be waited for."""
        return self.running().filter(is_duty=True)

    def overdue(self, today: dt.date) -> Self:
        return self.duties().filter(due_on__lt=today)


class Deadline(models.Model):
    """One person's clock: facts only. Overdue and days left are derived from them, never stored.

    ``limit`` is the rule that was in force when the clock started; new law does not move a running clock.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="deadlines")
    limit = models.ForeignKey(TimeLimit, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("jenjang"), choices=Level)
    statutory = models.BooleanField(_("wajib hukum"))
    is_duty = models.BooleanField(_("harus ditindaklanjuti"), default=True)
    starts_on = models.DateField(_("mulai"))
    due_on = models.DateField(_("tenggat"))
    met_on = models.DateField(_("terpenuhi"), null=True, blank=True)
    cancelled_on = models.DateField(_("gugur"), null=True, blank=True)
    paused_on = models.DateField(_("dijeda sejak"), null=True, blank=True)
    paused_days = models.PositiveIntegerField(_("hari kerja dijeda"), default=0)
    calendar_version = models.CharField(_("versi kalender kerja"), max_length=64)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answering")
    reminded = models.PositiveSmallIntegerField(choices=ReminderStage, default=ReminderStage.NONE)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenggat")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="deadline_due_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(met_on__isnull=False, cancelled_on__isnull=False), name="deadline_met_or_cancelled"
            ),
            models.UniqueConstraint(
                fields=["respondent", "limit", "level"],
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True),
                name="one_unfinished_clock_per_limit",
            ),
        ]
        indexes = [
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

    def __str__(self) -> str:
        return f"{self.limit_id} {self.due_on}"

    @property
    def is_finished(self) -> bool:
        return self.met_on is not None or self.cancelled_on is not None

    @property
    def was_late(self) -> bool:
        """Met after its day: the label never disappears."""
        return self.met_on is not None and self.met_on > self.due_on

    def is_overdue(self, today: dt.date) -> bool:
        return self.is_duty and not self.is_finished and self.paused_on is None and self.due_on < today


class Escalation(models.Model):
    """An escalation of a case by one rung, with the rung that did not act (Pasal 28 PP 94/2021)."""

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
            models.CheckConstraint(condition=models.Q(to_level=models.F("from_level") + 1), name="escalation_one_rung")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_from_level_display()} → {self.get_to_level_display()}"


class NotificationQuerySet(OutgoingQuerySet["Notification"]):
    def unread(self, user: User) -> Self:
        return self.filter(recipient=user, read_at__isnull=True)


class Notification(Outgoing):
    """A message to one account about a case, or about a circular where no case is named.

    ``key`` says what it is about and to whom, so that a cause can never be told twice. The text carries no name and
    no content of the case, only its number, the step and a link.
    """

    class Kind(models.TextChoices):
        REMINDER = "REMINDER", _("Pengingat")
        OVERDUE = "OVERDUE", _("Tenggat lewat")
        ESCALATION = "ESCALATION", _("Eskalasi")
        TASK = "TASK", _("Tugas baru")
        INSTRUCTION = "INSTRUCTION", _("Perintah")
        ALARM = "ALARM", _("Bukti berubah")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    path = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_inbox"),
            models.Index(fields=["recipient"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(
                fields=["next_try_at", "id"],
                name="notification_outbox",
                condition=models.Q(mailed_at__isnull=True, failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
