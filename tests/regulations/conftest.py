from datetime import date

import pytest

from regulations.calendar import DayOff, WorkingCalendar
from regulations.models import Holiday


@pytest.fixture
def law(db):
    """The rulebook as it ships, which every test database holds."""


def plain_calendar(*days_off: str, **over) -> WorkingCalendar:
    """A calendar of 2015 to 2035 with only these days off."""
    off = {date.fromisoformat(day): DayOff("Libur nasional", f"Libur {day}") for day in days_off}
    return WorkingCalendar(**{"days_off": off, "years": frozenset(range(2015, 2036))} | over)


@pytest.fixture
def calendar(law):
    return Holiday.objects.working_calendar()
