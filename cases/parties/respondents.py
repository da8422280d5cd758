"""Adding, describing and identifying respondents."""

import dataclasses
import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.event_day import as_of_event
from cases.models import (
    Act,
    Case,
    CaseAgency,
    Employee,
    Identity,
    IdentityNote,
    Respondent,
    Status,
    UnknownGroup,
    User,
)
from cases.parties.search_words import index
from cases.procedure import audit, clocks, workflow
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from cases.procedure.summary import refresh
from regulations.models import ClockStep

UNNAMED = "Belum diketahui"  # the respondent of a report without names


@dataclasses.dataclass(frozen=True)
class Group:
    """Several unidentified people; ``seen``: their approximate number, None if unknown."""

    description: str
    seen: int | None = None


@dataclasses.dataclass(frozen=True)
class Outsider:
    """A person known by name who is not on the staff list: contract workers, company staff and others."""

    description: str
    category_note: str = ""


class Details(TypedDict, total=False):
    """The part of a person in the event, and how certain the identity is."""

    part: str
    category_note: str
    identity: str
    out_of: UnknownGroup  # the group to which an identified person belonged


@transaction.atomic
def add_respondent(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    employee: Employee | None = None,
    description: str = "",
    group: Group | None = None,
    **details: Unpack[Details],
) -> Respondent:
    """Add a person, an unidentified person, or a group of unidentified people to a case.

    The first one takes the place that a report without names kept open.
    """
    locked = lock_for_act(case, Act.ADD_RESPONDENT, actor=actor, at=at)
    unnamed = locked.respondents.filter(employee=None, description=UNNAMED, status=Status.REPORTED).first()
    respondent = place(locked, employee=employee, description=description, at=at, into=unnamed, **details)
    if group and employee is None:
        UnknownGroup.objects.create(path=respondent, seen=group.seen)
    _note_added(respondent, actor=actor, at=at)
    index(locked)
    refresh(locked)
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
    is_last: bool = False,
    version: int | None = None,
) -> Respondent:
    """State who an unidentified respondent is, or correct it, and how this was confirmed.

    Category and unit are those of the day of the event. A person identified in a group gets a path of their own. The
    path of the group continues for the others; the last one (``is_last``, or the number that was seen) takes it.
    """
    respondent = workflow.advance(respondent, Act.IDENTIFY, actor=actor, at=at, on=on, version=version, note=how)
    if employee.government_id != respondent.case.government_id:
        raise RuleViolation(_("Pegawai itu bukan pegawai pemerintah daerah ini."))
    _not_twice(respondent.case, employee, but=respondent)
    group = UnknownGroup.objects.filter(path=respondent).first()
    if group and not respondent.is_identified and not is_last and group.has_others():
        respondent = _one_of(group, respondent, actor=actor, at=at)
    respondent.employee, respondent.identity = employee, Identity.UNIT
    as_of_event(respondent)
    respondent.save(update_fields=["employee", "identity", "agency", "category", "post"])
    kind = IdentityNote.Kind.UNIT
    IdentityNote.objects.create(
        respondent=respondent, kind=kind, said_by=str(actor), how=how[:300], on=on, recorded_by=actor
    )
    CaseAgency.objects.get_or_create(case=respondent.case, agency=respondent.agency)
    index(respondent.case)
    refresh(respondent.case)
    return respondent


def _one_of(group: UnknownGroup, path: Respondent, *, actor: User, at: dt.datetime) -> Respondent:
    """A path for a person identified in a group."""
    one = place(path.case, employee=None, description=path.description, at=at, out_of=group)
    _note_added(one, actor=actor, at=at)
    return one


def _note_added(path: Respondent, *, actor: User, at: dt.datetime) -> None:
    on = path.case.agency.local_date(at)
    audit.record(path.case, Act.ADD_RESPONDENT, respondent=path, actor=actor, at=at, on=on)


def place_group(case: Case, group: Group, *, at: dt.datetime) -> Respondent:
    """One path for several unidentified people; its clock asks to identify them."""
    path = place(case, employee=None, description=group.description, at=at)
    UnknownGroup.objects.create(path=path, seen=group.seen)
    return path


def place(
    case: Case,
    *,
    employee: Employee | None,
    description: str,
    at: dt.datetime,
    into: Respondent | None = None,
    **details: Unpack[Details],
) -> Respondent:
    """A path in a case, new or (``into``) taken over; the caller has locked the case."""
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
    as_of_event(respondent)
    respondent.version += into is not None
    respondent.save()
    CaseAgency.objects.get_or_create(case=case, agency=respondent.agency)
    if into is None:
        clocks.start(respondent, ClockStep.INTAKE, on=today)
    return respondent


def _not_twice(case: Case, employee: Employee, but: Respondent | None = None) -> None:
    if case.respondents.filter(employee=employee).exclude(pk=but.pk if but else 0).exists():
        raise RuleViolation(_("%(name)s sudah menjadi terlapor dalam kasus ini.") % {"name": employee.name})
