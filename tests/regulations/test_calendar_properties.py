"""What must hold for any start, any length and any set of days off."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulations.calendar import MONDAY_TO_FRIDAY_WEEKEND, DayOff, WorkingCalendar

starts = st.dates(date(2020, 1, 1), date(2028, 12, 31))
lengths = st.integers(0, 90)
calendars = st.builds(
    lambda days, weekend: WorkingCalendar(
        {day: DayOff("Libur nasional", "Libur") for day in days}, frozenset(range(2019, 2033)), weekend
    ),
    st.sets(st.dates(date(2020, 1, 1), date(2029, 12, 31)), max_size=150),
    st.sampled_from([MONDAY_TO_FRIDAY_WEEKEND, frozenset({6})]),
)


@given(calendars, starts, lengths)
def test_longer_limit_ends_later(calendar, start, n):
    assert calendar.add_working_days(start, n) < calendar.add_working_days(start, n + 1)


@given(calendars, starts, lengths)
def test_later_start_never_ends_earlier(calendar, start, n):
    assert calendar.add_working_days(start, n) <= calendar.add_working_days(start + timedelta(days=1), n)


@given(calendars, starts, lengths.filter(bool))
def test_end_is_never_a_day_off(calendar, start, n):
    assert calendar.is_working_day(calendar.add_working_days(start, n))


@given(calendars, starts, lengths)
def test_counting_back_gives_the_length(calendar, start, n):
    assert calendar.working_days_between(start, calendar.add_working_days(start, n)) == n


@given(calendars, starts, lengths)
def test_explanation_agrees_with_the_count(calendar, start, n):
    lines = calendar.explain(start, n)
    assert lines[-1].day == calendar.add_working_days(start, n)
    assert [line.number for line in lines if line.counted] == list(range(1, n + 1))
    assert [line.day for line in lines] == [start + timedelta(days=i) for i in range(len(lines))]
    assert all(line.reason for line in lines if not line.counted)
