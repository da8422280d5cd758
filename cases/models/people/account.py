"""The accounts that use Conduct."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.models.people.government import Agency, Government, Role, TimeZone
from cases.models.people.sessions import SECOND_FACTORS, EndSessions
from regulations.calendar import WorkingCalendar


class User(AbstractUser):
    """An account. Its agency limits an HR officer's view; its employee excludes it from its own case."""

    class Language(models.TextChoices):
        """The languages of pages and messages; letters are Indonesian by law (Pasal 26, 27 UU 24/2009)."""

        INDONESIAN = "id", "Bahasa Indonesia"
        ENGLISH = "en", "English"

    class Theme(models.TextChoices):
        """Light or dark pages; as the device says, unless the account chose."""

        SYSTEM = "system", _("Menurut perangkat")
        LIGHT = "light", _("Terang")
        DARK = "dark", _("Gelap")

    role = models.CharField(
        _("peran"),
        max_length=16,
        choices=[choice for choice in Role.choices if choice[0] != Role.SYSTEM],
        default=Role.ADMINISTRATOR,
    )
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    employee = models.OneToOneField("Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="account")
    language = models.CharField(
        _("bahasa"), max_length=2, choices=Language, default=Language.INDONESIAN, db_default=Language.INDONESIAN
    )
    theme = models.CharField(_("tema"), max_length=6, choices=Theme, default=Theme.SYSTEM, db_default=Theme.SYSTEM)
    tour_step = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)  # 0: no tour is shown
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
            models.CheckConstraint(
                condition=~models.Q(is_superuser=True, government__isnull=False), name="superuser_of_no_government"
            ),
        ]
        triggers = [EndSessions()]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: the password, and a number that a trigger raises with every change of rights."""
        bound = f"{self.sessions_epoch} {self.password}"
        return salted_hmac("cases.User.session", bound, secret=secret, algorithm="sha256").hexdigest()

    @property
    def dark_when(self) -> str:
        """The media query under which the dark colours hold for this account."""
        prefers = "screen and (prefers-color-scheme: dark)"
        return {self.Theme.LIGHT: "not all", self.Theme.DARK: "screen"}.get(self.Theme(self.theme), prefers)

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
    def above(self) -> list[int]:
        """Keys of the account's agency and all agencies above it."""
        return list(Agency.objects.above(self.agency).values_list("pk", flat=True)) if self.agency else []

    @cached_property
    def unread(self) -> int:
        """Messages not yet opened, shown by the frame of every page; one more than ``MOST_UNREAD`` stands for more."""
        return self.notifications.filter(read_at__isnull=True)[: self.MOST_UNREAD + 1].count()

    @property
    def is_operator(self) -> bool:
        """Whether the account runs the installation: an administrator of no government (decision 74)."""
        return self.role == Role.ADMINISTRATOR and self.government_id is None

    @property
    def is_of_one_agency(self) -> bool:
        """Whether the account works for its agency with its units alone; the other roles work for the government."""
        return self.role == Role.HR_OFFICER

    @property
    def own_government(self) -> Government:
        """The account's government. Raises PermissionDenied for an administrator without one."""
        if self.government is None:
            raise PermissionDenied
        return self.government

    def working_calendar(self) -> WorkingCalendar:
        """The working days where the account works: by them its pages say how many are left."""
        return self.own_government.working_calendar(self.agency.six_day_week if self.agency else None)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the account: its agency's, otherwise its government's, otherwise WIB."""
        place = self.agency or self.government
        return ZoneInfo(place.time_zone if place else TimeZone.WIB)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The calendar day in the time zone of the account; its pages call it today."""
        return moment.astimezone(self.zone).date()
