"""Working hours of a week, for a government or for an agency and its units, from a day on."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, AgencyHours, Government, User, Weekday
from cases.organisation.log import record_change
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require
from regulations.models import NationalHours

MONDAY_TO_FRIDAY = tuple(Weekday)[:5]
NOON, FRIDAY_BREAK = dt.time(12), dt.time(11, 30)


class Day(NamedTuple):
    """Hours of one weekday; the break may be unknown."""

    starts_at: dt.time
    ends_at: dt.time
    break_starts_at: dt.time | None = None
    break_ends_at: dt.time | None = None


def national_week(on: dt.date) -> dict[Weekday, Day]:
    """The week of civil servants on a day: 37.5 hours without breaks (Pasal 4 Perpres 21/2023).

    The law fixes the hours of a week and the length of the breaks; that each day is equally long and that the break
    begins at noon (Fridays 11.30) is usual and only proposed. Raises NationalHours.DoesNotExist for an earlier day.
    """
    rule = NationalHours.objects.in_force(on).get(season=NationalHours.Season.ORDINARY)
    week = {}
    for weekday in MONDAY_TO_FRIDAY:
        is_friday = weekday == Weekday.FRIDAY
        rest_at = FRIDAY_BREAK if is_friday else NOON
        rest = rule.friday_break_minutes if is_friday else rule.break_minutes
        ends_at = _later(rule.starts_at, rule.weekly_minutes // 5 + rest)
        week[weekday] = Day(rule.starts_at, ends_at, rest_at, _later(rest_at, rest))
    return week


def _later(time: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date.min, time) + dt.timedelta(minutes=minutes)).time()


@transaction.atomic
def set_week(
    *,
    government: Government,
    agency: Agency | None,
    actor: User,
    in_force_from: dt.date,
    week: Mapping[Weekday, Day],
    is_shift: bool = False,
) -> None:
    """Hours from a day on; the week before ends the day before. ``agency``: None for the whole government.

    With ``is_shift`` only the roster shows who was on duty. Raises NotAllowed, and RuleViolation for a day that is not
    after the first day of the newest week.
    """
    require(actor, Right.MANAGE_ORGANISATION)
    if actor.government_id != government.pk:
        raise NotAllowed(_("Jam kerja diatur oleh pemerintah daerahnya sendiri."))
    rows = AgencyHours.objects.filter(government=government, agency=agency)
    newest = rows.order_by("-in_force_from").first()
    if newest is not None and in_force_from <= newest.in_force_from:
        raise RuleViolation(
            _("Jam kerja yang tercatat berlaku sejak %(day)s; yang berikutnya berlaku sesudah hari itu.")
            % {"day": f"{newest.in_force_from:%d-%m-%Y}"}
        )
    rows.filter(in_force_until__isnull=True).update(in_force_until=in_force_from - dt.timedelta(days=1))
    AgencyHours.objects.bulk_create(
        AgencyHours(
            government=government, agency=agency, weekday=weekday, is_shift=is_shift, in_force_from=in_force_from,
            **day._asdict(),
        )
        for weekday, day in week.items()
    )  # fmt: skip
    record_change(actor, agency or government, f"hours from {in_force_from}")
