from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from regulations.calendar import CalendarMissing, CountingError, DayOff, WorkingCalendar, due_on
from regulations.models import Holiday
from tests.regulations.conftest import plain_calendar
from tests.regulations.rows import read

# BKN's worked examples for Peraturan BKN 6/2022, and counts made by hand where BKN gives none.
WORKED_EXAMPLES = [
    ("takes effect, delivered in person", "2022-02-08", 15, "2022-03-02"),
    ("takes effect, sent; BKN prints 8 March and forgets Nyepi", "2022-02-14", 15, "2022-03-09"),
    ("takes effect, no days off between", "2026-07-14", 15, "2026-08-04"),
    ("first summons, day to plan", "2022-10-05", 7, "2022-10-14"),
    ("first summons, BKN's own date", "2022-10-05", 8, "2022-10-17"),
    ("second summons", "2022-10-17", 8, "2022-10-27"),
    ("sent after absence", "2022-02-08", 2, "2022-02-10"),
    ("takes effect across Lebaran", "2026-03-09", 15, "2026-04-07"),
    ("appeal across Lebaran", "2026-03-09", 14, "2026-04-06"),
]


@dataclass(frozen=True)
class Limit:
    amount: int | None
    unit: str


@pytest.mark.parametrize(
    ("start", "n", "expected"), [row[1:] for row in WORKED_EXAMPLES], ids=[r[0] for r in WORKED_EXAMPLES]
)
def test_worked_example_gives_its_date(calendar, start, n, expected):
    assert calendar.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(expected)


def test_lebaran_ends_earlier_where_joint_leave_is_worked(law):
    read("cuti-bersama", "hari-kerja")
    calendar = Holiday.objects.working_calendar()
    assert calendar.add_working_days(date(2026, 3, 9), 15) == date(2026, 3, 31)


def test_worked_example_holds_with_only_the_days_off_it_names():
    calendar = plain_calendar("2022-02-28", "2022-03-03")
    assert calendar.add_working_days(date(2022, 2, 8), 15) == date(2022, 3, 2)
    assert calendar.add_working_days(date(2022, 2, 14), 15) == date(2022, 3, 9)


def test_day_of_receipt_is_not_counted():
    assert plain_calendar().add_working_days(date(2026, 7, 6), 1) == date(2026, 7, 7)


def test_zero_days_is_the_same_day_even_on_a_sunday():
    assert plain_calendar().add_working_days(date(2026, 7, 5), 0) == date(2026, 7, 5)


def test_start_on_friday_goes_to_monday():
    assert plain_calendar().add_working_days(date(2026, 7, 3), 1) == date(2026, 7, 6)


def test_start_on_a_day_off_counts_from_the_next_working_day():
    calendar = plain_calendar("2026-08-17")
    assert calendar.add_working_days(date(2026, 8, 17), 1) == date(2026, 8, 18)


def test_count_runs_over_the_end_of_the_year():
    calendar = plain_calendar("2025-12-25", "2025-12-26", "2026-01-01")
    assert calendar.add_working_days(date(2025, 12, 24), 4) == date(2026, 1, 2)


