"""The verdict on a time follows the dated hours of the agency."""

import datetime as dt

import pytest

from cases.models import AgencyHours, Verdict
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


@pytest.fixture
def week(city):
    """Monday to Thursday until 15.30, Friday until 16.00, since 2017."""
    for weekday in range(5):
        AgencyHours.objects.create(
            government=city, weekday=weekday, starts_at=dt.time(7, 30), in_force_from=dt.date(2017, 1, 1),
            ends_at=dt.time(16) if weekday == 4 else dt.time(15, 30),
            break_starts_at=dt.time(12), break_ends_at=dt.time(13),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        ("2022-08-26 15:45", Verdict.WITHIN),  # a Friday: until 16.00
        ("2022-08-25 15:45", Verdict.OUTSIDE),  # the Thursday before: until 15.30
        ("2022-08-26 16:00", Verdict.OUTSIDE),  # the end is outside
        ("2022-08-26 17:00", Verdict.OUTSIDE),
        ("2022-08-26 12:30", Verdict.BREAK),
        ("2022-08-27 10:00", Verdict.DAY_OFF),  # Saturday
        ("2022-08-17 10:00", Verdict.DAY_OFF),  # Independence Day
        ("2016-08-26 10:00", Verdict.UNKNOWN),  # before the rule
    ],
)
def test_the_verdict_follows_weekday_break_and_holiday(week, dinas_a, moment, verdict):
    assert AgencyHours.objects.verdict(dinas_a, at(moment)).verdict == verdict


def test_the_agencys_own_hours_beat_the_governments_and_reach_below(week, city, dinas_a):
    AgencyHours.objects.create(
        government=city,
        agency=dinas_a,
        weekday=4,
        starts_at=dt.time(8),
        ends_at=dt.time(11),
        in_force_from=dt.date(2020, 1, 1),
    )
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
    other = factories.make_agency(city, "dinas-b", "Dinas B")
    friday = at("2022-08-26 15:00")
    verdicts = [AgencyHours.objects.verdict(agency, friday).verdict for agency in (dinas_a, school, other)]
    assert verdicts == [Verdict.OUTSIDE, Verdict.OUTSIDE, Verdict.WITHIN]


def test_shift_work_cannot_be_judged_by_the_week(week, city, dinas_a):
    AgencyHours.objects.create(
        government=city, agency=dinas_a, weekday=4, starts_at=dt.time(0), ends_at=dt.time(23, 59), is_shift=True,
        in_force_from=dt.date(2020, 1, 1),
    )  # fmt: skip
    assert AgencyHours.objects.verdict(dinas_a, at("2022-08-26 15:00")).verdict == Verdict.UNKNOWN


def test_the_clock_is_read_in_the_agencys_own_zone(week, city):
    """15.45 in Jakarta is 16.45 in Makassar: within hours here, after hours there."""
    berau = factories.make_agency(city, "wita", "Kantor WITA", time_zone="Asia/Makassar")
    assert AgencyHours.objects.verdict(berau, at("2022-08-26 15:45")).verdict == Verdict.OUTSIDE
