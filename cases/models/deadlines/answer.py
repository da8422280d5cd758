"""Clocks of the office itself, not of a respondent: a letter that waits for its answer, a report to be sifted."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case, OutsideReport
from cases.models.deadlines.deadline import ReminderStage
from cases.models.people.government import Government, Level, Role, User
from cases.models.reports.incoming import IncomingReport
from regulations.models import TimeLimit


class AnswerClockQuerySet(models.QuerySet["AnswerClock"]):
    def running(self) -> Self:
        return self.filter(met_on__isnull=True)

    def overdue(self, today: dt.date) -> Self:
        return self.running().filter(due_on__lt=today)

    def owed_by(self, user: User) -> Self:
        """What this account's rung has to answer, of what the account may read."""
        level = Role(user.role).level
        if level is None:
            return self.none()
        return self.running().filter(
            models.Q(letter__case__in=Case.objects.visible_to(user))
            | models.Q(report__in=IncomingReport.objects.visible_to(user)),
            government_id=user.government_id,
            level=level,
        )


class AnswerClock(models.Model):
    """Facts only, as of ``Deadline``: the rule in force when it started, by the calendar of the region.

    Each rung has one of its own: ``answers`` is the lapsed clock for which the rung above is asked.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(OutsideReport, on_delete=models.PROTECT, null=True, related_name="clocks")
    report = models.ForeignKey(IncomingReport, on_delete=models.PROTECT, null=True, related_name="clocks")
    limit = models.ForeignKey(TimeLimit, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("jenjang"), choices=Level)
    statutory = models.BooleanField(_("wajib hukum"))
    starts_on = models.DateField(_("mulai"))
    due_on = models.DateField(_("tenggat"))
    met_on = models.DateField(_("terpenuhi"), null=True, blank=True)
    calendar_version = models.CharField(_("versi kalender kerja"), max_length=64)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answering")
    reminded = models.PositiveSmallIntegerField(choices=ReminderStage, default=ReminderStage.NONE)

    objects = AnswerClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenggat jawaban")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(letter__isnull=False, report__isnull=True)
                | models.Q(letter__isnull=True, report__isnull=False),
                name="answer_clock_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="answer_clock_due_after_start"
            ),
            models.UniqueConstraint(fields=["letter", "level"], name="answer_clock_once_per_rung_of_letter"),
            models.UniqueConstraint(fields=["report", "level"], name="answer_clock_once_per_rung_of_report"),
        ]
        indexes = [
            models.Index(
                fields=["government", "level", "due_on", "id"],
                name="answer_clock_running",
                condition=models.Q(met_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit_id} {self.due_on}"

    @property
    def number(self) -> str:
        """The number of the report, or of the case of the letter: what a message may say."""
        if self.report is not None:
            return self.report.number
        return self.letter.case.number if self.letter is not None else ""

    @property
    def subject(self) -> str:
        """What waits, for whoever may read it."""
        told = f"{self.letter.body} {self.letter.register_number}".strip() if self.letter is not None else ""
        return f"{self.number}, {told}" if told else self.number

    @property
    def path(self) -> str:
        """Where it is answered."""
        return f"/incoming/{self.report_id}/" if self.report_id else f"/outside-reports/{self.letter_id}/answer/"
