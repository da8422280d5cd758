"""A due date says how it was counted, and on what that rests."""

import datetime as dt

import pytest

from cases.web.due_words import due

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (dt.date(2026, 12, 30), "Wajib hukum"),
        (dt.date(2027, 1, 5), "Wajib hukum · kalender 2027 perlu verifikasi"),
    ],
)
def test_a_clock_that_crosses_a_proposed_year_says_so(city, day, kind):
    told = due(day, today=dt.date(2026, 12, 21), calendar=city.working_calendar(), statutory=True)
    assert told["kind"] == kind


def test_so_does_one_without_a_kind(city):
    told = due(dt.date(2027, 1, 5), today=dt.date(2026, 12, 21), calendar=city.working_calendar())
    assert told["kind"] == "kalender 2027 perlu verifikasi"
