"""Runs the script of a case through the services: each step is one act by one account at one time.

Tests run the same scripts through the pages; therefore scripts name acts instead of services.
"""

import datetime as dt
from typing import Any, Protocol

from cases.casefile.act_table import ACTS, CASE_ACTS, EVIDENCE_ACTS, PART_ACTS
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.letters.decrees import issue_decree
from cases.models import Act, Case, Respondent, User

DATED = {Act.INSTRUCT, Act.RECUSE, Act.LINK_REGULATION, Act.LINK_CASE}  # acts on a case that have a day


class Runner(Protocol):
    """What a script needs: a first report, acts on a respondent, the decree of a decision, acts on a case."""

    def report(self, *, actor: User, at: dt.datetime, report: Report) -> Case: ...

    def act(
        self,
        act: Act,
        respondent: Respondent,
        *,
        actor: User | None,
        at: dt.datetime,
        on: dt.date | None = None,
        **keywords: Any,
    ) -> Any: ...

    def decree(self, respondent: Respondent, *, actor: User, at: dt.datetime) -> Any: ...

    def on_case(self, act: Act, case: Case, *, actor: User, at: dt.datetime, **keywords: Any) -> Any: ...


class Services:
    """Runs every step through the services."""

    def report(self, *, actor: User, at: dt.datetime, report: Report) -> Case:
        return intake.report_incident(actor=actor, at=at, report=report)

    def act(
        self,
        act: Act,
        respondent: Respondent,
        *,
        actor: User | None,
        at: dt.datetime,
        on: dt.date | None = None,
        **keywords: Any,
    ) -> Any:
        """An act on a respondent; it takes effect on the day of its recording unless ``on`` is given."""
        day = on or respondent.agency.local_date(at)
        return ACTS[act][1](respondent=respondent, actor=actor, at=at, on=day, **keywords)

    def decree(self, respondent: Respondent, *, actor: User, at: dt.datetime) -> Any:
        """Issue the decree of the standing decision; nothing is delivered without it."""
        return issue_decree(respondent.standing_decision, actor=actor, at=at)

    def on_case(self, act: Act, case: Case, *, actor: User, at: dt.datetime, **keywords: Any) -> Any:
        day = {"on": case.agency.local_date(at)}
        if part := PART_ACTS.get(act) or EVIDENCE_ACTS.get(act):
            return part[1](actor=actor, at=at, **day, **keywords)
        if act == Act.ADD_CLAIM:
            keywords["incident"] = case.incidents.get()
        return CASE_ACTS[act][1](case=case, actor=actor, at=at, **(day if act in DATED else {}), **keywords)
