"""A region that works on Saturdays counts them."""

import datetime as dt

import pytest

from cases.models import Government
from cases.procedure import clocks
from regulations.models import ClockStep
from tests import factories

pytestmark = pytest.mark.django_db
FRIDAY = dt.date(2026, 7, 10)


@pytest.mark.parametrize(("six_days", "due_on"), [(False, dt.date(2026, 7, 21)), (True, dt.date(2026, 7, 18))])
def test_the_seven_days_of_a_summons_run_over_a_saturday_where_it_is_worked(city, sari, budi, now, six_days, due_on):
    Government.objects.update(six_day_week=six_days)
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    respondent.case.refresh_from_db()
    clock = clocks.start(respondent, ClockStep.FIRST_SUMMONS, on=FRIDAY)
    assert clock.due_on == due_on
