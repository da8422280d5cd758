"""Working hours: the national rule from its row, the earlier rule of Bekasi, shifts in hospitals."""

import datetime as dt

from cases.models import Agency, AgencyHours, Government, Weekday
from regulations.models import NationalHours, Provision

MONDAY_TO_FRIDAY = tuple(Weekday)[:5]
NOON, FRIDAY_BREAK = dt.time(12), dt.time(11, 30)
BEFORE_NATIONAL = dt.date(2023, 4, 11)


def plant_hours(government: Government) -> None:
    rows = national_hours(government)
    if government.region == "kota-bekasi":
        rows += bekasi_hours(government)
    for hospital in government.agencies.filter(kind=Agency.Kind.HOSPITAL):
        rows += shifts(hospital)
    AgencyHours.objects.bulk_create(rows)


def national_hours(government: Government) -> list[AgencyHours]:
    """37.5 hours a week from 07.30 without breaks: one hour, on Fridays ninety minutes (Pasal 4 Perpres 21/2023)."""
    rule = NationalHours.objects.get(season=NationalHours.Season.ORDINARY, in_force_until=None)
    provision = Provision.objects.get(pk="perpres21-jam-2023")
    return [
        _row(
            government,
            weekday,
            rule.starts_at,
            rule.weekly_minutes // 5,
            FRIDAY_BREAK if weekday == Weekday.FRIDAY else NOON,
            rule.friday_break_minutes if weekday == Weekday.FRIDAY else rule.break_minutes,
            provision,
        )
        for weekday in MONDAY_TO_FRIDAY
    ]


def _row(
    government: Government,
    weekday: Weekday,
    starts_at: dt.time,
    work: int,
    rest_at: dt.time,
    rest: int,
    provision: Provision,
) -> AgencyHours:
    """Hours of a weekday that begin at a time; ``work`` and ``rest`` in minutes."""
    return AgencyHours(
        government=government,
        weekday=weekday,
        starts_at=starts_at,
        ends_at=_later(starts_at, work + rest),
        break_starts_at=rest_at,
        break_ends_at=_later(rest_at, rest),
        provision=provision,
        in_force_from=BEFORE_NATIONAL + dt.timedelta(days=1),
    )


def _later(time: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date.min, time) + dt.timedelta(minutes=minutes)).time()


def bekasi_hours(government: Government) -> list[AgencyHours]:
    """Perwal Bekasi 6/2017: Friday ends at 16.00; the same is assumed for other days, breaks are unknown."""
    return [
        AgencyHours(
            government=government,
            weekday=weekday,
            starts_at=dt.time(7, 30),
            ends_at=dt.time(16),
            provision_id="pwb6-jumat-2017" if weekday == Weekday.FRIDAY else "pwb6-senin-kamis-2017",
            in_force_from=dt.date(2017, 12, 31),
            in_force_until=BEFORE_NATIONAL,
        )
        for weekday in MONDAY_TO_FRIDAY
    ]


def shifts(hospital: Agency) -> list[AgencyHours]:
    """A hospital is always open: only the roster shows who was on duty."""
    return [
        AgencyHours(
            government=hospital.government,
            agency=hospital,
            weekday=weekday,
            starts_at=dt.time(0),
            ends_at=dt.time(23, 59),
            is_shift=True,
            in_force_from=dt.date(2015, 1, 1),
        )
        for weekday in Weekday
    ]
