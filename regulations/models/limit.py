from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, one_in_force
from regulations.models.vocabulary import StaffCategory


class TimeLimitQuerySet(DatedQuerySet["TimeLimit"]):
    def in_force_for(self, step: str, category: str, on: date) -> "TimeLimit | None":
        """The rule of the day: the category's own row, otherwise the general row, otherwise None."""
        rows = self.in_force(on).filter(step=step, category__in=("", category))
        return rows.order_by("-category").first()

    def required_for(self, step: str, category: str, on: date) -> "TimeLimit":
        """The rule of the day for a step that needs one. Raises LookupError if none is in force."""
        limit = self.in_force_for(step, category, on)
        if limit is None:
            raise LookupError(f"no time limit in force for {step} on {on}")
        return limit


class TimeLimit(Dated):
    """The duration of a step, counted from an event; statutory and internal limits are distinguished."""

    RULE = ("step", "category")
    WORDING = (*Dated.WORDING, "label", "counting")

    class Unit(models.TextChoices):
        WORKING_DAYS = "WORKING_DAYS", _("hari kerja")
        CALENDAR_DAYS = "CALENDAR_DAYS", _("hari kalender")
        HOURS = "HOURS", _("jam")
        MONTHS = "MONTHS", _("bulan")

    step = models.CharField(_("langkah"), max_length=30)
    category = models.CharField(
        _("kategori pegawai"),
        max_length=20,
        choices=StaffCategory,
        blank=True,
        help_text=_("Kosong: kategori tanpa aturan sendiri."),
    )
    label = models.CharField(_("nama langkah"), max_length=150)
    from_event = models.CharField(_("dihitung sejak"), max_length=200)
    amount = models.PositiveSmallIntegerField(
        _("lama"), null=True, blank=True, help_text=_("Kosong: tidak ada angka dalam peraturan.")
    )
    unit = models.CharField(_("satuan"), max_length=15, choices=Unit)
    statutory = models.BooleanField(_("ditetapkan peraturan"))
    basis = models.CharField(_("dasar hukum"), max_length=250)
    consequence = models.TextField(_("akibat bila lewat"), blank=True)
    counting = models.TextField(_("cara menghitung"), blank=True)

    objects = TimeLimitQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("jangka waktu")
        verbose_name_plural = _("jangka waktu")
        ordering = ("step", "category", "in_force_from")
        constraints = [
            *Dated.Meta.constraints,
            one_in_force("timelimit_one_in_force", "step", "category"),
            models.CheckConstraint(
                name="timelimit_internal_has_amount",
                condition=Q(statutory=True) | Q(amount__isnull=False),
                violation_error_message=_("Tenggat internal harus memiliki angka."),
            ),
        ]

    def __str__(self) -> str:
        if self.amount is None:
            return self.label
        return f"{self.label}: {self.amount} {self.get_unit_display()}"

    @property
    def counts_calendar_days(self) -> bool:
        return self.unit == self.Unit.CALENDAR_DAYS

    @property
    def counts_hours(self) -> bool:
        return self.unit == self.Unit.HOURS

    @property
    def counts_months(self) -> bool:
        return self.unit == self.Unit.MONTHS
