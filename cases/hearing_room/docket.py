"""The examinations of a day: summonses for it, hearings on it, and hearings that are not closed."""

import dataclasses
import datetime as dt
from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cases.models import EvidenceItem, Hearing, Panel, PanelMember, Summons, User
from cases.models.casefile.respondent import Respondent
from regulations.calendar import WorkingCalendar

UNCLOSED_SHOWN = 10
SHOWN_IN_MONTH = 3
Element = PanelMember.Element
REQUIRED_ELEMENTS = (Element.SUPERIOR, Element.SUPERVISION, Element.HUMAN_RESOURCES)
DAY = dt.timedelta(days=1)


class SummonsFacts(TypedDict):
    """The annotations that ``_summonses`` adds to a summons."""

    has_evidence: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    CallingSummons = WithAnnotations[Summons, SummonsFacts]


@dataclasses.dataclass(frozen=True)
class Slot:
    """One entry of the day: a hearing, or a summons without a recorded hearing."""

    at: dt.datetime
    place: str
    respondent: Respondent
    hearing: Hearing | None
    readiness: list[tuple[str, bool]]
    letter: str = ""


@dataclasses.dataclass(frozen=True)
class Day:
    """A day of a week or month: the number of examinations, and the name of a day off."""

    on: dt.date
    count: int
    day_off: str
    slots: list[Slot] = dataclasses.field(default_factory=list)

    @property
    def unshown(self) -> int:
        return max(self.count - SHOWN_IN_MONTH, 0)


def agenda(user: User, day: dt.date) -> tuple[list[Slot], list[Day]]:
    """The entries of a day by hour, and the number of examinations on each day of its week, with days off.

    A summons with a recorded hearing is shown as the hearing. Weekend days appear only if they have an entry.
    """
    monday = day - day.weekday() * DAY
    calendar = user.working_calendar()
    lines, off = _lines(user, monday, monday + 6 * DAY), _days_off(calendar)
    by_day = Counter(line.at.astimezone(user.zone).date() for line in lines)
    days = [Day(monday + i * DAY, by_day[monday + i * DAY], off(monday + i * DAY)) for i in range(7)]
    week = [
        weekday
        for weekday in days
        if weekday.on.weekday() not in calendar.weekend or weekday.count or weekday.on == day
    ]
    return [line for line in lines if line.at.astimezone(user.zone).date() == day], week


def month(user: User, first: dt.date) -> list[list[Day]]:
    """The weeks of the month from ``first``, Monday to Sunday, each day with its entries and its holiday."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    lines, off = _lines(user, weeks[0][0], weeks[-1][-1]), _days_off(user.working_calendar())
    by_day: dict[dt.date, list[Slot]] = defaultdict(list)
    for line in lines:
        by_day[line.at.astimezone(user.zone).date()].append(line)
    return [[Day(on, len(by_day[on]), off(on), by_day[on]) for on in week] for week in weeks]


def _lines(user: User, first: dt.date, last: dt.date) -> list[Slot]:
    """Hearings and summonses from the first day to the last, ordered by time."""
    zone = user.zone
    span = dt.datetime.combine(first, dt.time.min, zone), dt.datetime.combine(last, dt.time.max, zone)
    held = list(_hearings(user).filter(held_at__range=span))
    heard = {(row.respondent_id, row.held_at.astimezone(zone).date()) for row in held}
    lines = [Slot(row.held_at, row.place, row.respondent, row, []) for row in held]
    lines += [
        Slot(row.hearing_at, row.place, row.respondent, None, readiness(row), str(row))
        for row in _summonses(user).filter(hearing_at__range=span)
        if (row.respondent_id, row.hearing_at.astimezone(zone).date()) not in heard
    ]
    return sorted(lines, key=lambda line: line.at)


def _days_off(calendar: WorkingCalendar) -> Callable[[dt.date], str]:
    """The name of a holiday or of joint leave; a weekend needs none."""
    return lambda on: calendar.days_off[on].name if on in calendar.days_off else ""


def unclosed(user: User) -> QuerySet[Hearing]:
    """Hearings of open paths that were not closed, oldest first."""
    under_way = Respondent.objects.open()
    rows = _hearings(user).filter(closed_at__isnull=True, respondent__in=under_way)
    return rows.order_by("held_at", "pk")[:UNCLOSED_SHOWN]


def _hearings(user: User) -> QuerySet[Hearing]:
    rows = Hearing.objects.visible_to(user).select_related("respondent__case", "respondent__employee")
    return rows.order_by("held_at", "pk")


def _summonses(user: User) -> "QuerySet[CallingSummons]":
    """Summonses that are still open, with the annotations for their readiness."""
    members = PanelMember.objects.serving().prefetch_related("declarations")
    rows = (
        Summons.objects.visible_to(user)
        .standing()
        .annotate(
            has_evidence=Exists(
                EvidenceItem.objects.filter(case=OuterRef("respondent__case"), state=EvidenceItem.State.HELD)
            ),
        )
    )
    rows = rows.select_related("respondent__case", "respondent__employee", "examiner")
    teams = Panel.objects.standing().prefetch_related(Prefetch("members", members))
    rows = rows.prefetch_related(Prefetch("respondent__panels", teams))
    return cast("QuerySet[CallingSummons]", rows.order_by("hearing_at", "pk"))


def readiness(summons: "CallingSummons") -> list[tuple[str, bool]]:
    """What is ready and what is missing, in words."""
    panel = next(iter(summons.respondent.panels.all()), None)
    return [
        (_("panggilan diterima") if summons.received_on else _("panggilan belum diterima"), bool(summons.received_on)),
        (_("bukti siap") if summons.has_evidence else _("bukti belum ada"), summons.has_evidence),
        _team(summons, panel),
        *_conflicts(panel),
    ]


def _team(summons: Summons, panel: Panel | None) -> tuple[str, bool]:
    """Whether the team has the three elements (Pasal 29 PP 94/2021); without a team the named superior examines."""
    if panel is None:
        named = summons.examiner is not None
        return (_("pemeriksa ditunjuk") if named else _("tim belum dibentuk")), named
    seated = {member.element for member in panel.members.all()}
    missing = [element.label for element in REQUIRED_ELEMENTS if element not in seated]
    if missing and panel.kind == Panel.Kind.EXAMINATION:
        return _("tim kurang: %(missing)s") % {"missing": ", ".join(map(str, missing)).lower()}, False
    return _("tim lengkap"), True


def _conflicts(panel: Panel | None) -> list[tuple[str, bool]]:
    if panel is None:
        return []
    silent = sum(not member.has_declared for member in panel.members.all())
    if silent:
        return [(_("pernyataan benturan kurang %(n)d") % {"n": silent}, False)]
    return [(_("bebas benturan"), True)]