def test_leap_day_is_a_day_like_others():
    assert plain_calendar().add_working_days(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert plain_calendar().add_working_days(date(2023, 2, 28), 1) == date(2023, 3, 1)


def test_a_count_says_which_year_of_it_rests_on_a_proposal(law):
    calendar = Holiday.objects.working_calendar()
    eve, new_year = date(2026, 12, 31), date(2027, 1, 1)
    assert calendar.proposed_year(date(2026, 12, 1), eve) is None
    assert calendar.proposed_year(date(2026, 12, 1), new_year) == calendar.proposed_year(new_year, new_year) == 2027
    Holiday.objects.filter(date__year=2027).update(confidence="VERIFIED", changed_at=timezone.now())
    assert Holiday.objects.working_calendar().proposed_year(eve, new_year) is None


def test_six_day_week_works_on_saturday(law):
    calendar = Holiday.objects.working_calendar(six_day_week=True)
    assert calendar.add_working_days(date(2026, 7, 3), 1) == date(2026, 7, 4)


@pytest.mark.parametrize("count", ["add_working_days", "explain"])
def test_year_without_holidays_is_refused_not_counted(count):
    calendar = WorkingCalendar(years=frozenset({2026}))
    with pytest.raises(CalendarMissing, match="2027"):
        getattr(calendar, count)(date(2026, 12, 30), 5)


def test_last_loaded_year_ends_the_count(calendar):
    with pytest.raises(CalendarMissing) as refusal:
        calendar.add_working_days(date(2027, 12, 20), 30)
    assert refusal.value.year == 2028
    assert "belum dimuat" in str(refusal.value)


def test_negative_number_of_days_is_refused():
    with pytest.raises(CountingError):
        plain_calendar().add_working_days(date(2026, 7, 6), -1)


def test_days_between_are_negative_once_the_end_has_passed():
    calendar = plain_calendar()
    assert calendar.working_days_between(date(2026, 7, 3), date(2026, 7, 7)) == 2
    assert calendar.working_days_between(date(2026, 7, 7), date(2026, 7, 3)) == -2
    assert calendar.working_days_between(date(2026, 7, 7), date(2026, 7, 7)) == 0


def test_explanation_names_weekend_holiday_and_joint_leave(calendar):
    lines = {line.day: line for line in calendar.explain(date(2026, 3, 16), 2)}
    assert not lines[date(2026, 3, 16)].counted
    assert lines[date(2026, 3, 17)].number == 1
    assert lines[date(2026, 3, 18)].reason == "Cuti bersama: Cuti Bersama Hari Suci Nyepi"
    assert lines[date(2026, 3, 19)].reason == "Libur nasional: Hari Suci Nyepi"
    assert lines[date(2026, 3, 25)].number == 2


def test_explanation_names_the_weekday_of_a_weekend():
    reasons = [line.reason for line in plain_calendar().explain(date(2026, 7, 3), 1)]
    assert reasons == ["Hari pertama tidak dihitung", "Akhir pekan: Sabtu", "Akhir pekan: Minggu", ""]


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        (Limit(14, "WORKING_DAYS"), date(2026, 7, 6), date(2026, 7, 24)),
        (Limit(14, "CALENDAR_DAYS"), date(2026, 7, 6), date(2026, 7, 20)),
        (Limit(72, "HOURS"), date(2026, 7, 3), date(2026, 7, 6)),
        (Limit(25, "HOURS"), date(2026, 7, 3), date(2026, 7, 5)),
        (Limit(12, "MONTHS"), date(2026, 7, 6), date(2027, 7, 6)),
        (Limit(12, "MONTHS"), date(2024, 2, 29), date(2025, 2, 28)),
        (Limit(1, "MONTHS"), date(2026, 1, 31), date(2026, 2, 28)),
    ],
)
def test_limit_is_counted_in_its_own_unit(limit, start, due):
    assert due_on(limit, start, plain_calendar()) == due


def test_limit_without_a_number_has_no_due_day():
    with pytest.raises(CountingError, match="tidak menyebut jumlah hari"):
        due_on(Limit(None, "WORKING_DAYS"), date(2026, 7, 6), plain_calendar())


def test_unknown_unit_is_refused():
    with pytest.raises(CountingError, match="FORTNIGHTS"):
        due_on(Limit(1, "FORTNIGHTS"), date(2026, 7, 6), plain_calendar())


def test_version_changes_with_the_days_off():
    one, other = plain_calendar("2026-08-17"), plain_calendar("2026-08-18")
    assert one.version == plain_calendar("2026-08-17").version != other.version


def test_day_off_has_a_name():
    calendar = WorkingCalendar({date(2026, 8, 17): DayOff("Libur nasional", "Kemerdekaan")}, frozenset({2026}))
    assert calendar.day_off_name(date(2026, 8, 17)) == "Libur nasional: Kemerdekaan"
    assert calendar.day_off_name(date(2026, 8, 18)) == ""
