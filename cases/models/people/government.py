"""Governments and their agencies as a tree."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.calendar import WorkingCalendar
from regulations.models import Government as Tier
from regulations.models import Holiday, Severity

if TYPE_CHECKING:
    from cases.models.people.account import User


class TimeZone(models.TextChoices):
    """The three Indonesian time zones; legal days are the agency's local dates."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The calendar day in this zone at a time."""
        return moment.astimezone(ZoneInfo(self)).date()


class Level(models.IntegerChoices):
    """The levels of escalation, in ascending order."""

    AGENCY = 1, _("Perangkat daerah")
    BKPSDM = 2, _("BKPSDM")
    INSPECTORATE = 3, _("Inspektorat")
    SEKDA = 4, _("Sekretaris Daerah")

    @property
    def above(self) -> "Level":
        """The next level; the highest one (Sekda) returns itself."""
        return Level(min(self + 1, Level.SEKDA))

    @property
    def role(self) -> "Role":
        """The role that acts on this level."""
        return ROLE_AT[self]


class Role(models.TextChoices):
    """The role of an account; ``Case.objects.visible_to`` decides which cases it may read."""

    HR_OFFICER = "HR_OFFICER", _("Pengelola kepegawaian perangkat daerah")
    BKPSDM = "BKPSDM", _("BKPSDM")
    INSPECTOR = "INSPECTOR", _("Inspektorat")
    LEADER = "LEADER", _("Pimpinan")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    SYSTEM = "SYSTEM", _("Sistem")

    @property
    def level(self) -> Level | None:
        """The level on which this role acts on cases."""
        return ROLE_LEVELS.get(self)


ROLE_LEVELS = {
    Role.HR_OFFICER: Level.AGENCY,
    Role.BKPSDM: Level.BKPSDM,
    Role.INSPECTOR: Level.INSPECTORATE,
    Role.LEADER: Level.SEKDA,
}
ROLE_AT = {level: role for role, level in ROLE_LEVELS.items()}


class TwoPeople(models.TextChoices):
    """The level from which a decision takes two people. A government chooses a lower one, never none."""

    LIGHT = Severity.LIGHT.value, _("mulai hukuman ringan")
    MODERATE = Severity.MODERATE.value, _("mulai hukuman sedang")
    SEVERE = Severity.SEVERE.value, _("mulai hukuman berat")


def today() -> dt.date:
    """The day on which a government is opened."""
    return dt.datetime.now(ZoneInfo(TimeZone.WIB)).date()


class Government(models.Model):
    """A city, regency or province; accounts never see data of another government."""

    class Kind(models.TextChoices):
        PROVINCE = "PROVINCE", _("Provinsi")
        REGENCY = "REGENCY", _("Kabupaten")
        CITY = "CITY", _("Kota")

    kind = models.CharField(_("jenis"), max_length=8, choices=Kind, default=Kind.CITY, db_default="CITY")
    six_day_week = models.BooleanField(
        _("enam hari kerja seminggu"), default=False, db_default=False,
        help_text=_("Sabtu juga hari kerja: dipakai semua tenggat dalam hari kerja"),
    )  # fmt: skip
    name = models.CharField(_("nama"), max_length=120, unique=True)
    region = models.SlugField(
        _("kode wilayah"), unique=True, help_text=_("dipakai kalender kerja dan peraturan daerah")
    )
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    reports_from = models.DateField(
        _("halaman pelaporan dibuka"), null=True, blank=True, help_text=_("kosong: warga tidak dapat melapor di sini")
    )
    reports_until = models.DateField(_("halaman pelaporan ditutup"), null=True, blank=True)
    second_factor_from = models.DateField(
        _("faktor kedua wajib sejak"),
        null=True,
        blank=True,
        help_text=_("bagi BKPSDM, Inspektorat, pimpinan, dan administrator; kosong: tidak wajib"),
    )
    second_factor_grace = models.PositiveSmallIntegerField(
        _("tenggang memasang faktor kedua"), default=14, help_text=_("hari kalender")
    )
    # The state of its days off when a request read its account; for as long as the request lasts.
    calendar_state: str | None = None

    two_people_level = models.CharField(
        _("konfirmasi pejabat kedua"),
        max_length=10,
        choices=TwoPeople,
        default=TwoPeople.SEVERE,
        help_text=_("keputusan mulai tingkat ini, dan penyampaiannya, dikonfirmasi akun lain"),
    )
    two_people_files = models.PositiveSmallIntegerField(
        _("paket bukti besar"),
        default=20,
        help_text=_("paket dengan lebih banyak berkas dikonfirmasi akun lain sebelum diunduh"),
    )
    two_people_from = models.DateField(default=today, editable=False)  # when the rule began to bind here

    class Meta:
        verbose_name = _("pemerintah daerah")
        verbose_name_plural = _("pemerintah daerah")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reports_until__isnull=True)
                | models.Q(reports_from__isnull=False, reports_until__gte=models.F("reports_from")),
                name="government_reports_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def working_calendar(self, six_day_week: bool | None = None) -> WorkingCalendar:
        """The region's working days, Saturdays too in a six-day week; ``None``: the week of the region itself."""
        six = self.six_day_week if six_day_week is None else six_day_week
        return Holiday.objects.working_calendar(self.region, six_day_week=six, state=self.calendar_state)

    @property
    def tier(self) -> str:
        """The kind of government in the powers to sanction: a province, or a regency or city."""
        return str(Tier.PROVINCE if self.kind == self.Kind.PROVINCE else Tier.DISTRICT)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The government's calendar day at a time."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def takes_reports(self, moment: dt.datetime) -> bool:
        """Whether its page for citizens is open; without an opening day it is closed."""
        today = self.local_date(moment)
        return self.reports_from is not None and self.reports_from <= today <= (self.reports_until or today)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def in_government_of(self, user: "User") -> Self:
        """The agencies of the account's government; none for an account without one."""
        return self.filter(government_id=user.government_id)

    def reached_by(self, user: "User") -> Self:
        """The agencies for which the account works: for an HR officer its own with its units, for others all of the
        government."""
        found = self.in_government_of(user)
        return found.filter(pk__in=user.subtree) if user.is_of_one_agency else found

    def open(self) -> Self:
        """Agencies that were not closed: those that forms offer."""
        return self.filter(closed_on__isnull=True)

    def with_own_week(self) -> Self:
        """Units whose working week is set apart from that of their government."""
        return self.filter(six_day_week__isnull=False)

    def within(self, agency: "Agency") -> Self:
        """The agency and all units below it."""
        return self.filter(government_id=agency.government_id, path__startswith=agency.path)

    def above(self, agency: "Agency") -> Self:
        """The agency and all agencies above it."""
        return self.filter(government_id=agency.government_id, path__in=agency.paths_above)

    def plant(self, *, government: Government, code: str, parent: "Agency | None" = None, **fields: Any) -> "Agency":
        """Create an agency in the tree; its path consists of its parent's path and its own code."""
        path = Agency.path_below(parent, code)
        fields.setdefault("time_zone", parent.time_zone if parent else government.time_zone)
        return self.create(government=government, code=code, parent=parent, path=path, **fields)


