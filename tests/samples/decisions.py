"""Decisions of July 2026, and what leads to them and follows."""

import datetime as dt

from cases.decisions import decide as decisions
from cases.decisions.deliberation_reading import deliberate
from cases.decisions.impediments import Departure
from cases.decisions.ruling import Ruling
from cases.letters.decrees import issue_decree
from cases.models import Status
from regulations.models import Official, Route, SanctionType, Severity
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
RECEIVED = dt.datetime(2026, 7, 14, 10, 0, tzinfo=JAKARTA)
EFFECT = dt.datetime(2026, 8, 4, 8, 0, tzinfo=RECEIVED.tzinfo)  # the 15th working day after 14 July 2026


GRAVE = (Severity.SEVERE, Severity.TERMINATION, Severity.MORAL)  # the head of the government decides


def sanction(code: str) -> SanctionType:
    return SanctionType.objects.get(code=code, in_force_from__isnull=False, in_force_until=None)


def decide(respondent, by, code="PNS-R2", *, at=RECEIVED, on=None, official=None, departure_reason="", **over):
    """A decision with the fields of a Ruling; whoever departs from the law's level has it agreed."""
    kinds = over.pop("sanction_types", [sanction(code)])
    official = official or (Official.PPK if kinds[0].severity in GRAVE else Official.AGENCY_HEAD)
    if departure_reason:
        factories.agree(respondent, kinds[0], at=at)
        over.setdefault("departure", Departure(departure_reason, "Pasal 8 PP 94/2021"))
    signatory = over.pop("signatory", None) or factories.signatory(respondent.agency, official)
    ruling = Ruling(kinds, signatory, over.pop("considerations", "Terbukti"), **over)
    decision = decisions.decide(respondent=respondent, actor=by, at=at, on=on or at.date(), ruling=ruling)
    issue_decree(decision, actor=by, at=at)
    return decision


def bearing(respondent):
    return deliberate(respondent, on=RECEIVED.date())


def found_for(employee, by, *, route=Route.DISCIPLINE, at=RECEIVED, **finding):
    respondent = factories.make_respondent(by=by, employee=employee, at=at)
    factories.bring_to(respondent, Status.HEARD, by=by, at=at, route=route)
    factories.report_proven(respondent, by=by, at=at, **finding)
    respondent.refresh_from_db()
    return respondent


def act(respondent, by, at=RECEIVED, **over):
    return {"respondent": respondent, "actor": by, "at": at, "on": at.date()} | over
