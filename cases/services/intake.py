"""From what the public saw to a case with its respondents."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases import clocks, links, workflow
from cases.models import (
    Act,
    Agency,
    AuditEntry,
    Case,
    CaseAgency,
    CaseTally,
    Employee,
    HoursClaim,
    Identity,
    IdentityNote,
    Incident,
    IncidentDate,
    Post,
    Reporter,
    Respondent,
    Role,
    Status,
    User,
)
from cases.procedure import BEFORE_ROUTE
from cases.workflow import NotAllowed, RuleViolation

from .evidence import fingerprint_of, store_files
from .numbering import next_number

UNNAMED = "Belum diketahui"  # who a report without names is about
SHORTEST_SUMMARY = 20  # letters; with neither link nor file the sentence has to say something


@dataclasses.dataclass(frozen=True)
class Report:
    """What an officer knows when a post goes viral; everything but the agency may be missing, though not all of it."""

    agency: Agency
    summary: str = ""
    title: str = ""
    medium: str = Incident.Medium.UNKNOWN
    uniform: str = Incident.Uniform.UNKNOWN
    place: str = ""
    posts: Sequence[Post] = ()
    dates: Sequence[IncidentDate] = ()
    claims: Sequence[HoursClaim] = ()
    reporter: Reporter | None = None
    files: "Sequence[File[bytes]]" = ()
    people: Sequence[Employee] = ()
    unknown: Sequence[str] = ()
    identity: Identity = Identity.UNIT
    source_note: str = ""
    is_demo: bool = False


@transaction.atomic
def report_incident(*, actor: User, at: dt.datetime, report: Report) -> Case:
    """Open a case: save first, classify after. It needs an agency and one of link, file or a sentence.

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
    _record(case, actor=actor, at=at, report=report)
    CaseAgency.objects.create(case=case, agency=agency)
    CaseTally.objects.add({(agency.pk, Status.REPORTED): 1})
    AuditEntry.objects.create(
        case=case, act=Act.REPORT, actor=actor, at=at, on=agency.local_date(at), note=report.summary[:200]
    )
    for employee in report.people:
        _place(case, employee=employee, description="", at=at, identity=report.identity)
    # Whose turn it is must never be nobody's: a report without a name has somebody to identify.
    for description in report.unknown or ([] if report.people else [UNNAMED]):
        _place(case, employee=None, description=description, at=at)
    _index(case)
    workflow.refresh(case)
    # Files last: nothing after them can fail and leave a file without its row.
    store_files(case=case, actor=actor, at=at, uploads=report.files)
    return case


def _record(case: Case, *, actor: User, at: dt.datetime, report: Report) -> None:
    """What the public saw, with its posts, dates, claims and reporter."""
    incident = Incident.objects.create(
        case=case,
        agency=report.agency,
        summary=report.summary,
        medium=report.medium,
        uniform=report.uniform,
        place=report.place,
        recorded_by=actor,
        recorded_at=at,
    )
    for post in report.posts:
        post.key = links.read(post.url).key if post.url else ""
    for part in (*report.posts, *report.dates, *report.claims, *([report.reporter] if report.reporter else [])):
        part.incident = incident  # type: ignore[attr-defined]  # each of the four has one
        part.save(force_insert=True)


@transaction.atomic
def attach_report(*, case: Case, actor: User, at: dt.datetime, report: Report) -> Case:
    """Add a further report of the same event to a case: its posts, dates, claims, files and people, each once.

    What the case already has is left as it stands; the number of the case stays. Raises RuleViolation.
    """
    _check_report(actor, report)
    locked = workflow.lock_for(actor, case)
    _record(locked, actor=actor, at=at, report=report)
    AuditEntry.objects.create(
        case=locked,
        act=Act.ATTACH_REPORT,
        actor=actor,
        at=at,
        on=locked.agency.local_date(at),
        note=report.summary[:200],
    )
    known = set(locked.respondents.values_list("employee", flat=True))
    for employee in report.people:
        if employee.pk not in known:
            _place(locked, employee=employee, description="", at=at, identity=report.identity)
    described = set(locked.respondents.values_list("description", flat=True))
    for description in report.unknown:
        if description not in described:
            _place(locked, employee=None, description=description, at=at)
    CaseAgency.objects.get_or_create(case=locked, agency=report.agency)
    _index(locked)
    workflow.refresh(locked)
    held = set(locked.evidence.values_list("sha256", flat=True))
    store_files(
        case=locked, actor=actor, at=at, uploads=[each for each in report.files if fingerprint_of(each) not in held]
    )
    return locked


