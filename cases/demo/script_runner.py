"""How a case is played: each step is one act by one account at one moment, through the services.

The tests play the same scripts through the pages; that is why the scripts call the services by their act.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from cases.aftermath import leaving_and_waiting as closing
from cases.aftermath import remedies, serving
from cases.aftermath.delivery import deliver, miss_delivery, send_decision
from cases.aftermath.effect import take_effect
from cases.aftermath.restoration import restore
from cases.applicable_law.event_day import add_claim
from cases.clarification import acts as clarification
from cases.decisions import decide as decisions
from cases.evidence import files as evidence
from cases.evidence import requests as evidence_requests
from cases.examination import hearings, summonses
from cases.examination import teams as panels
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.models import Act, Case, Respondent, User
from cases.oversight import acts as oversight
from cases.parties import respondents
from cases.parties.ties import link_case, link_regulation

Service = Callable[..., Any]
ON_RESPONDENT: dict[Act, Service] = {
    Act.IDENTIFY: respondents.identify,
    Act.ALLEGE: hearings.allege,
    Act.REQUEST_CLARIFICATION: clarification.request_clarification,
    Act.RECORD_CLARIFICATION: clarification.record_clarification,
    Act.CHOOSE_ROUTE: clarification.choose_route,
    Act.FORM_PANEL: panels.form_panel,
    Act.REPLACE_MEMBER: panels.replace_member,
    Act.DECLARE_CONFLICT: panels.declare_conflict,
    Act.SUMMON: summonses.summon,
    Act.POSTPONE_HEARING: summonses.postpone_hearing,
    Act.REPLACE_SUMMONS: summonses.replace_summons,
    Act.RECORD_RECEIPT: summonses.record_receipt,
    Act.RECORD_ABSENCE: summonses.record_absence,
    Act.HOLD_HEARING: hearings.hold_hearing,
    Act.REPORT_FINDINGS: hearings.report_findings,
    Act.DECIDE: decisions.decide,
    Act.MISS_DELIVERY: miss_delivery,
    Act.SEND_DECISION: send_decision,
    Act.DELIVER: deliver,
    Act.TAKE_EFFECT: take_effect,
    Act.SEND_PAYROLL_NOTE: serving.send_payroll_note,
    Act.COMPLETE: serving.complete,
    Act.FILE_REMEDY: remedies.file_remedy,
    Act.ANSWER_APPEAL: remedies.answer_appeal,
    Act.UPHOLD: remedies.uphold,
    Act.CHANGE: remedies.change,
    Act.ANNUL: remedies.annul,
    Act.OVERTURN: remedies.overturn,
    Act.RECORD_COACHING: closing.record_coaching,
    Act.CLOSE_EARLY: closing.close_early,
    Act.RESIGN: closing.resign,
    Act.REOPEN: closing.reopen,
    Act.HOLD: closing.hold,
    Act.RESUME: closing.resume,
    Act.IMPOSE_INTERIM: closing.impose_interim,
    Act.RECORD_FACT: closing.record_fact,
}
# On a case; the day of these is that of their recording unless they carry one.
DATED: dict[Act, Service] = {
    Act.INSTRUCT: oversight.instruct,
    Act.RECUSE: oversight.recuse,
    Act.LINK_REGULATION: link_regulation,
    Act.LINK_CASE: link_case,
}
UNDATED: dict[Act, Service] = {
    Act.ADD_RESPONDENT: respondents.add_respondent,
    Act.ADD_EVIDENCE: evidence.say_exists,
    Act.RECORD_OUTSIDE_REPORT: oversight.record_outside_report,
    Act.RECORD_STATEMENT: oversight.record_statement,
}


class Services:
    """Plays every step through the services."""

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
        **words: Any,
    ) -> Any:
        """An act on a respondent; it takes effect on the day of its recording unless ``on`` says otherwise."""
        day = on or respondent.agency.local_date(at)
        return ON_RESPONDENT[act](respondent=respondent, actor=actor, at=at, on=day, **words)

    def on_case(self, act: Act, case: Case, *, actor: User, at: dt.datetime, **words: Any) -> Any:
        if act in DATED:
            return DATED[act](case=case, actor=actor, at=at, on=case.agency.local_date(at), **words)
        if act == Act.ADD_CLAIM:
            return add_claim(incident=case.incidents.get(), actor=actor, at=at, **words)
        if act == Act.ANSWER_INSTRUCTION:
            return oversight.answer_instruction(actor=actor, at=at, on=case.agency.local_date(at), **words)
        if act == Act.REQUEST_EVIDENCE:
            return evidence_requests.request_evidence(actor=actor, at=at, on=case.agency.local_date(at), **words)
        if act == Act.END_EVIDENCE_REQUEST:
            return evidence_requests.end_request(actor=actor, at=at, on=case.agency.local_date(at), **words)
        if act == Act.RESTORE:
            return restore(actor=actor, at=at, on=case.agency.local_date(at), **words)
        return UNDATED[act](case=case, actor=actor, at=at, **words)
