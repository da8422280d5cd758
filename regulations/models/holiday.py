from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Count, Max, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from lib.compiled_queries import Slot, Statement
from regulations.calendar import DayOff, WorkingCalendar
from regulations.models.catalogue import Sourced
from regulations.models.reading import Dispute, Interpretation, Reading

TEXT = models.TextField()
# The readings by which a day off counts as a working day.
WORKED = {Dispute.JOINT_LEAVE: Reading.JOINT_LEAVE_WORKED, Dispute.BKN_EXAMPLE: Reading.AS_BKN_COUNTED}


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def standing(self) -> "HolidayQuerySet":
        """Days off that no later decree withdrew."""
        return self.filter(withdrawn_on__isnull=True)

    def working_calendar(
        self, region: str = "", *, six_day_week: bool = False, state: str | None = None
    ) -> WorkingCalendar:
        """The calendar of a region: its own days off and readings, and the national ones.

        It is rebuilt when a day off or a reading changes. ``state``: what ``calendar_state`` gave for the region in the
        same request; without it, one statement asks.
        """
        if state is None:
            state = " ".join(text or "" for (text,) in _state_of_region().rows(region=region))
        return _build(region, six_day_week, state)


def calendar_state(region: Any) -> Concat:
    """Number and last change of the days off of a region, and its readings, as one text."""
    days, readings = (Coalesce(Subquery(rows), Value("", TEXT)) for rows in _state_in_parts(region))
    return Concat(days, Value(" "), readings, output_field=TEXT)


def _state_in_parts(region: Any) -> tuple["models.QuerySet[Any, Any]", "models.QuerySet[Any, Any]"]:
    days = Holiday.objects.filter(Q(region="") | Q(region=region)).order_by().values(everything=Value(1))
    state = Concat(Cast(Count("pk"), TEXT), Value(" "), Cast(Max("changed_at"), TEXT), output_field=TEXT)
    return days.annotate(text=state).values_list("text", flat=True), _readings_as_text(region)


@cache
def _state_of_region() -> Statement:
    days, readings = _state_in_parts(Slot("region", models.CharField()))
    return Statement(days.union(readings, all=True))


def _readings(region: Any) -> "models.QuerySet[Interpretation]":
    own = Q(region="") | Q(region=region)
    return Interpretation.objects.filter(own, code__in=WORKED, in_force_from__isnull=False)


def _readings_as_text(region: Any) -> "models.QuerySet[Interpretation, str]":
    columns = ("slug", "chosen", "in_force_from", "in_force_until")
    texts = [Coalesce(Cast(name, TEXT), Value("", TEXT)) for name in columns]
    row = Concat(*texts, output_field=TEXT)
    rows = _readings(region).order_by().annotate(everything=Value(1)).values("everything")
    return rows.annotate(text=StringAgg(row, ";", order_by="slug")).values_list("text", flat=True)


@lru_cache(maxsize=64)
def _build(region: str, six_day_week: bool, _state: object) -> WorkingCalendar:
    rows = list(Holiday.objects.standing().filter(region__in=("", region)).order_by("region"))
    # The region's own reading comes after the default one and replaces it.
    readings = list(_readings(region).order_by("region"))
    return WorkingCalendar(
        days_off={
            row.date: DayOff(Holiday.Kind(row.kind).label, row.name) for row in rows if not _is_worked(row, readings)
        },
        years=frozenset(
            Holiday.objects.standing()
            .filter(region="", kind=Holiday.Kind.NATIONAL)
            .values_list("date__year", flat=True)
            .distinct()
        ),
        proposed=frozenset(row.date.year for row in rows if not row.region and row.needs_verification),
        weekend=frozenset({6}) if six_day_week else frozenset({5, 6}),
    )


def _is_worked(row: "Holiday", readings: list[Interpretation]) -> bool:
    """Whether the reading in force on that day makes it a working day."""
    question = row.question
    chosen = [reading.chosen for reading in readings if reading.code == question and _holds(reading, row.date)]
    return bool(chosen) and chosen[-1] == WORKED[Dispute(question)]


def _holds(reading: Interpretation, day: date) -> bool:
    starts, ends = reading.in_force_from, reading.in_force_until
    return starts is not None and starts <= day and (ends is None or day <= ends)


class Holiday(Sourced):
    """A day off: national, joint leave, or local; its source is the yearly joint decree of three ministers."""

    WORDING = (*Sourced.WORDING, "name", "decree")

    class Kind(models.TextChoices):
        NATIONAL = "NATIONAL", _("Libur nasional")
        JOINT_LEAVE = "JOINT_LEAVE", _("Cuti bersama")
        LOCAL = "LOCAL", _("Libur daerah")

    date = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    region = models.CharField(
        _("kode wilayah"), max_length=100, blank=True, help_text=_("Kosong: nasional. Mis. kota-bekasi.")
    )
    decree = models.CharField(_("keputusan"), max_length=200, blank=True)
    disputed_by = models.CharField(
        _("dipersoalkan oleh"),
        max_length=40,
        blank=True,
        help_text=_("Kode tafsir yang dapat menjadikannya hari kerja."),
    )
    withdrawn_on = models.DateField(
        _("dicabut tanggal"), null=True, blank=True, help_text=_("Keputusan kemudian meniadakan libur ini.")
    )
    changed_at = models.DateTimeField(_("diubah"), auto_now=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("hari libur")
        verbose_name_plural = _("hari libur")
        ordering = ("date", "region")
        constraints = [
            models.UniqueConstraint(
                fields=("date", "region"),
                name="holiday_once_per_region",
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message=_("Tanggal ini sudah tercatat."),
            ),
            models.CheckConstraint(
                name="holiday_local_has_region",
                condition=Q(kind="LOCAL") ^ Q(region=""),
                violation_error_message=_("Libur daerah harus menyebut daerahnya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"

    @property
    def question(self) -> str:
        """The disputed question that decides whether this day is a working day; empty for none."""
        return Dispute.JOINT_LEAVE.value if self.kind == self.Kind.JOINT_LEAVE else self.disputed_by
