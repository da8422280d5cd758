"""One decision changed on objection, its successor by a higher body: three decisions, one of them standing."""

import sys

import pytest

from cases.dashboard import tally_check as tallies
from cases.demo.times import moment
from cases.models import Act, ClosingReason, Decision, Status
from tests.scenarios.sanctioned import decided, examined, personnel

SCENARIO = sys.modules[__name__]


def run_script(runner):
    respondent = examined(runner)
    bkpsdm = personnel()
    decided(runner, respondent, "2026-03-16", "PNS-B1")
    runner.act(Act.FILE_REMEDY, respondent, actor=bkpsdm, at=moment("2026-03-26"), grounds="Terlalu berat")
    runner.act(Act.CHANGE, respondent, actor=bkpsdm, at=moment("2026-04-06"), ruling="Diringankan", ruled_by="Gubernur")
    decided(runner, respondent, "2026-04-08", "PNS-S2T")
    runner.act(Act.TAKE_EFFECT, respondent, actor=bkpsdm, at=moment("2026-04-29"))
    runner.act(
        Act.OVERTURN, respondent, actor=bkpsdm, at=moment("2026-05-11"), ruling="Ganti", ruled_by="BKN, rekomendasi 7"
    )
    decided(runner, respondent, "2026-05-18", "PNS-R2")
    runner.act(Act.TAKE_EFFECT, respondent, actor=bkpsdm, at=moment("2026-06-11"))
    runner.act(Act.COMPLETE, respondent, actor=bkpsdm, at=moment("2026-06-12"), note="Dicatat")
    return respondent.case


@pytest.fixture
def chain(case) -> list[Decision]:
    return list(case.respondents.get().decisions.all())


def test_every_decision_is_kept_and_knows_which_one_it_replaced(chain):
    first, second, third = chain
    assert [decision.state for decision in chain] == ["REPLACED", "REPLACED", "STANDING"]
    assert (first.replaces, second.replaces, third.replaces) == (None, first, second)
    assert [decision.sanctions.get().sanction_type.code for decision in chain] == ["PNS-B1", "PNS-S2T", "PNS-R2"]


def test_each_change_says_who_ordered_it(chain):
    rulings = [decision.remedies.get() for decision in chain[:2]]
    assert [(ruling.kind, ruling.outcome) for ruling in rulings] == [("OBJECTION", "CHANGED"), ("RULING", "CHANGED")]
    assert [ruling.ruled_by for ruling in rulings] == ["Gubernur", "BKN, rekomendasi 7"]


def test_only_the_last_one_counts_and_was_served(case, chain):
    path = case.respondents.get()
    assert (path.status, path.closing_reason) == (Status.CLOSED, ClosingReason.SANCTION_SERVED)
    assert chain[2].sanctions.get().ends_on == chain[2].effective_on
    assert tallies.differences() == {}


def test_the_page_shows_the_whole_chain(case, client, account):
    client.force_login(account("petugas.kota-palembang.bkpsdm"))
    page = client.get(f"/cases/{case.number}/decisions/").text
    assert page.count("Menggantikan keputusan") == 2
    assert page.index("SK/PNS-B1") < page.index("SK/PNS-S2T") < page.index("SK/PNS-R2")
