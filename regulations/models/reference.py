"""Smaller catalogues for acts: bodies, attendance, hours, and filing."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, Sourced, holds, one_in_force


class OversightBodyQuerySet(DatedQuerySet["OversightBody"]):
    """Bodies by period; one without a known first day exists before all cases."""

    def in_force(self, on: date) -> Self:
        not_ended = Q(in_force_until__isnull=True) | Q(in_force_until__gte=on)
        return self.filter(Q(holds(on)) | (not_ended & Q(start_is_unknown=True)))


class OversightBody(Dated):
    """A body to which a case may be reported, with its period; without a first day it may exist before all cases."""

    RULE = ("code",)
    WORDING = Sourced.WORDING  # here the mark decides whether the body exists on a day

    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=150)
    role = models.TextField(_("peran"))

    objects = OversightBodyQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("lembaga pengawas")
        verbose_name_plural = _("lembaga pengawas")
        ordering = ("name",)
        constraints = [*Dated.Meta.constraints, one_in_force("oversightbody_one_in_force", "code")]

    def __str__(self) -> str:
        return self.name


class AttendanceRung(Dated):
    """Working days absent without valid reason, added up over a calendar year, and the sanction for them."""

    RULE = ("min_days",)

    min_days = models.PositiveSmallIntegerField(_("paling sedikit (hari kerja)"))
    max_days = models.PositiveSmallIntegerField(_("paling banyak (hari kerja)"), null=True, blank=True)
    sanction_code = models.CharField(_("kode sanksi"), max_length=30)
    transition_sanction_code = models.CharField(_("kode sanksi masa peralihan"), max_length=30)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = DatedQuerySet["AttendanceRung"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("jenjang ketidakhadiran")
        verbose_name_plural = _("jenjang ketidakhadiran")
        ordering = ("min_days",)
        constraints = [
            *Dated.Meta.constraints,
            one_in_force("attendancerung_one_in_force", "min_days"),
            models.CheckConstraint(
                name="attendancerung_range_is_forward",
                condition=Q(max_days__isnull=True) | Q(max_days__gte=F("min_days")),
                violation_error_message=_("Rentang hari terbalik."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.min_days}–{self.max_days or ''}"


class NationalHoursQuerySet(DatedQuerySet["NationalHours"]):
    """Hours by period."""


class NationalHours(Dated):
    """The hours for agencies without their own; Fridays have the longer break."""

    RULE = ("season",)

    class Season(models.TextChoices):
        ORDINARY = "ORDINARY", _("Hari biasa")
        RAMADAN = "RAMADAN", _("Ramadan")

    season = models.CharField(_("masa"), max_length=10, choices=Season)
    weekly_minutes = models.PositiveSmallIntegerField(_("menit kerja seminggu"))
    starts_at = models.TimeField(_("mulai"))
    break_minutes = models.PositiveSmallIntegerField(_("istirahat (menit)"))
    friday_break_minutes = models.PositiveSmallIntegerField(_("istirahat Jumat (menit)"))
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = NationalHoursQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("jam kerja nasional")
        verbose_name_plural = _("jam kerja nasional")
        ordering = ("season",)
        constraints = [*Dated.Meta.constraints, one_in_force("nationalhours_one_in_force", "season")]

    def __str__(self) -> str:
        return self.get_season_display()


class RecordClassQuerySet(DatedQuerySet["RecordClass"]):
    """Filing codes by period."""


class RecordClass(Dated):
    """A filing code at the start of letter numbers, and the retention of its records."""

    RULE = ("code", "region")

    code = models.CharField(_("kode klasifikasi"), max_length=20)
    region = models.CharField(_("daerah"), max_length=100, blank=True, help_text=_("Kosong: contoh umum."))
    name = models.CharField(_("nama"), max_length=150)
    active_years = models.PositiveSmallIntegerField(_("aktif (tahun)"))
    inactive_years = models.PositiveSmallIntegerField(_("inaktif (tahun)"))
    disposal = models.CharField(_("nasib akhir"), max_length=150)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = RecordClassQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("klasifikasi arsip")
        verbose_name_plural = _("klasifikasi arsip")
        ordering = ("code",)
        constraints = [*Dated.Meta.constraints, one_in_force("recordclass_one_in_force", "code", "region")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
