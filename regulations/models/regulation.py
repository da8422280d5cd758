"""The instruments of law, and how a later one changes or revokes an earlier one."""

import re
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, ExtractYear, Least
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import CatalogueRow, Dated, DatedQuerySet, categories_field, covers
from regulations.models.reading import Dispute, Interpretation

LANGUAGE = "indonesian"  # the stemmer of the full-text search


def _words(*names: str, weight: str) -> SearchVector:
    """Texts, and lists joined by `joined_words`, which PostgreSQL allows in a stored column."""
    texts = [
        Func(F(name[:-2]), function="joined_words", output_field=TextField()) if name.endswith("[]") else F(name)
        for name in names
    ]
    return SearchVector(*texts, config=LANGUAGE, weight=weight)


# Numbers such as 800/6519/BKPPD-PKA are also found by their parts.
NUMBER_PARTS = Func(
    F("number"), Value("[^[:alnum:]]+"), Value(" "), Value("g"), function="regexp_replace", output_field=TextField()
)


class RegulationQuerySet(DatedQuerySet["Regulation"]):
    def circulars(self) -> Self:
        return self.filter(kind__in=Regulation.CIRCULARS)

    def in_force(self, on: date) -> Self:
        """Rows in force on `on` and not revoked by then."""
        revoked = Amendment.objects.filter(
            earlier=OuterRef("pk"), kind=Amendment.Kind.REVOKES, later__in_force_from__lte=on
        )
        return super().in_force(on).filter(~Exists(revoked))

    def with_end(self) -> Self:
        """Adds `ends_on`: the last day in force, by its own text or because a later instrument revoked it."""
        revocations = Amendment.objects.filter(
            earlier=OuterRef("pk"), kind=Amendment.Kind.REVOKES, later__in_force_from__isnull=False
        )
        first = Subquery(revocations.order_by("later__in_force_from").values("later__in_force_from")[:1])
        eve = models.ExpressionWrapper(first - Value(1), output_field=models.DateField())
        return self.annotate(ends_on=Least(F("in_force_until"), eve))

    def matching(self, words: str) -> Self:
        """Full-text search in Indonesian in number, subject, clauses and sources; the beginning of a word is enough."""
        parts = re.findall(r"\w+", words)
        if not parts:
            return self
        query = SearchQuery(" & ".join(f"{part}:*" for part in parts), config=LANGUAGE, search_type="raw")
        return self.filter(search=query).annotate(rank=SearchRank(F("search"), query))

    def binding(self, *, category: str, region: str, on: date) -> Self:
        """Regulations in force for a person of `category` in `region` on the day `on`."""
        rows = self.in_force(on).as_read(on, region)
        return rows.filter(covers(category, "scope_categories"), region__in=("", region))

    def as_read(self, on: date, region: str = "") -> Self:
        """Without instruments that the reading in force on `on` dates after that day."""
        return self.exclude(dated_later_than(on, region))


