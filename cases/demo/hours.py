"""Working hours: the national rule from its row, the earlier rule of Bekasi, shifts in hospitals."""

import datetime as dt

from cases.models import Agency, AgencyHours, Government, Weekday
from cases.organisation.hours import MONDAY_TO_FRIDAY, national_week

BEFORE_NATIONAL = dt.date(2023, 4, 11)


def plant_hours(government: Government) -> None:
    rows = national_hours(government)
    if government.region == "kota-bekasi":
        rows += bekasi_hours(government)
    for hospital in government.agencies.filter(kind=Agency.Kind.HOSPITAL):
        rows += shifts(hospital)
    AgencyHours.objects.bulk_create(rows)


def national_hours(government: Government) -> list[AgencyHours]:
    """The national week since its first day."""
    first = BEFORE_NATIONAL + dt.timedelta(days=1)
    return [
        AgencyHours(
            government=government,
            weekday=weekday,
            provision_id="perpres21-jam-2023",
            in_force_from=first,
            **day._asdict(),
        )
        for weekday, day in national_week(first).items()
    ]


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
