"""Counters for the dashboard, written in the transaction that changes them and recounted by a check.

No row is shared by a whole government, so writers of different agencies do not wait for each other; totals are summed
when read.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import connection, models
from django.db.models.functions import Cast, ExtractYear, TruncMonth

from cases.models.casefile.case import Case, Status
from cases.models.deadlines.deadline import BY_LAW, CLARIFICATION, ON_TIME, Deadline
from cases.models.decisions.decision import Sanction
from cases.models.people.government import Agency

Key = tuple[Any, ...]


class TallyQuerySet(models.QuerySet[Any]):
    def add(self, changes: Mapping[Key, int]) -> None:
        """Add to the counters.

        Keys in the order of the model's ``KEY``; rows are locked in a fixed order (no deadlocks).
        """
        rows = [(*key, by) for key, by in sorted(changes.items(), key=repr) if by]
        if not rows:
            return
        key_columns = ", ".join(self.model.KEY)
        places = ", ".join(["%s"] * (len(self.model.KEY) + 1))
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({key_columns}, n) VALUES {', '.join([f'({places})'] * len(rows))} "  # noqa: S608  # the model's own names
                f"ON CONFLICT ({key_columns}) DO UPDATE SET n = {table}.n + EXCLUDED.n",
                [value for row in rows for value in row],
            )


class Tally(models.Model):
    """A counter for an agency and a few dimensions."""

    KEY: ClassVar[tuple[str, ...]]

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{[getattr(self, column) for column in self.KEY]}: {self.n}"

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        """The rows that it counts, each as its key in the order of ``KEY``."""
        raise NotImplementedError

    @classmethod
    def recount(cls) -> "models.QuerySet[Any, Any]":
        """The same numbers, counted from the rows by the database: keys and number."""
        counted: models.QuerySet[Any, Any] = cls.rows().order_by().annotate(rows=models.Count("pk"))
        return counted


class CaseTally(Tally):
    """Cases by agency and stage."""

    KEY = ("agency_id", "stage")
    stage = models.CharField(max_length=16, choices=Status)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "stage"], name="case_tally_key")]

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        return Case.objects.values_list("agency_id", "stage")


class DeadlineTally(Tally):
    """Met clocks by agency and month of their due date: on time or late."""

    KEY = ("agency_id", "month", "statutory", "on_time")
    month = models.DateField()
    statutory = models.BooleanField()
    on_time = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "month", "statutory", "on_time"], name="deadline_tally_key")
        ]

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        met = Deadline.objects.met().annotate(
            month=TruncMonth("due_on"), on_time=models.ExpressionWrapper(ON_TIME, models.BooleanField())
        )
        return met.values_list("respondent__case__agency_id", "month", "statutory", "on_time")


class DutyTally(Tally):
    """Duties that run, by agency and last day: statutory ones by who has to act, requests for clarification by level.

    What is overdue today is a sum over earlier days, so that a clock becomes overdue without being written.
    """

    KEY = ("agency_id", "due_on", "statutory", "owner")
    due_on = models.DateField()
    statutory = models.BooleanField()
    owner = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "due_on", "statutory", "owner"], name="duty_tally_key")
        ]
        # Leadership reads the overdue days of all agencies; a counter that fell to zero is not read.
        indexes = [
            models.Index(fields=["due_on"], name="duty_tally_due", condition=~models.Q(n=0), include=["agency", "n"])
        ]

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        level = Cast("respondent__case__level", models.CharField())
        owner = models.Case(models.When(statutory=True, then="respondent__turn"), default=level)
        duties = Deadline.objects.duties().filter(BY_LAW | CLARIFICATION).annotate(owner=owner)
        return duties.values_list("respondent__case__agency_id", "due_on", "statutory", "owner")


class SanctionTally(Tally):
    """Standing sanctions by agency, month, level, category, and whether the person had one in the 24 months before."""

    KEY = ("agency_id", "month", "severity", "category", "is_repeat")
    month = models.DateField()
    severity = models.CharField(max_length=16)
    category = models.CharField(max_length=20)
    is_repeat = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month", "severity", "category", "is_repeat"], name="sanction_tally_key"
            )
        ]
        # Leadership reads one year of all agencies.
        indexes = [models.Index(fields=["month"], name="sanction_tally_month")]

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        rows = Sanction.objects.counted().annotate(month=TruncMonth("decided_on"))
        return rows.values_list("agency_id", "month", "severity", "category", "is_repeat")


class DurationTally(Tally):
    """Standing sanctions by agency, year and working days from event to decision: the histogram for the median."""

    KEY = ("agency_id", "year", "working_days")
    year = models.PositiveSmallIntegerField()
    working_days = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "working_days"], name="duration_tally_key")]

    @classmethod
    def rows(cls) -> "models.QuerySet[Any, Any]":
        known = Sanction.objects.counted().with_duration().annotate(year=ExtractYear("decided_on"))
        return known.values_list("agency_id", "year", "event_working_days")


TALLIES: tuple[type[Tally], ...] = (CaseTally, DeadlineTally, DutyTally, SanctionTally, DurationTally)