class Regulation(Dated):
    """An instrument: a law, a regulation, a circular, or a verbal instruction without a number."""

    RULE = ("kind", "number", "title")
    WORDING = (*Dated.WORDING, "url", "trigger", "date_text", "issuer_level")

    class Kind(models.TextChoices):
        LAW = "LAW", _("Undang-undang")
        GOVERNMENT_REGULATION = "GOVERNMENT_REGULATION", _("Peraturan pemerintah")
        PRESIDENTIAL_REGULATION = "PRESIDENTIAL_REGULATION", _("Peraturan presiden")
        MINISTERIAL_REGULATION = "MINISTERIAL_REGULATION", _("Peraturan/keputusan menteri")
        BKN_REGULATION = "BKN_REGULATION", _("Peraturan BKN")
        REGIONAL_REGULATION = "REGIONAL_REGULATION", _("Peraturan daerah/kepala daerah")
        JOINT_DECREE = "JOINT_DECREE", _("Keputusan bersama")
        COMPANY_RULE = "COMPANY_RULE", _("Peraturan perusahaan")
        COURT_DECISION = "COURT_DECISION", _("Putusan pengadilan")
        CIRCULAR = "CIRCULAR", _("Surat edaran")
        LETTER = "LETTER", _("Surat dinas")
        APPEAL = "APPEAL", _("Imbauan")
        UNIT_POLICY = "UNIT_POLICY", _("Kebijakan unit")
        VERBAL = "VERBAL", _("Imbauan lisan")
        INTERNAL = "INTERNAL", _("Aturan internal")

    CIRCULARS = (Kind.CIRCULAR, Kind.LETTER, Kind.APPEAL, Kind.UNIT_POLICY, Kind.VERBAL)

    class IssuerLevel(models.TextChoices):
        """The level of the issuer."""

        NATIONAL = "NATIONAL", _("Pusat")
        PROVINCE = "PROVINCE", _("Provinsi")
        REGENCY = "REGENCY", _("Kabupaten")
        CITY = "CITY", _("Kota")
        DEPARTMENT = "DEPARTMENT", _("Dinas/badan")
        UNIT = "UNIT", _("Unit kerja")

    class Hours(models.TextChoices):
        """The hours in which the instrument binds, if it states them; empty is not a permission."""

        WITHIN = "WITHIN", _("Dalam jam kerja")
        OUTSIDE = "OUTSIDE", _("Di luar jam kerja")
        BOTH = "BOTH", _("Dalam dan di luar jam kerja")

    kind = models.CharField(_("jenis"), max_length=30, choices=Kind)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    title = models.CharField(_("perihal"), max_length=300)
    issuer = models.CharField(_("penerbit"), max_length=150, blank=True)
    issuer_level = models.CharField(_("tingkat penerbit"), max_length=12, choices=IssuerLevel, blank=True)
    region = models.CharField(_("daerah"), max_length=100, blank=True, help_text=_("Kosong: nasional."))
    issued_on = models.DateField(_("ditetapkan tanggal"), null=True, blank=True)
    reported_on = models.DateField(_("diberitakan tanggal"), null=True, blank=True)
    other_issued_on = models.DateField(
        _("tanggal menurut sumber lain"),
        null=True,
        blank=True,
        help_text=_("Dipakai bila tafsirnya memilih tahun itu."),
    )
    date_text = models.CharField(_("keterangan tanggal"), max_length=200, blank=True)
    scope_categories = categories_field()
    scope_text = models.CharField(_("lingkup"), max_length=300, blank=True)
    platforms = ArrayField(models.CharField(max_length=80), verbose_name=_("platform"), default=list, blank=True)
    hours = models.CharField(
        _("waktu berlakunya"), max_length=8, choices=Hours, blank=True, help_text=_("Kosong: tidak disebut.")
    )
    rules = ArrayField(models.TextField(), verbose_name=_("ketentuan"), default=list, blank=True)
    sanction_clause = models.TextField(_("ketentuan sanksi"), blank=True)
    legal_basis = ArrayField(models.CharField(max_length=200), verbose_name=_("dasar hukum"), default=list, blank=True)
    trigger = models.TextField(_("latar belakang"), blank=True)
    url = models.URLField(_("alamat"), max_length=500, blank=True)
    search = models.GeneratedField(
        expression=_words("number", "title", weight="A")
        + SearchVector(NUMBER_PARTS, config=LANGUAGE, weight="A")
        + _words("rules[]", "sanction_clause", weight="B")
        + _words(
            "issuer", "region", "scope_text", "platforms[]", "legal_basis[]", "trigger", "date_text", "note", weight="C"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = RegulationQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("peraturan")
        verbose_name_plural = _("peraturan")
        ordering = ("-issued_on", "slug")
        indexes = [GinIndex(fields=["search"], name="regulation_search")]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title


class Amendment(CatalogueRow):
    """A later instrument changes or revokes an earlier one. A revocation ends the earlier one on the day before."""

    class Kind(models.TextChoices):
        AMENDS = "AMENDS", _("Mengubah")
        REVOKES = "REVOKES", _("Mencabut")

    slug = models.SlugField(_("kunci"), primary_key=True, max_length=170)
    later = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="changes", verbose_name=_("peraturan"))
    earlier = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="changed_by", verbose_name=_("peraturan terdahulu")
    )
    kind = models.CharField(_("akibat"), max_length=8, choices=Kind)
    source = models.TextField(_("sumber"))
    checked_on = models.DateField(_("diperiksa tanggal"))
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan atau pencabutan")
        verbose_name_plural = _("perubahan atau pencabutan")
        ordering = ("later__in_force_from", "slug")
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="amendment_once"),
            models.CheckConstraint(name="amendment_not_itself", condition=~Q(later=F("earlier"))),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.get_kind_display()} {self.earlier_id}"

    @property
    def revokes(self) -> bool:
        return self.kind == self.Kind.REVOKES


def dated_later_than(on: date, region: str, path: str = "") -> Q:
    """Instruments of disputed year that, by the chosen reading, were signed after `on` (SKB netralitas)."""
    chosen = Interpretation.objects.option(Dispute.NEUTRALITY_YEAR, on, region)
    year = Cast(ExtractYear(f"{path}other_issued_on"), models.CharField())
    return Q(Exact(year, models.Subquery(chosen)), **{f"{path}other_issued_on__gt": on})
