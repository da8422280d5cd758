"""The day of an examination: that of its record, and not after now."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cases.examination.hearings import hold_hearing
from cases.examination.sessions import Session
from cases.models import Attendance, Hearing, Status
from cases.procedure.refusals import RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 14, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY, HOUR, DAY = NOW.date(), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def summoned(sari, budi):
    earlier = NOW - 3 * DAY
    respondent = factories.make_respondent(by=sari, employee=budi, at=earlier)
    return factories.bring_to(respondent, Status.SUMMONED, by=sari, at=earlier)


def held(respondent, by, held_at, on, at=NOW):
    there = [Attendance(name="Budi", part=Attendance.Part.RESPONDENT)]
    session = Session(
        held_by=respondent.agency, held_at=held_at, place="Aula", attendances=there, consent="Surat kesediaan"
    )
    return hold_hearing(respondent=respondent, actor=by, at=at, on=on, session=session)


@pytest.mark.parametrize(
    ("held_at", "on"),
    [
        (NOW + HOUR, TODAY),
        (NOW + DAY, TODAY + DAY),
        (NOW - DAY, TODAY),
        (NOW - DAY, TODAY - 2 * DAY),
        (NOW - 2 * DAY, TODAY - DAY),
    ],
    ids=["an hour from now", "tomorrow", "yesterday as today", "yesterday as before", "before as yesterday"],
)
def test_an_examination_is_recorded_for_its_own_day_and_never_in_advance(summoned, sari, held_at, on):
    with pytest.raises(RuleViolation):
        held(summoned, sari, held_at, on)
    assert not Hearing.objects.exists()


@pytest.mark.parametrize("ago", [0 * HOUR, HOUR, DAY, 2 * DAY])
def test_an_examination_of_now_or_before_is_recorded(summoned, sari, ago):
    held(summoned, sari, NOW - ago, (NOW - ago).date())
    summoned.refresh_from_db()
    assert (summoned.status, summoned.status_on) == (Status.HEARD, (NOW - ago).date())
