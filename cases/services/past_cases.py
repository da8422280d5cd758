"""A case of before becomes a case like the others: closed from its first line, counted, and comparable.

What the law of the days allowed was checked when the row was read (`past_rows`); the form that a decision needs today
(a team, a reason for a departure) is not asked of one that was made without this system.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.models import (
    Agency,
    Allegation,
    Case,
    CaseAgency,
    CaseTally,
    ClosingReason,
    Decision,
    Delivery,
    Employee,
    Fact,
    Finding,
    IncidentDate,
    Remedy,
    Respondent,
    Role,
    Sanction,
    Status,
    User,
)
from cases.workflow import RuleViolation
from regulations.models import Route, TimeLimit

from . import decisions, precedents
from .case_search import index
from .deliberating import deliberate
from .intake import Report, record_incident
from .numbering import next_number
from .past_decision import PastDecision
from .past_event import EventDays
from .past_rows import PastRow

CODE = "KL"  # numbers of their own, so that one sees where a case comes from and no live number waits for an import
NOON, LAST_MINUTE = dt.time(12), dt.time(23, 59)
ROUTES = {ClosingReason.COACHED: Route.COACHING, ClosingReason.NO_ACTION: Route.NO_ACTION}


@transaction.atomic
def take_over(*, row: PastRow, into: Case | None, origin: str, actor: User, at: dt.datetime) -> Respondent:
    """Write a past case, or one more person of ``into``, with its decision and what followed it.

    ``origin`` says from which file and row it comes and stays on the case. Starts no clock and sends no message.
    Raises RuleViolation.
    """
    case = workflow.lock(into) if into else _open(row, origin, actor, at)
    workflow.admit(case, actor, (Role.BKPSDM,))
    respondent = _respondent(case, row)
    workflow.record_ended(
        respondent,
        actor=actor,
        at=at,
        on=row.ended_on,
        route=Route(row.decision.kind.route) if row.decision else ROUTES.get(row.outcome),
        closing_reason=row.outcome,
        note=origin,
    )
    CaseAgency.objects.get_or_create(case=case, agency=respondent.agency)
    if row.decision:
        _decide(respondent, row, row.decision)
    if row.outcome == ClosingReason.COACHED:
        Fact.objects.create(respondent=respondent, kind=Fact.Kind.COACHING, on=row.ended_on, text=origin)
    if row.outcome == ClosingReason.SANCTION_SERVED:
        precedents.keep(respondent)
    index(case)
    return respondent


def _open(row: PastRow, origin: str, actor: User, at: dt.datetime) -> Case:
    """The case as of the day on which it was reported, or else happened."""
    agency = Agency.objects.select_related("government").get(pk=row.person.agency)
    opened_on = row.reported_on or row.days.last
    title = row.seen.summary.split("\n")[0][:120]
    case = Case.objects.create(
        government=agency.government,
        agency=agency,
        agency_name=agency.short_name,
        number=f"{CODE}-{opened_on.year}-{next_number(agency.government, CODE, opened_on.year):04d}",
        title=title or _("Unggahan, %(agency)s") % {"agency": agency.short_name},
        opened_at=dt.datetime.combine(opened_on, NOON, agency.zone),
        source_note=f"{origin}\n{row.source}".strip(),
    )
    report = Report(
        agency=agency,
        summary=row.seen.summary,
        posts=[row.seen.post] if row.seen.post else [],
        dates=_dates(row, agency),
    )
    record_incident(case, actor=actor, at=at, report=report)
    CaseAgency.objects.create(case=case, agency=agency)
    CaseTally.objects.add({(agency.pk, Status.REPORTED): 1})
    return case


def _dates(row: PastRow, agency: Agency) -> list[IncidentDate]:
    dates = [_date(IncidentDate.Kind.RECORDED, row.days, agency)]
    if row.reported_on:
        on = EventDays(row.reported_on, row.reported_on, IncidentDate.Precision.DAY)
        dates.append(_date(IncidentDate.Kind.REPORTED, on, agency))
    return dates


def _date(kind: IncidentDate.Kind, days: EventDays, agency: Agency) -> IncidentDate:
    return IncidentDate(
        kind=kind,
        precision=days.precision,
        earliest_at=dt.datetime.combine(days.first, dt.time(), agency.zone) if days.first else None,
        latest_at=dt.datetime.combine(days.last, LAST_MINUTE, agency.zone),
        source=_("berkas kasus lama"),
    )


def _respondent(case: Case, row: PastRow) -> Respondent:
    person = row.person
    employee = person.employee or Employee.objects.create(
        government=case.government, name=person.name, nip=person.nip or None, other_number=person.other_number
    )
    if case.respondents.filter(employee=employee).exists():
        raise RuleViolation(_("%(name)s sudah tercatat dalam %(case)s.") % {"name": employee.name, "case": case.number})
    agency = Agency.objects.get(pk=person.agency)
    return Respondent(case=case, employee=employee, agency=agency, category=person.category, post=person.job)


def _decide(respondent: Respondent, row: PastRow, past: PastDecision) -> None:
    _find(respondent, row, past)
    decision = Decision.objects.create(
        respondent=respondent,
        number=past.number,
        decided_on=past.decided_on,
        official=past.official,
        official_name=past.official_name or past.official,
        considerations=_("Menurut berkas kasus lama."),
        effective_on=past.effective_on,
    )
    sanction = decisions.impose(decision, past.kind, is_repeat=_is_repeat(respondent, past.decided_on))
    Sanction.objects.filter(pk=sanction.pk).update(starts_on=past.effective_on, ends_on=past.ends_on)
    if past.received_on:
        Delivery.objects.create(
            decision=decision,
            method=past.method or Delivery.Method.IN_PERSON,
            received_on=past.received_on,
            received_by=past.received_by,
        )
    if past.remedy and past.filed_on and past.ruled_on:
        _remedy(respondent, decision, past, filed_on=past.filed_on, ruled_on=past.ruled_on)
    if row.outcome == ClosingReason.ANNULLED:
        decisions.annul_standing(respondent)


def _find(respondent: Respondent, row: PastRow, past: PastDecision) -> None:
    """What the decision held to be proven: by it, cases are compared."""
    allegation = Allegation.objects.create(
        respondent=respondent, text=row.seen.summary or str(row.seen.post), provision=past.provision
    )
    reason = _("Menurut keputusan %(number)s.") % {"number": past.number or f"{past.decided_on:%d/%m/%Y}"}
    Finding.objects.create(
        allegation=allegation,
        outcome=Finding.Outcome.PROVEN,
        reason=reason,
        impact=past.impact,
        impact_reason=reason if past.impact else "",
    )


def _is_repeat(respondent: Respondent, on: dt.date) -> bool:
    """Whether an earlier sanction lies within the window of that day; before there was such a rule, none counts."""
    if TimeLimit.objects.in_force_for("INT-REPEAT", "", on) is None:
        return False
    earlier = Sanction.objects.standing().filter(decision__respondent__employee=respondent.employee_id)
    earlier = earlier.exclude(decision__respondent=respondent)
    return earlier.exists() and deliberate(respondent, on=on).is_repeat


def _remedy(
    respondent: Respondent, decision: Decision, past: PastDecision, *, filed_on: dt.date, ruled_on: dt.date
) -> None:
    """The remedy with its answer. One that changed the decision is told beside it: what stands is the last one."""
    if past.ruling == Remedy.Outcome.CHANGED:
        told = _("Upaya administratif diajukan %(filed)s, diputus %(ruled)s: diubah. Yang tercatat putusan terakhir.")
        words = {"filed": f"{filed_on:%d/%m/%Y}", "ruled": f"{ruled_on:%d/%m/%Y}"}
        Fact.objects.create(respondent=respondent, kind=Fact.Kind.OTHER, on=ruled_on, text=told % words)
        return
    Remedy.objects.create(
        decision=decision,
        kind=past.remedy,
        filed_on=filed_on,
        grounds=_("Tidak tertulis dalam berkas kasus lama."),
        decided_on=ruled_on,
        outcome=past.ruling,
    )
