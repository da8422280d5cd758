"""Records an incident as a case with its respondents."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from copy import copy

from django.core.files.base import File
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from cases.evidence.files import examined, store_files
from cases.intake.seen_posts import SeenPost
from cases.letters.numbering import next_number
from cases.models import (
    Act,
    Agency,
    Case,
    CaseAgency,
    CaseTally,
    Employee,
    HoursClaim,
    Identity,
    Incident,
    IncidentDate,
    Post,
    Reporter,
    Status,
    User,
)
from cases.parties.respondents import UNNAMED, Group, Outsider, place, place_group
from cases.parties.search_words import index
from cases.procedure import audit
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require
from cases.procedure.summary import refresh

SHORTEST_SUMMARY = 20  # characters; without link and file the sentence needs at least this length


@dataclasses.dataclass(frozen=True)
class Report:
    """The data of a report. Only the agency and one of link, file or sentence are required."""

    agency: Agency
    summary: str = ""
    title: str = ""
    medium: str = Incident.Medium.UNKNOWN
    uniform: str = Incident.Uniform.UNKNOWN
    place: str = ""
    posts: Sequence[SeenPost] = ()
    dates: Sequence[IncidentDate] = ()
    claims: Sequence[HoursClaim] = ()
    reporter: Reporter | None = None
    files: "Sequence[File[bytes]]" = ()
    people: Sequence[Employee] = ()
    unknown: Sequence[str] = ()
    groups: Sequence[Group] = ()
    outsiders: Sequence[Outsider] = ()
    identity: Identity = Identity.UNIT
    source_note: str = ""
    is_demo: bool = False


@transaction.atomic
def report_incident(*, actor: User, at: dt.datetime, report: Report) -> Case:
    """Open a case; it is classified later. It needs an agency and one of link, file or sentence.

    Raises RuleViolation.
    """
    agency = report.agency
    _check_report(actor, report)
    government = agency.government
    year = agency.local_date(at).year
    case = Case.objects.create(
        government=government,
        agency=agency,
        agency_name=agency.short_name,
        number=f"KS-{year}-{next_number(government, 'KS', year):04d}",
        title=report.title or _title(report),
        opened_at=at,
        source_note=report.source_note,
        is_demo=report.is_demo,
    )
    record_incidents([(case, report)], actor=actor, at=at)
    CaseAgency.objects.create(case=case, agency=agency)
    CaseTally.objects.add({(agency.pk, Status.REPORTED): 1})
    audit.record(case, Act.REPORT, actor=actor, at=at, on=agency.local_date(at), note=report.summary[:200])
    _place_all(case, report, at=at)
    index(case)
    refresh(case)
    # Files last: nothing after them can fail and leave a file without its row.
    store_files(case=case, actor=actor, at=at, uploads=report.files)
    return case


def record_incidents(reports: Sequence[tuple[Case, Report]], *, actor: User, at: dt.datetime) -> None:
    """Write the incident of each case, with its posts, dates, claims and reporter."""
    incidents = Incident.objects.bulk_create(
        Incident(
            case=case,
            agency=report.agency,
            summary=report.summary,
            medium=report.medium,
            uniform=report.uniform,
            place=report.place,
            recorded_by=actor,
            recorded_at=at,
        )
        for case, report in reports
    )
    parts: dict[type[Model], list[Model]] = defaultdict(list)
    for incident, (_case, report) in zip(incidents, reports, strict=True):
        parts[Post].extend(post.row(incident) for post in report.posts)
        for part in (*report.dates, *report.claims, *([report.reporter] if report.reporter else [])):
            row = copy(part)  # the report stays as its caller made it
            row.incident = incident  # type: ignore[attr-defined]  # each of the three has one
            parts[type(part)].append(row)
    for kind, rows in parts.items():
        kind._default_manager.bulk_create(rows)


def _place_all(case: Case, report: Report, *, at: dt.datetime) -> None:
    """A path for each person whom the report names or describes and who has none in the case."""
    there = list(case.respondents.values_list("employee", "description"))
    employees, descriptions = {pk for pk, _words in there}, {words for _pk, words in there}
    for employee in report.people:
        if employee.pk not in employees:
            place(case, employee=employee, description="", at=at, identity=report.identity)
    for group in report.groups:
        if group.description not in descriptions:
            place_group(case, group, at=at)
    for outsider in report.outsiders:
        if outsider.description not in descriptions:
            place(case, employee=None, description=outsider.description, at=at, category_note=outsider.category_note)
    # A report without a name creates an unidentified respondent, so that somebody has to act.
    names_somebody = there or report.people or report.groups or report.outsiders
    for description in report.unknown or ([] if names_somebody else [UNNAMED]):
        if description not in descriptions:
            place(case, employee=None, description=description, at=at)


@transaction.atomic
def attach_report(*, case: Case, actor: User, at: dt.datetime, report: Report) -> Case:
    """Add a further report of the same event to a case: its posts, dates, claims, files and people, each once.

    Existing data of the case are not changed; its number stays. Raises RuleViolation.
    """
    _check_report(actor, report)
    locked = begin_case_act(case, Act.ATTACH_REPORT, actor=actor, at=at, note=report.summary[:200])
    record_incidents([(locked, report)], actor=actor, at=at)
    _place_all(locked, report, at=at)
    CaseAgency.objects.get_or_create(case=locked, agency=report.agency)
    index(locked)
    refresh(locked)
    known = set(locked.evidence.values_list("sha256", flat=True))
    store_files(
        case=locked, actor=actor, at=at, uploads=[file for file in report.files if examined(file).sha256 not in known]
    )
    return locked


def _check_report(actor: User, report: Report) -> None:
    require(actor, Right.RECORD_INCIDENT)
    if report.agency.government_id != actor.government_id:
        raise NotAllowed(_("Anda tidak dapat mencatat kejadian untuk perangkat daerah itu."))
    if not report.posts and not report.files and len(report.summary.strip()) < SHORTEST_SUMMARY:
        raise RuleViolation(_("Masukkan tautan, unggah bukti, atau tulis ringkasan minimal 20 huruf."))


def _title(report: Report) -> str:
    if report.summary.strip():
        return report.summary.strip().split("\n")[0][:120]
    what = report.posts[0].platform.label if report.posts else _("bukti terlampir")
    return _("Unggahan %(what)s, %(agency)s") % {"what": what, "agency": report.agency.short_name}
