"""Writes past cases as closed cases with counters and comparisons like all others.

The law was checked when the rows were read (`rows`). Rows are written together with one statement for each table; one
by one each row would need about fifty statements.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.decisions import precedents
from cases.intake.incidents import Report, record_incidents
from cases.letters.numbering import next_numbers
from cases.models import (
    Act,
    Agency,
    Case,
    CaseAgency,
    ClosingReason,
    Employee,
    Fact,
    IncidentDate,
    Respondent,
    User,
)
from cases.parties.search_words import index, search_text_of
from cases.past_cases.ending import decide
from cases.past_cases.event_cells import EventDays
from cases.past_cases.rows import PastRow
from cases.procedure.case_acts import lock_for_act
from cases.procedure.ended import Ended, record_ended
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, require
from regulations.models import Route

CODE = "KL"  # their own register, so that the number shows the origin and live numbers do not wait for an import
NOON, LAST_MINUTE = dt.time(12), dt.time(23, 59)
ROUTES = {ClosingReason.COACHED: Route.COACHING, ClosingReason.NO_ACTION: Route.NO_ACTION}


@dataclasses.dataclass(frozen=True)
class TakenRow:
    """A row to be imported, with its file and row number, which the case stores."""

    row: PastRow
    origin: str


@transaction.atomic
def take_over(
    taken: Sequence[TakenRow], *, there: Mapping[str, Case], actor: User, at: dt.datetime
) -> list[Respondent]:
    """Write past cases, or further people of existing ones, with their decisions and what followed.

    Rows of one event become one case. ``there``: the existing cases of the events. No person occurs twice among the
    rows, because whether a sanction is repeated is read from the earlier ones. No clock starts and no message is sent.
    Raises RuleViolation; then no row is written.
    """
    require(actor, Right.IMPORT_PAST_CASES)
    agencies = Agency.objects.select_related("government").in_bulk({row.row.person.agency for row in taken})
    known = {event: _locked(case, actor, at) for event, case in sorted(there.items(), key=lambda pair: pair[1].pk)}
    opening = {row.row.event: row for row in reversed(taken) if row.row.event not in known}
    opened = _opened([row for row in taken if opening.get(row.row.event) is row], agencies)
    cases = known | opened
    paths = _paths(taken, cases, agencies)
    for event, case in opened.items():
        case.search = _words([row for row in taken if row.row.event == event], case, paths)
    record_ended([_ended(row, path) for row, path in zip(taken, paths, strict=True)], actor=actor, at=at)
    reports = [(case, _report(opening[event].row, case.agency)) for event, case in opened.items()]
    record_incidents(reports, actor=actor, at=at)
    _concern(paths)
    decide([(path, row.row) for row, path in zip(taken, paths, strict=True)])
    _tell_of_coaching(taken, paths)
    precedents.keep(*(path for path in paths if path.closing_reason == ClosingReason.SANCTION_SERVED))
    for case in known.values():
        index(case)
    return paths


def _locked(case: Case, actor: User, at: dt.datetime) -> Case:
    return lock_for_act(case, Act.IMPORT_CASE, actor=actor, at=at)


def _opened(first: Sequence[TakenRow], agencies: Mapping[int, Agency]) -> dict[str, Case]:
    """By event, its unsaved case, opened on the day of the report or otherwise of the event."""
    days = {opening.row.event: opening.row.reported_on or opening.row.days.last for opening in first}
    years = Counter(day.year for day in days.values())
    government = next((agency.government for agency in agencies.values()), None)
    numbers = {year: iter(next_numbers(government, CODE, year, n)) for year, n in sorted(years.items()) if government}
    cases = {}
    for opening in first:
        row, agency = opening.row, agencies[opening.row.person.agency]
        opened_on = days[row.event]
        title = row.seen.summary.split("\n")[0][:120]
        cases[row.event] = Case(
            government=agency.government,
            agency=agency,
            agency_name=agency.short_name,
            number=f"{CODE}-{opened_on.year}-{next(numbers[opened_on.year]):04d}",
            title=title or _("Unggahan, %(agency)s") % {"agency": agency.short_name},
            opened_at=dt.datetime.combine(opened_on, NOON, agency.zone),
            source_note=f"{opening.origin}\n{row.source}".strip(),
        )
    return cases


def _paths(taken: Sequence[TakenRow], cases: Mapping[str, Case], agencies: Mapping[int, Agency]) -> list[Respondent]:
    """The unsaved respondents of the rows; a person who is not on the payroll is created."""
    employees = [_employee(row.row, cases[row.row.event]) for row in taken]
    Employee.objects.bulk_create(employee for employee in employees if employee.pk is None)
    written = [case for case in cases.values() if case.pk is not None]
    charged = set(Respondent.objects.filter(case__in=written).values_list("case", "employee")) if written else set()
    paths = []
    for row, employee in zip(taken, employees, strict=True):
        case, person = cases[row.row.event], row.row.person
        if (case.pk, employee.pk) in charged:
            facts = {"name": employee.name, "case": case.number}
            raise RuleViolation(_("%(name)s sudah tercatat dalam %(case)s.") % facts)
        paths.append(
            Respondent(
                case=case,
                employee=employee,
                agency=agencies[person.agency],
                category=person.category,
                post=person.job,
            )
        )
    return paths


def _employee(row: PastRow, case: Case) -> Employee:
    person = row.person
    return person.employee or Employee(
        government=case.government, name=person.name, nip=person.nip or None, other_number=person.other_number
    )


def _words(taken: Sequence[TakenRow], case: Case, paths: Sequence[Respondent]) -> str:
    first = taken[0].row.seen
    people = [path.employee for path in paths if path.case is case and path.employee]
    posts = [(first.post.account, first.post.key)] if first.post else []
    return search_text_of(case, [first.summary], posts, [(person.name, person.nip) for person in people])


def _ended(taken: TakenRow, path: Respondent) -> Ended:
    row = taken.row
    route = Route(row.decision.kind.route) if row.decision else ROUTES.get(row.outcome)
    return Ended(path, row.ended_on, route, row.outcome, taken.origin)


def _report(row: PastRow, agency: Agency) -> Report:
    dates = [_date(IncidentDate.Kind.RECORDED, row.days, agency)]
    if row.reported_on:
        on = EventDays(row.reported_on, row.reported_on, IncidentDate.Precision.DAY)
        dates.append(_date(IncidentDate.Kind.REPORTED, on, agency))
    posts = [row.seen.post] if row.seen.post else []
    return Report(agency=agency, summary=row.seen.summary, posts=posts, dates=dates)


def _date(kind: IncidentDate.Kind, days: EventDays, agency: Agency) -> IncidentDate:
    return IncidentDate(
        kind=kind,
        precision=days.precision,
        earliest_at=dt.datetime.combine(days.first, dt.time(), agency.zone) if days.first else None,
        latest_at=dt.datetime.combine(days.last, LAST_MINUTE, agency.zone),
        source=_("berkas kasus lama"),
    )


def _concern(paths: Sequence[Respondent]) -> None:
    """Write which agencies read the cases: that of the event and those of the people."""
    pairs = dict.fromkeys(
        pair for path in paths for pair in ((path.case_id, path.case.agency_id), (path.case_id, path.agency_id))
    )
    CaseAgency.objects.bulk_create(
        (CaseAgency(case_id=case, agency_id=agency) for case, agency in pairs), ignore_conflicts=True
    )


def _tell_of_coaching(taken: Sequence[TakenRow], paths: Sequence[Respondent]) -> None:
    Fact.objects.bulk_create(
        Fact(respondent=path, kind=Fact.Kind.COACHING, on=row.row.ended_on, text=row.origin)
        for row, path in zip(taken, paths, strict=True)
        if row.row.outcome == ClosingReason.COACHED
    )
