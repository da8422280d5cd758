"""Governments, their agencies as a tree, and the accounts of this product."""

import datetime as dt
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.models.people.sessions import SECOND_FACTORS, EndSessions
from regulations.calendar import WorkingCalendar
from regulations.models import Government as Tier
from regulations.models import Holiday


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

    def working_calendar(self) -> WorkingCalendar:
        """The region's working days: five in a week, or six if the region works on Saturdays."""
        return Holiday.objects.working_calendar(self.region, six_day_week=self.six_day_week)

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

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("perangkat daerah")
        verbose_name_plural = _("perangkat daerah")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["government", "path"], name="agency_path_unique"),
            models.CheckConstraint(condition=models.Q(path__endswith="/"), name="agency_path_ends_with_slash"),
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

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The agency's calendar day at a time: the day that counts by law."""
        return moment.astimezone(self.zone).date()


class User(AbstractUser):
    """An account. Its agency limits an HR officer's view; its employee excludes it from its own case."""

    role = models.CharField(
        _("peran"),
        max_length=16,
        choices=[choice for choice in Role.choices if choice[0] != Role.SYSTEM],
        default=Role.ADMINISTRATOR,
    )
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    employee = models.OneToOneField("Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="account")
    sessions_epoch = models.PositiveIntegerField(default=0, editable=False)
    MOST_UNREAD = 99  # messages; more of them are shown as "99+"

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(role=Role.HR_OFFICER) | models.Q(agency__isnull=False), name="hr_officer_has_agency"
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.ADMINISTRATOR) | models.Q(government__isnull=False),
                name="user_has_government",
            ),
        ]
        triggers = [EndSessions()]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """The hash to which a session is bound: password, role, scope and rights. A change of one of them ends the
        session."""
        reach = (self.role, self.government_id, self.agency_id, self.employee_id, self.is_staff, self.is_superuser)
        bound = repr((self.password, self.sessions_epoch, *map(str, reach)))
        return salted_hmac("cases.User.session", bound, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether an authenticator app or a security key was set up."""
        own = self.authenticator_set  # type: ignore[attr-defined]  # of allauth.mfa, which has no types
        return bool(own.filter(type__in=SECOND_FACTORS).exists())

    @cached_property
    def subtree(self) -> list[int]:
        """Keys of the account's agency and all units below it, read once for each request.

        As plain values they let the planner estimate the number of their cases; with a subquery it could not.
        """
        return list(Agency.objects.within(self.agency).values_list("pk", flat=True)) if self.agency else []

    @cached_property
    def unread(self) -> int:
        """Messages not yet opened, shown by the frame of every page; one more than ``MOST_UNREAD`` stands for more."""
        return self.notifications.filter(read_at__isnull=True)[: self.MOST_UNREAD + 1].count()

    @property
    def own_government(self) -> Government:
        """The account's government. Raises PermissionDenied for an administrator without one."""
        if self.government is None:
            raise PermissionDenied
        return self.government

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the account: its agency's, otherwise its government's, otherwise WIB."""
        place = self.agency or self.government
        return ZoneInfo(place.time_zone if place else TimeZone.WIB)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The calendar day in the time zone of the account; its pages call it today."""
        return moment.astimezone(self.zone).date()