def _check_report(actor: User, report: Report) -> None:
    if actor.role == Role.ADMINISTRATOR or report.agency.government_id != actor.government_id:
        raise NotAllowed(_("Anda tidak dapat mencatat kejadian untuk perangkat daerah itu."))
    if not report.posts and not report.files and len(report.summary.strip()) < SHORTEST_SUMMARY:
        raise RuleViolation(_("Masukkan tautan, unggah bukti, atau tulis ringkasan minimal 20 huruf."))


def _title(report: Report) -> str:
    if report.summary.strip():
        return report.summary.strip().split("\n")[0][:120]
    what = report.posts[0].get_platform_display() if report.posts else _("bukti terlampir")
    return _("Unggahan %(what)s, %(agency)s") % {"what": what, "agency": report.agency.short_name}


@transaction.atomic
def add_respondent(
    *, case: Case, actor: User, at: dt.datetime, employee: Employee | None = None, description: str = "", **details: str
) -> Respondent:
    """Add a person, or somebody not yet identified, to a case. ``details``: part, category_note, identity.

    The first takes the place that a report without names kept open.
    """
    locked = workflow.lock_for(actor, case)
    unnamed = locked.respondents.filter(employee=None, description=UNNAMED, status=Status.REPORTED).first()
    respondent = _place(locked, employee=employee, description=description, at=at, into=unnamed, **details)
    AuditEntry.objects.create(
        case=locked, respondent=respondent, act=Act.ADD_RESPONDENT, actor=actor, at=at, on=locked.agency.local_date(at)
    )
    _index(locked)
    workflow.refresh(locked)
    return respondent


@transaction.atomic
def identify(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    employee: Employee,
    how: str,
    version: int | None = None,
) -> Respondent:
    """Say who somebody unknown is, or correct it, and how that was confirmed.

    Category and unit are taken as of the event.
    """
    respondent = workflow.advance(respondent, Act.IDENTIFY, actor=actor, at=at, on=on, version=version, note=how)
    if employee.government_id != respondent.case.government_id:
        raise RuleViolation(_("Pegawai itu bukan pegawai pemerintah daerah ini."))
    _not_twice(respondent.case, employee, but=respondent)
    respondent.employee, respondent.identity = employee, Identity.UNIT
    _as_of_event(respondent)
    respondent.save(update_fields=["employee", "identity", "agency", "category", "post"])
    kind = IdentityNote.Kind.UNIT
    IdentityNote.objects.create(
        respondent=respondent, kind=kind, said_by=str(actor), how=how[:300], on=on, recorded_by=actor
    )
    CaseAgency.objects.get_or_create(case=respondent.case, agency=respondent.agency)
    _index(respondent.case)
    return respondent


@transaction.atomic
def record_date(*, case: Case, actor: User, at: dt.datetime, date: IncidentDate, reason: str) -> IncidentDate:
    """Record one of the four dates of an incident later on, or correct it; the audit trail keeps what stood before.

    For whoever has no route yet, category and unit are taken again as of the day that is now known.
    """
    locked = workflow.lock_for(actor, case)
    incident = locked.incidents.order_by("pk")[0]
    before = incident.dates.filter(kind=date.kind).first()
    if before is not None:
        date.pk = before.pk
    date.incident = incident
    date.save()
    was = f"{before}: {before.earliest_at or '…'} – {before.latest_at or '…'}. " if before else ""
    today = locked.agency.local_date(at)
    AuditEntry.objects.create(
        case=locked, act=Act.RECORD_DATE, actor=actor, at=at, on=today, note=f"{was}{date.get_kind_display()}. {reason}"
    )
    for respondent in locked.respondents.filter(status__in=BEFORE_ROUTE, employee__isnull=False):
        respondent.case = locked
        _as_of_event(respondent)
        respondent.save(update_fields=["agency", "category", "post"])
        CaseAgency.objects.get_or_create(case=locked, agency=respondent.agency)
    return date


