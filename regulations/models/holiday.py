from functools import lru_cache

from django.db import models
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from regulations.calendar import DayOff, WorkingCalendar

from .catalogue import Sourced


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def working_calendar(
        self, region: str = "", *, joint_leave_off: bool = True, six_day_week: bool = False
    ) -> WorkingCalendar:
        """The calendar of a region: its own days off beside the national ones; rebuilt when a row changes."""
        rows = self.filter(region__in=("", region))
        state = rows.aggregate(rows=Count("pk"), changed=Max("changed_at"))
        return _build(region, joint_leave_off, six_day_week, tuple(state.values()))


@lru_cache(maxsize=64)
def _build(region: str, joint_leave_off: bool, six_day_week: bool, _state: object) -> WorkingCalendar:
    rows = Holiday.objects.filter(region__in=("", region))
    if not joint_leave_off:
        rows = rows.exclude(kind=Holiday.Kind.JOINT_LEAVE)
    return WorkingCalendar(
        days_off={row.date: DayOff(Holiday.Kind(row.kind).label, row.name) for row in rows.order_by("region")},
        years=frozenset(
            Holiday.objects.filter(region="", kind=Holiday.Kind.NATIONAL)
            .values_list("date__year", flat=True)
            .distinct()
        ),
        weekend=frozenset({6}) if six_day_week else frozenset({5, 6}),
    )


class Holiday(Sourced):
    """A day off: national, joint leave, or local; the yearly joint decree of three ministers is its source."""

    class Kind(models.TextChoices):
        NATIONAL = "NATIONAL", _("Libur nasional")
        JOINT_LEAVE = "JOINT_LEAVE", _("Cuti bersama")
        LOCAL = "LOCAL", _("Libur daerah")

    date = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    region = models.CharField(_("daerah"), max_length=100, blank=True, help_text=_("Kosong: nasional."))
    decree = models.CharField(_("keputusan"), max_length=200, blank=True)
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
