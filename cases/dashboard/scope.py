"""What a page of numbers counts: whose agencies, which period, and which people, posts and breaches."""

import dataclasses
import datetime as dt
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from cases.dashboard.periods import Period
from cases.models import Agency, Allegation, Post, Respondent, TimeZone, User
from cases.procedure.rights import Right, may

WIB = ZoneInfo(TimeZone.WIB)
Row = TypeVar("Row", bound=Model)
FILTERS = ("category", "route", "platform", "provision")


@dataclasses.dataclass(frozen=True)
class Scope:
    """``keys``: of the same agencies. The last four narrow every number to cases with such a path; empty: all."""

    agencies: QuerySet[Agency]
    keys: list[int]
    period: Period
    today: dt.date
    zone: ZoneInfo = WIB
    category: str = ""
    route: str = ""
    platform: str = ""
    provision: str = ""

    @property
    def year(self) -> int:
        return self.period.first.year

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """First and last day of the period, for the lookup ``range``."""
        return self.period.first, self.period.last

    @property
    def moments(self) -> Q:
        """The same for a case by the time of its recording, in the zone of the reader."""
        begins = dt.datetime.combine(self.period.first, dt.time(), self.zone)
        ends = dt.datetime.combine(self.period.last + dt.timedelta(days=1), dt.time(), self.zone)
        return Q(opened_at__gte=begins, opened_at__lt=ends)

    def paths(self) -> QuerySet[Respondent]:
        """The paths that the filters choose, of any agency and day."""
        paths = Respondent.objects.filter(
            **{name: value for name in ("category", "route") if (value := getattr(self, name))}
        )
        if self.platform:
            shown = Post.objects.filter(incident__case=OuterRef("case"), platform=self.platform)
            paths = paths.filter(Exists(shown))
        if self.provision:
            breached = Allegation.objects.filter(respondent=OuterRef("pk"), provision__code=self.provision)
            paths = paths.filter(Exists(breached))
        return paths

    def narrow(self, rows: "QuerySet[Row]", path: str) -> "QuerySet[Row]":
        """Only rows of the paths that the filters choose; ``path`` leads from a row to its path, for a case to its
        paths."""
        if not self.is_narrowed:
            return rows
        if path == "respondents":
            return rows.filter(pk__in=self.paths().values("case"))
        return rows.filter(**{f"{path}__in": self.paths().values("pk")})

    def over(self, period: Period) -> "Scope":
        return dataclasses.replace(self, period=period)


def agencies_of(user: User) -> QuerySet[Agency]:
    """The agencies whose numbers an account may see: HR officers their agency and its units, others their government;
    administrators none."""
    if not may(user, Right.READ_DASHBOARD):
        return Agency.objects.none()
    return Agency.objects.reached_by(user)
