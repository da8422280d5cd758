"""A demotion in force for four months, annulled by the court, and restored step by step."""

import datetime as dt
import sys

import pytest

from cases.dashboard import tally_check as tallies
from cases.demo.times import moment
from cases.models import Act, ClosingReason, Decision, RestorationStep, Status
from tests.scenarios.sanctioned import decided, examined, personnel

SCENARIO = sys.modules[__name__]
COURT = "PTUN Palembang, putusan 12/G/2026"


def run_script(runner):
    respondent = examined(runner)
    decided(runner, respondent, "2026-03-16", "PNS-B1")
    runner.act(Act.TAKE_EFFECT, respondent, actor=personnel(), at=moment("2026-04-14"))
    runner.act(Act.SEND_PAYROLL_NOTE, respondent, actor=personnel(), at=moment("2026-04-15"), note="Nota 900/12, BPKAD")
    runner.act(
        Act.ANNUL, respondent, actor=personnel(), at=moment("2026-08-10"), ruling="Cacat prosedur", ruled_by=COURT
    )
    case = respondent.case
    for day, step in zip(("2026-08-11", "2026-08-12"), RestorationStep.objects.order_by("pk"), strict=False):
        runner.on_case(Act.RESTORE, case, actor=personnel(), at=moment(day), step=step, result=f"{step}: dilaksanakan")
    return case


@pytest.fixture
def path(case):
    return case.respondents.get()


def test_the_path_is_closed_as_annulled_and_nothing_counts_any_more(path):
    assert (path.status, path.closing_reason) == (Status.CLOSED, ClosingReason.ANNULLED)
    assert path.decisions.get().state == Decision.State.ANNULLED
    assert tallies.differences() == {}


def test_the_ruling_names_the_court_and_stands_beside_the_decision(path):
    ruling = path.decisions.get().remedies.get()
    assert (ruling.kind, ruling.outcome, ruling.ruled_by) == ("RULING", "ANNULLED", COURT)


def test_it_was_served_from_the_day_of_effect_and_the_payroll_was_told(path):
    sanction = path.decisions.get().sanctions.get()
    assert (sanction.starts_on, sanction.ends_on) == (dt.date(2026, 4, 14), dt.date(2027, 4, 13))
    assert path.decisions.get().payroll_noted_on == dt.date(2026, 4, 15)


def test_name_record_pay_and_post_are_given_back_each_by_its_owner(path):
    steps = {step.kind: step for step in path.decisions.get().restorations.all()}
    assert set(steps) == set(RestorationStep.Kind)
    assert [steps[kind].owner.code for kind in RestorationStep.Kind] == ["disdukcapil", "bkpsdm", "bkpsdm", "bkpsdm"]
    assert [steps[kind].done_on for kind in RestorationStep.Kind] == [
        dt.date(2026, 8, 11), dt.date(2026, 8, 12), None, None,
    ]  # fmt: skip


def test_whoever_has_to_restore_was_told_and_every_step_is_in_the_record(case):
    assert case.notifications.filter(key__startswith="restoration:").exists()
    assert case.history.filter(act=Act.RESTORE).count() == 2