class Agency(models.Model):
    """A perangkat daerah, or a unit, school, hospital, company or village below it."""

    class Kind(models.TextChoices):
        SECRETARIAT = "SECRETARIAT", _("Sekretariat daerah")
        COUNCIL_SECRETARIAT = "COUNCIL_SECRETARIAT", _("Sekretariat DPRD")
        INSPECTORATE = "INSPECTORATE", _("Inspektorat")
        DEPARTMENT = "DEPARTMENT", _("Dinas")
        BOARD = "BOARD", _("Badan")
        HOSPITAL = "HOSPITAL", _("RSUD/puskesmas")
        SCHOOL = "SCHOOL", _("Sekolah")
        DISTRICT = "DISTRICT", _("Kecamatan")
        WARD = "WARD", _("Kelurahan")
        COMPANY = "COMPANY", _("BUMD")
        VILLAGE = "VILLAGE", _("Desa/kampung")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField(_("kode"), max_length=60)
    path = models.CharField(max_length=255, editable=False)
    name = models.CharField(_("nama"), max_length=160)
    short_name = models.CharField(_("nama singkat"), max_length=60)
    kind = models.CharField(_("jenis"), max_length=24, choices=Kind)
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone)
    head_title = models.CharField(
        _("sebutan kepala"), max_length=120, help_text=_("disebut bila tenggat lewat, mis. Kepala Dinas Pendidikan")
    )
    six_day_week = models.BooleanField(
        _("enam hari kerja seminggu"), null=True, blank=True,
        help_text=_("kosong: seperti pemerintah daerahnya; unit di bawahnya diisi sendiri"),
    )  # fmt: skip
    week_basis = models.CharField(
        _("dasar hari kerja"), max_length=200, blank=True, default="", db_default="",
        help_text=_("peraturan daerah yang menetapkannya"),
    )  # fmt: skip
    closed_on = models.DateField(_("tidak ada lagi sejak"), null=True, blank=True)
    closing_basis = models.CharField(_("dasar penutupan"), max_length=200, blank=True, default="", db_default="")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("perangkat daerah")
        verbose_name_plural = _("perangkat daerah")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["government", "path"], name="agency_path_unique"),
            models.CheckConstraint(condition=models.Q(path__endswith="/"), name="agency_path_ends_with_slash"),
            models.CheckConstraint(
                condition=models.Q(six_day_week__isnull=True) | ~models.Q(week_basis=""),
                name="agency_week_has_basis",
                violation_error_message=_("Sebut peraturan yang menetapkan hari kerja unit ini."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(closing_basis=""), name="closed_agency_has_basis"
            ),
        ]
        indexes = [
            models.Index(
                fields=["government", "path"], name="agency_subtree", opclasses=["int8_ops", "varchar_pattern_ops"]
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def paths_above(self) -> list[str]:
        """The paths of the agency and of all agencies above it."""
        codes = self.path.rstrip("/").split("/")
        return ["/".join(codes[: i + 1]) + "/" for i in range(len(codes))]

    @staticmethod
    def path_below(parent: "Agency | None", code: str) -> str:
        """The path of an agency: its parent's path and its own code."""
        return f"{parent.path if parent else ''}{code}/"

    def working_calendar(self) -> WorkingCalendar:
        """The days on which this unit works."""
        return self.government.working_calendar(self.six_day_week)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The agency's calendar day at a time: the day that counts by law."""
        return moment.astimezone(self.zone).date()
