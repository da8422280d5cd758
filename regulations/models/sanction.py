from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulations.calendar import add_months
from regulations.models.catalogue import (
    Dated,
    DatedQuerySet,
    categories_field,
    covers,
    holds,
    one_in_force,
    region_field,
)
from regulations.models.reading import Dispute, Interpretation, Reading
from regulations.models.vocabulary import Capacity, Government, Official, PostLevel, Route, Severity


class SanctionTypeQuerySet(DatedQuerySet["SanctionType"]):
    def open_to(self, *, category: str, route: str, on: date, region: str = "") -> Self:
        """The sanctions and measures for a person of `category` for an act on the day `on`; the range, not a choice.

        Coaching is possible beside sanctions; interim measures and employment events do not follow from a finding.
        """
        imposable = Q(kind=SanctionType.Kind.SANCTION) | Q(severity=Severity.COACHING)
        return self.as_read(on, region).of_region(region, on).filter(covers(category), imposable, route=route)

    def of_region(self, region: str, on: date) -> Self:
        """National rows and the region's own; where both know a code, the region's own goes before."""
        own = self.model._default_manager.filter(holds(on), region=region).exclude(region="")
        return self.filter(region__in=("", region)).exclude(region="", code__in=own.values("code"))

    def as_read(self, on: date, region: str = "") -> Self:
        """Rows in force; of the forms of the moderate sanction, those of the region's reading.

        A form that needs its own regulation (Pasal 42 PP 94/2021) is included if the reading says that it need not
        wait.
        """
        chosen = models.Subquery(Interpretation.objects.option(Dispute.MODERATE_FORM, on, region))
        waits = Q(in_force_from__isnull=True)
        return self.filter(Q(holds(on), reading="") | Q(holds(on) | waits, reading=chosen))


