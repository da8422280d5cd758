"""Which rule may be alleged against whom, and which levels it opens."""

import datetime as dt

import pytest

from cases.applicable_law.chargeable import check_provision, levels, may_be_severe
from cases.models import Allegation, Finding, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Provision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now)


def rule(code: str) -> Provision:
    return Provision.objects.get(code=code, in_force_from__isnull=False, in_force_until=None)


def test_a_rule_that_is_not_in_force_on_the_day_of_the_act_is_refused_with_its_period(path):
    before = dt.date(2021, 8, 30)  # PP 94/2021 began on the 31st
    with pytest.raises(RuleViolation, match=r"30/08/2021 \(masa berlaku: 31/08/2021–sekarang\)"):
        check_provision(path, rule("PP94-3F"), before)
    check_provision(path, rule("PP94-3F"))


def test_a_rule_that_ended_binds_until_its_last_day(path):
    ended = Provision.objects.filter(in_force_from__lt="2021-01-01", in_force_until="2021-08-30", use="CHARGE")
    fitting = next(row for row in ended if not row.categories or path.category in row.categories)
    for day in (dt.date(2020, 2, 3), fitting.in_force_from, fitting.in_force_until):
        check_provision(path, fitting, day)
    for day in (fitting.in_force_from - dt.timedelta(days=1), fitting.in_force_until + dt.timedelta(days=1)):
        with pytest.raises(RuleViolation, match="tidak berlaku pada hari kejadian"):
            check_provision(path, fitting, day)


def test_a_rule_for_another_category_is_refused(path):
    with pytest.raises(RuleViolation, match="tidak berlaku bagi PNS"):
        check_provision(path, rule("KONTRAK-PERILAKU"))


def test_what_only_guides_cannot_be_alleged(path):
    guide = Provision.objects.filter(use=Provision.Use.GUIDANCE, in_force_until=None, in_force_from__lte="2020-01-01")
    open_to_all = next(row for row in guide if not row.categories or path.category in row.categories)
    with pytest.raises(RuleViolation, match="tidak dapat disangkakan: pedoman"):
        check_provision(path, open_to_all)


def test_the_level_follows_from_the_impact_and_without_a_rule_there_is_none(path):
    allegation = Allegation(respondent=path, text="Joget di loket", provision=rule("PP94-3F"))
    by_impact = [levels(Finding(allegation=allegation, impact=impact)) for impact in ("UNIT", "AGENCY", "STATE")]
    assert by_impact == [["LIGHT"], ["MODERATE"], ["SEVERE"]]
    assert levels(Finding(allegation=Allegation(respondent=path, text="Tanpa aturan"), impact="UNIT")) == []


def test_a_breach_may_be_severe_as_soon_as_one_alleged_rule_reaches_that_level(path):
    Allegation.objects.create(respondent=path, text="Tanpa aturan")
    assert not may_be_severe(path)
    Allegation.objects.create(respondent=path, text="Joget di loket", provision=rule("PP94-3F"))
    assert may_be_severe(path)


@pytest.mark.parametrize(("impact", "severe"), [("UNIT", False), ("AGENCY", False), ("STATE", True)])
def test_once_there_are_findings_what_was_proven_decides(path, sari, now, impact, severe):
    factories.bring_to(path, Status.HEARD, by=sari, at=now)
    factories.report_proven(path, by=sari, at=now, impact=impact, impact_reason="Luas")
    path.refresh_from_db()
    assert may_be_severe(path) is severe


def test_what_was_not_proven_is_not_severe(path, sari, now):
    factories.bring_to(path, Status.HEARD, by=sari, at=now)
    factories.report_proven(path, by=sari, at=now, outcome="NOT_PROVEN", impact="STATE", impact_reason="Luas")
    path.refresh_from_db()
    assert not may_be_severe(path)
