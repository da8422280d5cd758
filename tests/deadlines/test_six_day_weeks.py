"""A region or a unit that works on Saturdays counts them, wherever days are counted."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.deadlines.reminders import remind
from cases.hearing_room import docket
from cases.models import Agency, AgencyHours, Deadline, Government
from cases.procedure import clocks
from regulations.models import ClockStep
from tests import factories

pytestmark = pytest.mark.django_db
JAKARTA = dt.timezone(dt.timedelta(hours=7))
FRIDAY = dt.date(2026, 7, 10)
SATURDAY = dt.date(2026, 7, 11)
WEEKS = [(False, None), (False, False), (True, False), (True, None), (False, True), (True, True)]


def set_week(city: Government, unit: Agency, region: bool, own: bool | None) -> bool:
    """Whether Saturdays are worked then: the unit's own week goes before the region's."""
    Government.objects.update(six_day_week=region)
    basis = "Perwal 6/2017" if own is not None else ""
    Agency.objects.filter(pk=unit.pk).update(six_day_week=own, week_basis=basis)
    city.refresh_from_db()
    unit.refresh_from_db()
    return region if own is None else own


def counted(sari, budi, now) -> Deadline:
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    clock = clocks.start(respondent, ClockStep.FIRST_SUMMONS, on=FRIDAY)
    assert clock is not None
    return clock


@pytest.mark.parametrize(("region", "own"), WEEKS)
def test_the_seven_days_of_a_summons_run_over_a_saturday_where_the_unit_works_on_it(
    city, dinas_a, sari, budi, now, region, own
):
    six = set_week(city, dinas_a, region, own)
    assert counted(sari, budi, now).due_on == (dt.date(2026, 7, 18) if six else dt.date(2026, 7, 21))


@pytest.mark.parametrize(("region", "own"), WEEKS)
def test_the_verdict_on_a_clock_time_knows_the_week_of_the_unit(city, dinas_a, region, own):
    six = set_week(city, dinas_a, region, own)
    AgencyHours.objects.create(
        government=city, weekday=5, starts_at=dt.time(8), ends_at=dt.time(12), in_force_from=dt.date(2020, 1, 1)
    )
    told = AgencyHours.objects.verdict(dinas_a, dt.datetime(2026, 7, 11, 9, tzinfo=JAKARTA))
    assert told.verdict == ("WITHIN" if six else "DAY_OFF")


@pytest.mark.parametrize(("region", "own"), WEEKS)
def test_the_week_of_the_docket_has_a_saturday_where_it_is_worked(city, dinas_a, sari, region, own):
    six = set_week(city, dinas_a, region, own)
    sari.agency.refresh_from_db()
    _lines, week = docket.agenda(sari, FRIDAY)
    assert (SATURDAY in [day.on for day in week]) == six


@pytest.mark.parametrize(("region", "own"), WEEKS)
def test_a_reminder_goes_out_on_the_working_day_before(city, dinas_a, sari, budi, now, region, own):
    """Due on Monday 20 July: reminded on Saturday where that is worked, else on Friday."""
    six = set_week(city, dinas_a, region, own)
    clock = counted(sari, budi, now)
    days = city.working_calendar(dinas_a.six_day_week)
    clock.run(clock.limit, on=FRIDAY, due=dt.date(2026, 7, 20), calendar=days).save()
    assert clock.next_reminder_on == dt.date(2026, 7, 18 if six else 17)
    Deadline.objects.exclude(pk=clock.pk).delete()
    remind(Deadline, dt.datetime(2026, 7, 18, 9, tzinfo=JAKARTA))
    clock.refresh_from_db()
    assert clock.next_reminder_on == dt.date(2026, 7, 20)


def test_a_week_of_its_own_names_the_rule_that_sets_it(dinas_a):
    dinas_a.six_day_week = True
    with pytest.raises(ValidationError, match="peraturan yang menetapkan hari kerja"):
        dinas_a.full_clean()


def test_the_law_desk_shows_whose_week_is_how_long(client, city, dinas_a, rina):
    set_week(city, dinas_a, region=False, own=True)
    client.force_login(rina)
    text = client.get(f"/regulations/calendar/{timezone.localdate().year}/").text
    assert "Senin–Jumat (Perpres 21/2023)" in text
    assert "Senin–Sabtu" in text and "Perwal 6/2017" in text


def test_the_case_and_its_deadline_count_by_the_unit_and_a_list_by_the_week_of_its_reader(
    client, city, dinas_a, sari, rina, budi, now
):
    set_week(city, dinas_a, region=False, own=True)
    clock = counted(sari, budi, now)
    client.force_login(rina)
    days = client.get(f"/deadlines/{clock.pk}/").context["days"]
    assert SATURDAY in [day.day for day in days if day.counted]
    sari.agency.refresh_from_db()
    assert (rina.working_calendar().weekend, sari.working_calendar().weekend) == ({5, 6}, {6})
