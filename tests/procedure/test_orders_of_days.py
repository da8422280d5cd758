"""Whatever the order of papers: no act is taken before its cause, and the day of a path never goes back."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.aftermath import leaving_and_waiting as closing
from cases.clarification import acts as clarification
from cases.examination import summonses
from cases.models import ClosingReason, IncidentDate, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db
ONCE = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
EVENT = 20  # days ago
STEPS = (
    lambda act: clarification.request_clarification(**act, channel="LETTER"),
    lambda act: clarification.record_clarification(**act, answer="Benar."),
    lambda act: clarification.choose_route(**act, route=Route.DISCIPLINE, reason="Perlu diperiksa"),
    lambda act: summonses.summon(**act, hearing_at=act["at"], place="Ruang rapat"),
    lambda act: closing.close_early(**act, reason=ClosingReason.UNFOUNDED, note="Tidak terbukti"),
)


def reported(budi, rina, now):
    happened = now - dt.timedelta(days=EVENT)
    dates = [IncidentDate(kind="UPLOADED", precision="TIME", earliest_at=happened, latest_at=happened)]
    return factories.make_respondent(by=rina, employee=budi, at=now, dates=dates)


@ONCE
@given(st.lists(st.integers(-2, EVENT + 5), min_size=1, max_size=len(STEPS)))
def test_an_act_is_taken_exactly_when_its_day_follows_its_cause(budi, rina, now, ago):
    """``ago``: days before today on which each step in turn is said to have happened; negative: days to come."""
    with transaction.atomic():
        respondent = reported(budi, rina, now)
        today = respondent.agency.local_date(now)
        earliest, is_first = today - dt.timedelta(days=EVENT), True
        for step, days in zip(STEPS, ago, strict=False):
            on = today - dt.timedelta(days=days)
            lawful = earliest <= on <= today
            act = {"respondent": respondent, "actor": rina, "at": now, "on": on}
            if not lawful:
                with pytest.raises(RuleViolation, match="Tanggal"), transaction.atomic():
                    step(act)
                break
            step(act)
            respondent.refresh_from_db()
            assert respondent.status_on == on, "the day of the stage is the day of its act"
            earliest, is_first = on, False
        moves = list(respondent.history.exclude(to_status="").order_by("pk").values_list("on", flat=True))
        assert moves[int(is_first) :] == sorted(moves[int(is_first) :]) or respondent.status == Status.REPORTED
        transaction.set_rollback(True)


@ONCE
@given(st.integers(0, EVENT), st.integers(0, EVENT))
def test_a_refused_act_changes_nothing(budi, rina, now, first, second):
    with transaction.atomic():
        respondent = reported(budi, rina, now)
        today = respondent.agency.local_date(now)
        act = {"respondent": respondent, "actor": rina, "at": now}
        STEPS[0](act | {"on": today - dt.timedelta(days=first)})
        respondent.refresh_from_db()
        before = (respondent.status, respondent.version, respondent.history.count(), respondent.deadlines.count())
        try:
            with transaction.atomic():
                STEPS[1](act | {"on": today - dt.timedelta(days=second)})
        except RuleViolation:
            respondent.refresh_from_db()
            after = (respondent.status, respondent.version, respondent.history.count(), respondent.deadlines.count())
            assert after == before and second > first
        else:
            assert second <= first
        transaction.set_rollback(True)
