"""Loads data that an account may read and writes the access log.

GET requests for pages and files are logged here. POST requests write the audit trail instead (decision 46).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache, reduce
from typing import Any, TypeVar

from django.db.models import CharField, Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from cases.models import AccessEntry, Case, Employee, ListReading, Respondent, User
from cases.models.people.reader import AnyReader, keys_of
from cases.web.signed_in import SignedIn
from lib.compiled_queries import Slot
from lib.nested_rows import Rows

Row = TypeVar("Row", bound=Model)
PATH = ("case__agency__government", "case__government", "agency__government", "employee")  # what pages of a path show
Keys = Iterable[int | None]
LONGEST = 60  # characters of the description


def open_case(request: SignedIn, number: str, what: str) -> Case:
    """A case that the account may read; ``what`` names its page in the access log. Raises Http404."""
    found = _visible(AnyReader.like(request.user)).all(number=number, **keys_of(request.user))
    if not found:
        raise Http404
    note_case(request, found[0], what)
    return found[0]


@cache
def _visible(reader: AnyReader) -> Rows[Case]:
    cases = Case.objects.visible_to(reader).filter(number=Slot("number", CharField()))
    names = ("username", "first_name", "last_name")
    return Rows(cases, joined={"agency": (), "agency__government": (), "government": (), "owner": names})


def address_after(case: Case, user: User) -> str:
    """The page that follows an act on a case; the list, if the act closed the case to the account."""
    is_seen = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    return reverse("case", args=[case.number]) if is_seen else reverse("cases")


def open_in_case(
    request: SignedIn,
    rows: QuerySet[Row],
    path: str,
    what: str | Callable[[Row], str],
    *,
    is_noted: bool = True,
    **key: object,
) -> Row:
    """One row of a case that the account may read; ``path`` leads from the row to its case. Raises Http404.

    ``is_noted`` False: the page before has already logged the reading.
    """
    visible = rows.filter(**{f"{path}__in": Case.objects.visible_to(request.user)}).select_related(path)
    row = get_object_or_404(visible, **key)
    if is_noted:
        case: Any = reduce(getattr, path.split("__"), row)
        note_case(request, case, what if isinstance(what, str) else what(row))
    return row


def open_path(request: SignedIn, pk: int, what: str) -> Respondent:
    """The path of a respondent in a case that the account may read. Raises Http404."""
    return open_in_case(request, Respondent.objects.select_related(*PATH), "case", what, pk=pk)


def note_case(request: SignedIn, case: Case, what: str) -> None:
    """Log that a page of a case was read."""
    if request.method == "GET":
        AccessEntry.objects.create(case=case, user=request.user, what=what[:LONGEST], at=timezone.now())


def open_employee(request: SignedIn, rows: QuerySet[Row], what: str, *, path: str = "", **key: object) -> Row:
    """A person, or with ``path`` a row of a person, that the account may see. Raises Http404."""
    row = get_object_or_404(rows, **key)
    person: Any = getattr(row, path) if path else row
    note_employee(request, person, what)
    return row


def note_employee(request: SignedIn, person: Employee, what: str) -> None:
    """Log that a page of a person was read."""
    if request.method == "GET":
        AccessEntry.objects.create(employee=person, user=request.user, what=what[:LONGEST], at=timezone.now())


def note_record(user: User, person: Employee, cases: Iterable[Case], *, reason: str, at: dt.datetime) -> None:
    """Log that a staff record was read and why: for the person, and for each case that it shows."""
    of_person = AccessEntry(employee=person, user=user, what="record", reason=reason, at=at)
    of_cases = [AccessEntry(case=case, user=user, what="person", reason=reason, at=at) for case in cases]
    AccessEntry.objects.bulk_create([of_person, *of_cases])


def note_other_body(user: User, cases: Iterable[Case], *, at: dt.datetime) -> None:
    """Log that the steps of these cases were read from the case of another body that handles the same act."""
    AccessEntry.objects.bulk_create(AccessEntry(case=case, user=user, what="steps", at=at) for case in cases)


def note_list(user: User, what: str, *, cases: Keys = (), people: Keys = (), reports: Keys = ()) -> None:
    """Log which cases, people and incoming reports a list or a search showed, by their keys; nothing for an empty one.

    Also after a POST, because searches are sent by POST.
    """
    shown = {"cases": _once(cases), "people": _once(people), "reports": _once(reports)}
    if any(shown.values()):
        ListReading.objects.create(user=user, what=what[:LONGEST], at=timezone.now(), **shown)


def _once(keys: Keys) -> list[int]:
    return sorted({key for key in keys if key is not None})


def note_export(user: User, cases: Iterable[Case], *, at: dt.datetime) -> None:
    """Log that these cases were written into a file for the account."""
    AccessEntry.objects.bulk_create(AccessEntry(case=case, user=user, what="export", at=at) for case in cases)