class SanctionType(Dated):
    """A sanction or measure of a regime; the regime follows from the staff category."""

    RULE = ("code", "region")

    class Kind(models.TextChoices):
        SANCTION = "SANCTION", _("Sanksi")
        MEASURE = "MEASURE", _("Tindakan")
        EVENT = "EVENT", _("Peristiwa kepegawaian")

    class Team(models.TextChoices):
        NONE = "NONE", _("Tidak perlu tim")
        OPTIONAL = "OPTIONAL", _("Dapat dibentuk tim")
        MANDATORY = "MANDATORY", _("Wajib tim pemeriksa")
        ETHICS_PANEL = "ETHICS_PANEL", _("Majelis kode etik")

    code = models.CharField(_("kode"), max_length=30)
    region = region_field()
    route = models.CharField(_("jalur"), max_length=12, choices=Route)
    categories = categories_field()
    severity = models.CharField(_("tingkat"), max_length=15, choices=Severity, blank=True)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.SANCTION)
    family = models.CharField(_("rumpun"), max_length=20)
    name = models.CharField(_("nama"), max_length=200)
    other_name = models.CharField(
        _("nama menurut sumber lain"),
        max_length=200,
        blank=True,
        help_text=_("Dipakai bila tafsirnya memilih sebutan itu."),
    )
    reading = models.CharField(
        _("tafsir"),
        max_length=40,
        blank=True,
        help_text=_("Hanya terbuka bila tafsir bentuk hukuman sedang memilih ini."),
    )
    effect = models.TextField(_("akibat"), blank=True)
    duration_months = models.PositiveSmallIntegerField(_("lama (bulan)"), null=True, blank=True)
    objection = models.BooleanField(_("dapat diajukan keberatan"), default=False)
    appeal = models.BooleanField(_("dapat diajukan banding"), default=False)
    severity_rank = models.PositiveSmallIntegerField(_("urutan berat"), null=True, blank=True)
    team = models.CharField(_("tim pemeriksa"), max_length=12, choices=Team, default=Team.NONE)
    posts = ArrayField(
        models.CharField(max_length=20, choices=PostLevel),
        verbose_name=_("jabatan terlapor"),
        default=list,
        blank=True,
        help_text=_("Hanya bagi jabatan ini; kosong: semua jabatan."),
    )
    ground = models.CharField(
        _("hanya atas dasar"), max_length=250, blank=True, help_text=_("Kosong: dasar apa pun yang terbukti.")
    )
    basis = models.CharField(_("dasar hukum"), max_length=250)
    siasn_code = models.CharField(_("kode SIASN"), max_length=5, blank=True)
    is_unpaid = models.BooleanField(
        _("tanpa upah"), default=False, db_default=False, help_text=_("Selama dijalani upah tidak dibayar.")
    )
    only_repeated = models.BooleanField(
        _("hanya bila diulangi"), default=False, db_default=False, help_text=_("Terbuka bila pernah disanksi.")
    )
    terms = models.CharField(
        _("syarat"), max_length=300, blank=True, default="", db_default="",
        help_text=_("Yang disebut keputusannya, mis. “bila diulangi, kontrak diputus”."),
    )  # fmt: skip

    objects = SanctionTypeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("jenis sanksi")
        verbose_name_plural = _("jenis sanksi")
        ordering = ("route", "severity_rank", "slug")
        constraints = [
            *Dated.Meta.constraints,
            one_in_force("sanctiontype_one_in_force", "code", "region"),
            models.CheckConstraint(
                name="sanctiontype_sanction_has_severity",
                condition=~Q(kind="SANCTION", severity=""),
                violation_error_message=_("Sanksi harus memiliki tingkat."),
            ),
            models.CheckConstraint(
                name="sanctiontype_one_remedy",
                condition=Q(objection=False) | Q(appeal=False),
                violation_error_message=_("Keberatan dan banding tidak berlaku untuk keputusan yang sama."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def last_day(self, starts_on: date) -> date:
        """The last day of serving, inclusive: calendar months from the first day (Pasal 8 PP 94/2021).

        The first day itself for a sanction without duration: a reprimand is served when it takes effect.
        """
        months = self.duration_months
        return add_months(starts_on, months) - timedelta(days=1) if months else starts_on

    def titled(self, reading: str) -> str:
        """The name in a decision; that of the other source if the reading of the day follows it."""
        return self.other_name if self.other_name and reading == Reading.WITHOUT_HONOUR else self.name


class PowerQuerySet(DatedQuerySet["Power"]):
    def imposing(
        self, category: str, route: str, on: date, *, government: str = Government.DISTRICT, region: str = ""
    ) -> Self:
        """The powers over this person for any level and post."""
        rows = self.in_force(on).filter(covers(category), routes__contains=[route])
        return rows.filter(government__in=("", government), region__in=("", region))

    def competent(
        self,
        category: str,
        severity: str,
        route: str,
        on: date,
        *,
        post: str = "",
        government: str = Government.DISTRICT,
    ) -> Self:
        """The officials who may impose this level on this person (Pasal 16–25 PP 94/2021); `post` narrows it if
        known."""
        rows = self.imposing(category, route, on, government=government).filter(severities__contains=[severity])
        return rows.filter(covers(post, "posts")) if post else rows


class Power(Dated):
    """The competence of an official to impose sanctions of some levels on some people."""

    RULE = ("official", "government", "region", "target")

    class Condition(models.TextChoices):
        """The condition of the power; the decision states it with its source."""

        VACANT = "VACANT", _("Jabatan di antaranya kosong")
        NO_STRUCTURE = "NO_STRUCTURE", _("Unit tanpa administrator dan pengawas")
        DELEGATED = "DELEGATED", _("Didelegasikan PPK")

    official = models.CharField(_("pejabat"), max_length=25, choices=Official)
    government = models.CharField(_("pemerintahan"), max_length=10, choices=Government, blank=True)
    region = region_field()
    categories = categories_field()
    posts = ArrayField(
        models.CharField(max_length=20, choices=PostLevel),
        verbose_name=_("jabatan terlapor"),
        default=list,
        blank=True,
        help_text=_("Kosong: semua jabatan."),
    )
    severities = ArrayField(models.CharField(max_length=15, choices=Severity), verbose_name=_("tingkat"))
    kinds = ArrayField(
        models.CharField(max_length=30),
        verbose_name=_("jenis sanksi"),
        default=list,
        blank=True,
        help_text=_("Kode; kosong: semua jenis pada tingkat itu."),
    )
    condition = models.CharField(_("syarat"), max_length=12, choices=Condition, blank=True)
    empty_posts = ArrayField(
        models.CharField(max_length=20, choices=PostLevel),
        verbose_name=_("jabatan yang harus kosong"),
        default=list,
        blank=True,
    )
    routes = ArrayField(models.CharField(max_length=12, choices=Route), verbose_name=_("jalur"))
    target = models.CharField(_("terhadap siapa"), max_length=200)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = PowerQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("kewenangan")
        verbose_name_plural = _("kewenangan")
        ordering = ("official", "slug")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="power_states_empty_posts",
                condition=Q(condition__in=("", "DELEGATED"), empty_posts__len=0) | ~Q(condition__in=("", "DELEGATED")),
                violation_error_message=_("Jabatan yang harus kosong hanya untuk syarat kekosongan."),
            ),
            models.CheckConstraint(
                name="power_reaches_something",
                condition=Q(severities__len__gt=0, routes__len__gt=0),
                violation_error_message=_("Kewenangan harus menyebut tingkat dan jalur."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_official_display()} – {self.target}"

    def reaches(self, kind: SanctionType, post: str) -> bool:
        """Whether it covers this sanction, and the person's post if known."""
        if kind.severity not in self.severities or (self.kinds and kind.code not in self.kinds):
            return False
        return not post or not self.posts or post in self.posts


class ActingPowerQuerySet(DatedQuerySet["ActingPower"]):
    def allowing(self, capacity: str, official: str, severity: str, on: date) -> "ActingPower | None":
        """The rule by which an official in this capacity uses the power over a level; None if there is none."""
        rows = self.in_force(on).filter(capacity=capacity, severities__contains=[severity])
        return rows.filter(covers(official, "officials")).first()


class ActingPower(Dated):
    """How far an acting, substitute or temporary official uses the power of the post."""

    RULE = ("capacity", "officials")

    capacity = models.CharField(_("kedudukan"), max_length=10, choices=Capacity)
    officials = ArrayField(
        models.CharField(max_length=25, choices=Official),
        verbose_name=_("pejabat"),
        default=list,
        blank=True,
        help_text=_("Kosong: semua pejabat."),
    )
    severities = ArrayField(models.CharField(max_length=15, choices=Severity), verbose_name=_("tingkat"))
    approval = models.CharField(
        _("persetujuan tertulis"), max_length=120, blank=True, help_text=_("Dari siapa; kosong: tidak perlu.")
    )
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = ActingPowerQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("kewenangan pejabat sementara")
        verbose_name_plural = _("kewenangan pejabat sementara")
        ordering = ("capacity", "slug")

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}: {', '.join(str(Severity(level).label) for level in self.severities)}"
