"""Who is examined on a day: summonses that name it and hearings held on it, and what is not closed yet."""

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
from regulations.models import Holiday

UNCLOSED_SHOWN = 10
SHOWN_IN_MONTH = 3
Element = PanelMember.Element
REQUIRED_ELEMENTS = (Element.SUPERIOR, Element.SUPERVISION, Element.HUMAN_RESOURCES)
DAY = dt.timedelta(days=1)


class SummonsFacts(TypedDict):
    """What ``_summonses`` adds to a summons."""

    has_evidence: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    CallingSummons = WithAnnotations[Summons, SummonsFacts]


@dataclasses.dataclass(frozen=True)
class Slot:
    """One line of the day: a hearing, or a summons to one that has not been recorded."""

    at: dt.datetime
    place: str
    respondent: Respondent
    hearing: Hearing | None
    readiness: list[tuple[str, bool]]
    letter: str = ""


@dataclasses.dataclass(frozen=True)
class Day:
    """A day of the week or of the month: how many are examined, and why nobody works."""

    on: dt.date
    count: int
    day_off: str
    slots: list[Slot] = dataclasses.field(default_factory=list)

    @property
    def unshown(self) -> int:
        return max(self.count - SHOWN_IN_MONTH, 0)


def agenda(user: User, day: dt.date) -> tuple[list[Slot], list[Day]]:
    """The day by hour, and how many are examined on each day of its week, days off named.

    A summons whose hearing was recorded is shown as the hearing. Weekend days appear when something is on them.
    """
    monday = day - day.weekday() * DAY
    lines, off = _lines(user, monday, monday + 6 * DAY), _days_off(user)
    by_day = Counter(line.at.astimezone(user.zone).date() for line in lines)
    days = [Day(monday + i * DAY, by_day[monday + i * DAY], off(monday + i * DAY)) for i in range(7)]
    week = [each for each in days if each.on.weekday() < 5 or each.count or each.on == day]
    return [line for line in lines if line.at.astimezone(user.zone).date() == day], week


def month(user: User, first: dt.date) -> list[list[Day]]:
    """The weeks of the month that starts on ``first``, Monday to Sunday, each day with its lines and its holiday."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    lines, off = _lines(user, weeks[0][0], weeks[-1][-1]), _days_off(user)
    by_day: dict[dt.date, list[Slot]] = defaultdict(list)
    for line in lines:
        by_day[line.at.astimezone(user.zone).date()].append(line)
    return [[Day(on, len(by_day[on]), off(on), by_day[on]) for on in week] for week in weeks]


def _lines(user: User, first: dt.date, last: dt.date) -> list[Slot]:
    """Hearings held and summonses to them, from the first day to the last, in the order of the hours."""
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


def _days_off(user: User) -> Callable[[dt.date], str]:
    """The name of a holiday or of joint leave; a weekend needs none."""
    region = user.government.region if user.government else ""
    days_off = Holiday.objects.working_calendar(region).days_off
    return lambda on: days_off[on].name if on in days_off else ""


def unclosed(user: User) -> QuerySet[Hearing]:
    """Hearings on paths still under way that were never closed, the oldest first."""
    under_way = Respondent.objects.open()
    rows = _hearings(user).filter(closed_at__isnull=True, respondent__in=under_way)
    return rows.order_by("held_at", "pk")[:UNCLOSED_SHOWN]


def _hearings(user: User) -> QuerySet[Hearing]:
    rows = Hearing.objects.visible_to(user).select_related("respondent__case", "respondent__employee")
    return rows.order_by("held_at", "pk")


def _summonses(user: User) -> "QuerySet[CallingSummons]":
    """Letters that still call somebody, with what their readiness is told from."""
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
    """In words, what is ready and what is missing."""
    panel = next(iter(summons.respondent.panels.all()), None)
    return [
        (_("panggilan diterima") if summons.received_on else _("panggilan belum diterima"), bool(summons.received_on)),
        (_("bukti siap") if summons.has_evidence else _("bukti belum ada"), summons.has_evidence),
        _team(summons, panel),
        *_conflicts(panel),
    ]


def _team(summons: Summons, panel: Panel | None) -> tuple[str, bool]:
    """A full team has the three elements (Pasal 29 PP 94/2021); without one the superior examines, who is named."""
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