def _place(
    case: Case,
    *,
    employee: Employee | None,
    description: str,
    at: dt.datetime,
    into: Respondent | None = None,
    **details: str,
) -> Respondent:
    if employee is None and not description.strip():
        raise RuleViolation(_("Tulis nama pegawai, atau ciri-ciri bila belum dikenal."))
    if employee is not None:
        if employee.government_id != case.government_id:
            raise RuleViolation(_("Pegawai itu bukan pegawai pemerintah daerah ini."))
        _not_twice(case, employee)
    today = case.agency.local_date(at)
    respondent = into or Respondent(agency=case.agency, status_on=today)
    respondent.case, respondent.employee, respondent.description = case, employee, description
    for name, value in details.items():
        setattr(respondent, name, value)
    _as_of_event(respondent)
    respondent.version += into is not None
    respondent.save()
    CaseAgency.objects.get_or_create(case=case, agency=respondent.agency)
    if into is None:
        clocks.start(respondent, "INT-INTAKE", on=today)
    return respondent


def _not_twice(case: Case, employee: Employee, but: Respondent | None = None) -> None:
    if case.respondents.filter(employee=employee).exclude(pk=but.pk if but else 0).exists():
        raise RuleViolation(_("%(name)s sudah menjadi terlapor dalam kasus ini.") % {"name": employee.name})


def _as_of_event(respondent: Respondent) -> None:
    if respondent.employee is None:
        return
    employment = respondent.employee.employment_on(day_of_event(respondent.case))
    if employment is None:
        raise RuleViolation(
            _("Riwayat jabatan pegawai ini belum diisi, sehingga status kepegawaiannya tidak diketahui.")
        )
    respondent.agency, respondent.category, respondent.post = employment.agency, employment.category, employment.post


def day_of_event(case: Case) -> dt.date:
    """The day by which the law and the staff category are chosen.

    The best known date, else the upper bound, else today's report.
    """
    dates = list(IncidentDate.objects.filter(incident__case=case))
    upper = min((row.latest_at for row in dates if row.latest_at is not None), default=case.opened_at)
    return case.agency.local_date(_known_moment(dates) or upper)


def known_event_day(case: Case) -> dt.date | None:
    """The day of the event where it is known (recorded, else uploaded, else viral), not merely bounded."""
    moment = _known_moment(IncidentDate.objects.filter(incident__case=case))
    return case.agency.local_date(moment) if moment else None


def _known_moment(dates: Iterable[IncidentDate]) -> dt.datetime | None:
    known = {
        row.kind: row.earliest_at
        for row in dates
        if row.earliest_at is not None and row.precision != IncidentDate.Precision.BOUNDS
    }
    kinds = (IncidentDate.Kind.RECORDED, IncidentDate.Kind.UPLOADED, IncidentDate.Kind.VIRAL)
    return next((known[kind] for kind in kinds if kind in known), None)


def _index(case: Case) -> None:
    """What search finds a case by: number, title, summary, agency, accounts and people, in lower case."""
    words = [case.number, case.title, case.agency.name, case.agency_name]
    words += case.incidents.values_list("summary", flat=True)
    words += Post.objects.filter(incident__case=case).values_list("account", flat=True)
    for name, nip in case.respondents.values_list("employee__name", "employee__nip"):
        words += [name or "", nip or ""]
    case.search = " ".join(words).lower()
    case.save(update_fields=["search"])
