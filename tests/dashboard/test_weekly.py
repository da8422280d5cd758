"""Leadership is told once a week, on its first working day from seven o'clock, without names."""

import datetime as dt

import pytest

from cases.dashboard.weekly import tell_leaders
from cases.models import Notification, Status
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY_EIGHT = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)  # 08.00 WIB


def told():
    return Notification.objects.filter(key__startswith="weekly:")


def test_once_a_week_from_seven_of_the_first_working_day(dewi):
    hour = dt.timedelta(hours=1)
    assert tell_leaders(MONDAY_EIGHT - 2 * hour) == 0
    assert [tell_leaders(MONDAY_EIGHT), tell_leaders(MONDAY_EIGHT + hour)] == [1, 0]
    assert tell_leaders(MONDAY_EIGHT + dt.timedelta(days=2)) == 0
    assert tell_leaders(MONDAY_EIGHT + dt.timedelta(days=7)) == 1
    assert told().count() == 2


def test_a_week_that_begins_with_a_holiday_begins_on_the_next_working_day(dewi):
    new_year = dt.datetime(2024, 1, 1, 1, tzinfo=dt.UTC)
    assert tell_leaders(new_year) == 0
    assert tell_leaders(new_year + dt.timedelta(days=1)) == 1


def test_it_says_the_sentence_the_numbers_and_no_name(dewi, rina, dinas_a, now):
    person = factories.make_employee("Fani", agency=dinas_a)
    factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    friday = now + dt.timedelta(days=11 - dinas_a.local_date(now).weekday())  # of the next week
    tell_leaders(friday.astimezone(dinas_a.zone).replace(hour=12))
    message = told().get()
    assert "1 hal menunggu Anda" in message.body
    assert "Kasus terbuka: 1" in message.body
    assert "Fani" not in message.body
    assert message.path == "/dashboard/"


def test_only_leaders_who_are_active_are_told(dewi, rina, sari):
    dewi.is_active = False
    dewi.save()
    assert tell_leaders(MONDAY_EIGHT) == 0
