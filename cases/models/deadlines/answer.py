"""Clocks of the office itself, not of a respondent: a letter to answer, a report to check, an order to carry out, a
request on personal data, a breach to tell of."""

import functools
import operator
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case, Instruction, OutsideReport
from cases.models.deadlines.clock import TO_ESCALATE, Clock, ClockQuerySet
from cases.models.people.government import Agency, Government, Level, Role
from cases.models.people.reader import Reader
from cases.models.personal_data.breach import Breach
from cases.models.personal_data.data_request import DataRequest
from cases.models.reports.incoming import IncomingReport

THINGS = ("letter", "report", "order", "request", "breach")  # a clock is of exactly one


def _alone(thing: str) -> models.Q:
    return models.Q(**{f"{other}__isnull": other != thing for other in THINGS})


class AnswerClockQuerySet(ClockQuerySet["AnswerClock"]):
    def owed_by(self, user: Reader) -> Self:
        """Clocks that this account's level has to answer, among those that the account may read."""
        level = Role(user.role).level
        if level is None:
            return self.none()
        return self.running().filter(
            models.Q(letter__case__in=Case.objects.visible_to(user))
            | models.Q(order__case__in=Case.objects.visible_to(user))
            | models.Q(report__in=IncomingReport.objects.visible_to(user))
            | models.Q(request__in=DataRequest.objects.visible_to(user))
            | models.Q(breach__isnull=False),
            government_id=user.government_id,
            level=level,
        )


class AnswerClock(Clock):
    """Counted by the calendar of the region. Each level has its own clock: ``answers`` is the lapsed clock that started
    it."""

    KEY = "answer"
    ZONE = "government__time_zone"
    RELATED = (
        "limit", "government", "letter__case__agency", "report", "order__case__agency", "order__to",
        "request__respondent__case__agency", "breach",
    )  # fmt: skip

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(OutsideReport, on_delete=models.PROTECT, null=True, related_name="clocks")
    report = models.ForeignKey(IncomingReport, on_delete=models.PROTECT, null=True, related_name="clocks")
    order = models.ForeignKey(Instruction, on_delete=models.PROTECT, null=True, related_name="clocks")
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, null=True, related_name="clocks")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, null=True, related_name="clocks")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answering")

    objects = AnswerClockQuerySet.as_manager()

    class Meta(Clock.Meta):
        verbose_name = _("tenggat jawaban")
        constraints = [
            *Clock.Meta.constraints,
            models.CheckConstraint(
                condition=functools.reduce(operator.or_, map(_alone, THINGS)), name="answer_clock_of_one_thing"
            ),
            *(
                models.UniqueConstraint(fields=[thing, "level"], name=f"answer_clock_once_per_rung_of_{thing}")
                for thing in THINGS
            ),
        ]
        indexes = [
            *Clock.Meta.indexes,
            TO_ESCALATE,
            models.Index(
                fields=["government", "level", "due_on", "id"],
                name="answer_clock_running",
                condition=models.Q(met_on__isnull=True),
            ),
        ]

    @property
    def case(self) -> Case | None:
        if self.request is not None:
            return self.request.respondent.case
        paper = self.letter or self.order
        return paper.case if paper is not None else None

    @property
    def place(self) -> Government:
        return self.government

    @property
    def top_level(self) -> Level:
        """The Sekda answers letters and asks for orders, but checks no reports."""
        return Level.INSPECTORATE if self.report_id is not None else Level.SEKDA

    @property
    def asked_agency(self) -> Agency | None:
        """The agency to which the order was given."""
        return self.order.to if self.order is not None else None

    @property
    def number(self) -> str:
        """The number of the report or breach, or of the case of the letter, order or request."""
        if self.report is not None:
            return self.report.number
        if self.breach is not None:
            return self.breach.number
        return self.case.number if self.case is not None else ""

    @property
    def subject(self) -> str:
        """What is waiting, for readers with access."""
        source = self.order.given_by if self.order is not None else ""
        if self.letter is not None:
            source = f"{self.letter.body} {self.letter.register_number}".strip()
        if self.request is not None:
            source = self.request.get_kind_display()
        return f"{self.number}, {source}" if source else self.number

    @property
    def path(self) -> str:
        if self.report_id is not None:
            return reverse("incoming-report", args=[self.report_id])
        if self.request_id is not None:
            return reverse("data-request", args=[self.request_id])
        if self.breach_id is not None:
            return reverse("breach", args=[self.breach_id])
        if self.order_id is not None:
            return reverse("instruction-answer", args=[self.order_id])
        return reverse("outside-answer", args=[self.letter_id])

    def for_level(self, level: Level) -> "AnswerClock":
        of = {thing: getattr(self, thing) for thing in THINGS}
        return AnswerClock(government=self.government, level=level, answers=self, **of)
