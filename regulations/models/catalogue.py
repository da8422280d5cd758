"""The common part of all catalogue rows: a readable key, the source, and the dates in force."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from regulations.models.vocabulary import StaffCategory


class Confidence(models.TextChoices):
    """The confidence that the row is the law."""

    VERIFIED = "VERIFIED", _("Terverifikasi")
    SECONDARY = "SECONDARY", _("Dari salinan pihak ketiga")
    CONFLICTING = "CONFLICTING", _("Sumber berbeda pendapat")
    GENERAL_KNOWLEDGE = "GENERAL_KNOWLEDGE", _("Pengetahuan umum")
    INFERRED = "INFERRED", _("Disimpulkan")
    DESIGN = "DESIGN", _("Aturan internal")


class CatalogueRow(models.Model):
    """A row of any catalogue: its wording columns, its name in messages, and its source page."""

    # Columns that are not law: they may be changed under the same slug.
    WORDING: ClassVar[tuple[str, ...]] = ("source", "checked_on", "note")
    source: "models.TextField[str, str]"
    checked_on: "models.DateField[date, date]"

    class Meta:
        abstract = True

    @property
    def cited(self) -> str:
        """The article or instrument by which messages name this row."""
        return str(getattr(self, "basis", "") or self)

    def ignored_source(self, pages: Sequence[str]) -> str:
        """The forbidden page that is the source of this row; empty for none."""
        return next((page for page in pages if page in self.source), "")


class Sourced(CatalogueRow):
    """A row with its source and the day on which it was last checked."""

    TRUSTED = (Confidence.VERIFIED, Confidence.SECONDARY, Confidence.DESIGN)
    WORDING = (*CatalogueRow.WORDING, "confidence")

    slug = models.SlugField(_("kunci"), primary_key=True, max_length=80)
    confidence = models.CharField(_("tingkat keyakinan"), max_length=20, choices=Confidence)
    source = models.TextField(_("sumber"))
    checked_on = models.DateField(_("diperiksa tanggal"))
    note = models.TextField(_("catatan"), blank=True)

    class Meta:
        abstract = True

    @property
    def needs_verification(self) -> bool:
        """Unverified law is shown with "perlu verifikasi"; an internal rule needs no verification."""
        return self.confidence not in self.TRUSTED


Row = TypeVar("Row", bound="Dated")


class DatedQuerySet(models.QuerySet[Row]):
    def in_force(self, on: date) -> Self:
        """Rows whose period contains `on`; a row without a first day is not in force yet."""
        return self.filter(holds(on))


def holds(on: date) -> Q:
    """Whether the period contains the day."""
    return (Q(in_force_until__isnull=True) | Q(in_force_until__gte=on)) & Q(in_force_from__lte=on)


class Dated(Sourced):
    """A row of law; a change ends the row and adds a new one, so its slug names one version."""

    # The columns that identify the rule of a version; empty: every row is a rule of its own.
    RULE: ClassVar[tuple[str, ...]] = ()
    WORDING = (*Sourced.WORDING, "start_is_unknown")

    in_force_from = models.DateField(_("berlaku sejak"), null=True, blank=True, help_text=_("Kosong: belum berlaku."))
    in_force_until = models.DateField(
        _("berlaku sampai dengan"), null=True, blank=True, help_text=_("Kosong: masih berlaku.")
    )
    start_is_unknown = models.BooleanField(
        _("hari mulai tidak diketahui"),
        default=False,
        db_default=False,
        help_text=_("Tidak terbaca di sumbernya; tanggal di atas hanya sejak kapan baris ini dipakai di sini."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_period_is_forward",
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                violation_error_message=_("Masa berlaku berakhir sebelum dimulai."),
            ),
        ]


def one_in_force(name: str, *keys: str) -> ExclusionConstraint:
    """At most one row for `keys` is in force on any day; both ends of the period are included."""
    period = Func(F("in_force_from"), F("in_force_until"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name,
        expressions=[*((key, RangeOperators.EQUAL) for key in keys), (period, RangeOperators.OVERLAPS)],
        condition=Q(in_force_from__isnull=False),
        violation_error_message=_("Masa berlaku bertumpang tindih dengan versi lain."),
    )


def region_field() -> "models.CharField[str, str]":
    """The region whose own rule it is; empty is a rule of the nation. A region writes its own and no other's."""
    return models.CharField(
        _("kode wilayah"), max_length=100, blank=True, help_text=_("Kosong: nasional. Mis. kota-bekasi.")
    )


def categories_field() -> "ArrayField[list[str], list[str]]":
    """The staff categories of a row; empty means everybody."""
    return ArrayField(
        models.CharField(max_length=20, choices=StaffCategory),
        verbose_name=_("kategori pegawai"),
        default=list,
        blank=True,
        help_text=_("Kosong: semua kategori."),
    )


def covers(category: str, field: str = "categories") -> Q:
    """Rows for `category` and rows for everybody."""
    return Q(**{f"{field}__contains": [category]}) | Q(**{field: []})
