"""From the findings to the ruling: whatever days papers bear, none is taken before its cause or after its last day."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.aftermath import delivery, remedies, rulings
from cases.decisions import decide as deciding
from cases.decisions.ruling import Ruling
from cases.examination import hearings
from cases.models import Finding, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import SanctionType
from tests import factories

pytestmark = pytest.mark.django_db
FEW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
HEARD = 40  # days ago


def report(respondent, act):
    allegation = respondent.allegations.select_related("provision").get()
    said = {"outcome": Finding.Outcome.PROVEN, "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}
    hearings.report_findings(**act, findings=[Finding(allegation=allegation, **said)], recommendation="Teguran")


def decide(respondent, act):
    kind = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    signed = factories.signatory(respondent.agency)
    deciding.decide(**act, ruling=Ruling(sanction_types=[kind], signatory=signed, considerations="Terbukti"))
    factories.with_decree(respondent, by=act["actor"], at=act["at"])


def deliver(respondent, act):
    delivery.deliver(**act, method="IN_PERSON")


def object_to(respondent, act):
    remedies.file_remedy(**act, grounds="Tidak setuju")


def uphold(respondent, act):
    rulings.uphold(**act, ruling="Ditolak", ruled_by="Atasan pejabat")


STEPS = (report, decide, deliver, object_to, uphold)


def heard(budi, rina, now):
    then = now - dt.timedelta(days=HEARD)
    respondent = factories.make_respondent(by=rina, employee=budi, at=then)
    factories.bring_to(respondent, Status.HEARD, by=rina, at=then)
    on = respondent.agency.local_date(then)
    said = {"text": "Membuat konten pribadi", "provision": factories.chargeable(respondent)}
    hearings.allege(respondent=respondent, actor=rina, at=then, on=on, **said)
    return respondent


def last_day(respondent, step, today):
    """The last lawful day of a step: for an objection that of its window (PP 79/2021), otherwise today."""
    decision = respondent.decisions.first()
    return min(today, decision.remedy_until) if step is object_to else today


@FEW
@given(st.lists(st.integers(-1, 12), min_size=1, max_size=len(STEPS)))
def test_each_step_is_taken_exactly_between_its_cause_and_its_last_day(budi, rina, now, later):
    """``later``: by how many days each step in turn is said to follow the one before; negative: precede."""
    with transaction.atomic():
        respondent = heard(budi, rina, now)
        today = respondent.agency.local_date(now)
        before = today - dt.timedelta(days=HEARD)
        for step, days in zip(STEPS, later, strict=False):
            on = before + dt.timedelta(days=days)
            act = {"respondent": respondent, "actor": rina, "at": now, "on": on}
            if not before <= on <= last_day(respondent, step, today):
                with pytest.raises(RuleViolation), transaction.atomic():
                    step(respondent, act)
                break
            step(respondent, act)
            respondent.refresh_from_db()
            assert respondent.status_on == on
            before = on
        transaction.set_rollback(True)
