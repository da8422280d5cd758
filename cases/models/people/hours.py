"""Working hours of agencies as dated rows, and whether a time lies within them."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.government import Agency, Government
from regulations.calendar import WorkingCalendar
from regulations.models import Provision


class Verdict(models.TextChoices):
    WITHIN = "WITHIN", _("Dalam jam kerja")
    OUTSIDE = "OUTSIDE", _("Di luar jam kerja")
    BREAK = "BREAK", _("Jam istirahat")
    DAY_OFF = "DAY_OFF", _("Hari libur")
    UNKNOWN = "UNKNOWN", _("Belum bisa ditentukan")


@dataclasses.dataclass(frozen=True)
class HoursVerdict:
    """A verdict, the row that it is based on (if any), and the reason in words."""

    verdict: Verdict
    rule: "AgencyHours | None"
    reason: str


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Senin")
    TUESDAY = 1, _("Selasa")
    WEDNESDAY = 2, _("Rabu")
    THURSDAY = 3, _("Kamis")
    FRIDAY = 4, _("Jumat")
    SATURDAY = 5, _("Sabtu")
    SUNDAY = 6, _("Minggu")


class AgencyHoursQuerySet(models.QuerySet["AgencyHours"]):
    def verdict(self, agency: Agency, moment: dt.datetime) -> HoursVerdict:
        """Whether a time lies in the agency's working hours, by the row in force on that local day."""
        return self.verdicts(agency, [moment])[0]

    def verdicts(self, agency: Agency, moments: Sequence[dt.datetime]) -> list[HoursVerdict]:
        """The verdict on each time; the rows are read once.

        A verdict informs and does not accuse: conduct outside hours can still violate a circular.
        """
        if not moments:
            return []
        rows, calendar = self._over(agency), agency.working_calendar()
        return [_verdict(moment.astimezone(agency.zone), rows, calendar) for moment in moments]

    def _over(self, agency: Agency) -> "list[AgencyHours]":
        rows = self.filter(government_id=agency.government_id).select_related("agency", "provision__regulation")
        return [row for row in rows if row.agency is None or agency.path.startswith(row.agency.path)]


def _nearest(rows: "Sequence[AgencyHours]", day: dt.date) -> "AgencyHours | None":
    """The row for that weekday: the agency's own, otherwise of the nearest agency above, otherwise the government's."""
    of_the_day = [row for row in rows if row.weekday == day.weekday() and row.is_in_force(day)]
    return max(of_the_day, key=lambda row: (len(row.agency.path) if row.agency else 0, row.in_force_from), default=None)


def _verdict(local: dt.datetime, rows: "Sequence[AgencyHours]", calendar: WorkingCalendar) -> HoursVerdict:
    rule = _nearest(rows, local.date())
    if rule is not None and rule.is_shift:
        return HoursVerdict(Verdict.UNKNOWN, rule, str(_("Jadwal bergilir: periksa jadwal jaga")))
    if name := calendar.day_off_name(local.date()):
        return HoursVerdict(Verdict.DAY_OFF, rule, name)
    if rule is None:
        return HoursVerdict(Verdict.UNKNOWN, None, str(_("Jam kerja pada tanggal itu belum dicatat")))
    return HoursVerdict(rule.verdict_at(local.time()), rule, str(rule))


class AgencyHours(models.Model):
    """Working hours of one weekday for a government, or for an agency and its units."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="hours")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("hari"), choices=Weekday)
    starts_at = models.TimeField(_("mulai"))
    ends_at = models.TimeField(_("selesai"))
    break_starts_at = models.TimeField(_("istirahat mulai"), null=True, blank=True)
    break_ends_at = models.TimeField(_("istirahat selesai"), null=True, blank=True)
    is_shift = models.BooleanField(_("jadwal bergilir"), default=False)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_force_from = models.DateField(_("berlaku sejak"))
    in_force_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = AgencyHoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("jam kerja")
        verbose_name_plural = _("jam kerja")
        ordering = ["weekday", "in_force_from"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="hours_end_after_start"),
            models.CheckConstraint(
                condition=models.Q(in_force_until__isnull=True)
                | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="hours_in_force_period",
            ),
        ]

    def __str__(self) -> str:
        hours = f"{self.get_weekday_display()} {self.starts_at:%H.%M}–{self.ends_at:%H.%M}"
        return f"{hours} ({self.provision})" if self.provision else hours

    def is_in_force(self, day: dt.date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def verdict_at(self, time: dt.time) -> Verdict:
        """The end is exclusive: 16.00 is outside a day that ends at 16.00."""
        if not self.starts_at <= time < self.ends_at:
            return Verdict.OUTSIDE
        if self.break_starts_at and self.break_ends_at and self.break_starts_at <= time < self.break_ends_at:
            return Verdict.BREAK
        return Verdict.WITHIN
