"""Who is examined on a day: summonses that name it and hearings held on it, and what is not closed yet."""

import dataclasses
import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from .models import EvidenceItem, Hearing, Panel, Summons, User
from .models.respondent import Respondent

UNCLOSED_SHOWN = 10
DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Slot:
    """One line of the day: a hearing, or a summons to one that has not been recorded."""

    at: dt.datetime
    place: str
    respondent: Respondent
    hearing: Hearing | None
    readiness: list[tuple[str, bool]]


def zone_of(user: User) -> ZoneInfo:
    place = user.agency or user.government
    return ZoneInfo(place.time_zone if place else "Asia/Jakarta")


def agenda(user: User, day: dt.date) -> tuple[list[Slot], list[tuple[dt.date, int]]]:
    """The day by hour, and how many are examined on each day of its week; two statements.

    A summons whose hearing was recorded is shown as the hearing. Weekend days appear when something is on them.
    """
    zone = zone_of(user)
    monday = day - day.weekday() * DAY
    span = dt.datetime.combine(monday, dt.time.min, zone), dt.datetime.combine(monday + 6 * DAY, dt.time.max, zone)
    held = list(_hearings(user).filter(held_at__range=span))
    heard = {(row.respondent_id, row.held_at.astimezone(zone).date()) for row in held}
    lines = [Slot(row.held_at, row.place, row.respondent, row, []) for row in held]
    lines += [
        Slot(row.hearing_at, row.place, row.respondent, None, _readiness(row))
        for row in _summonses(user).filter(hearing_at__range=span)
        if (row.respondent_id, row.hearing_at.astimezone(zone).date()) not in heard
    ]
    counted = Counter(line.at.astimezone(zone).date() for line in lines)
    days = [monday + i * DAY for i in range(7)]
    week = [(on, counted[on]) for on in days if on.weekday() < 5 or counted[on] or on == day]
    today = [line for line in lines if line.at.astimezone(zone).date() == day]
    return sorted(today, key=lambda line: line.at), week


def unclosed(user: User) -> QuerySet[Hearing]:
    """Hearings on paths still under way that were never closed, the oldest first."""
    under_way = Respondent.objects.open()
    rows = _hearings(user).filter(closed_at__isnull=True, respondent__in=under_way)
    return rows.order_by("held_at", "pk")[:UNCLOSED_SHOWN]


def _hearings(user: User) -> QuerySet[Hearing]:
    rows = Hearing.objects.visible_to(user).select_related("respondent__case", "respondent__employee")
    return rows.order_by("held_at", "pk")


def _summonses(user: User) -> QuerySet[Summons]:
    """Letters that were not answered by an absence."""
    rows = Summons.objects.filter(respondent__in=Respondent.objects.visible_to(user), missed_on__isnull=True)
    rows = rows.annotate(
        has_panel=Exists(Panel.objects.filter(respondent=OuterRef("respondent"))),
        has_evidence=Exists(
            EvidenceItem.objects.filter(case=OuterRef("respondent__case"), state=EvidenceItem.State.HELD)
        ),
    )
    return rows.select_related("respondent__case", "respondent__employee").order_by("hearing_at", "pk")


def _readiness(summons: Summons) -> list[tuple[str, bool]]:
    """In words, what is ready and what is missing."""
    return [
        (_("surat diterima") if summons.received_on else _("surat belum diterima"), summons.received_on is not None),
        (_("tim lengkap") if summons.has_panel else _("tim belum dibentuk"), summons.has_panel),
        (_("bukti ada") if summons.has_evidence else _("bukti belum ada"), summons.has_evidence),
    ]
