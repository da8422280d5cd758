"""The readings of one case or one person, from the log of pages and the log of lists, as one list."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import AccessEntry, Case, Employee, ListReading, User
from cases.readers.words import in_words
from cases.web.paging import PAGE_SIZE, SEPARATOR

WHO = ("user__agency", "user__government")


@dataclasses.dataclass(frozen=True)
class Reading:
    """One reading. ``rank`` and ``pk`` order readings of the same moment; ``case``: the number of the case, if any."""

    at: dt.datetime
    user: User
    what: str
    reason: str
    case: str
    rank: int
    pk: int


@dataclasses.dataclass(frozen=True)
class Log:
    """The two logs, narrowed to one subject."""

    pages: QuerySet[AccessEntry]
    lists: QuerySet[ListReading]


@dataclasses.dataclass(frozen=True)
class Page:
    """``after``: what names the last reading, if there are more."""

    rows: list[Reading]
    after: str

    @property
    def next_url(self) -> str | None:
        return f"?after={self.after}" if self.after else None


def of_case(case: Case) -> Log:
    """The readings of a case, of its papers and files, and of lists that named it."""
    return Log(AccessEntry.objects.filter(case=case), ListReading.objects.filter(cases__contains=[case.pk]))


def of_person(person: Employee, cases: Iterable[int]) -> Log:
    """The readings of a person's data: their pages, these cases of theirs, and lists that named them or the cases."""
    keys = list(cases)
    pages = AccessEntry.objects.filter(Q(employee=person) | Q(case__in=keys))
    lists = ListReading.objects.filter(Q(people__contains=[person.pk]) | Q(cases__overlap=keys))
    return Log(pages, lists)


def newest(after: str, log: Log, *, size: int = PAGE_SIZE) -> Page:
    """The readings after the one that ``after`` names, newest first. Two statements, however long the logs are."""
    last = _cursor(after)
    found: list[Reading] = []
    for rank, (rows, joined) in enumerate(((log.pages, (*WHO, "case")), (log.lists, WHO))):
        narrowed = rows if last is None else rows.filter(_beyond(rank, last))
        ordered = narrowed.select_related(*joined).order_by("-at", "-pk")[: size + 1]
        found += [_reading(row, rank) for row in ordered]
    found.sort(key=lambda row: (row.at, -row.rank, row.pk), reverse=True)
    shown = found[:size]
    end = shown[-1] if len(found) > size else None
    return Page(shown, f"{end.at:%Y%m%d%H%M%S%f}{SEPARATOR}{end.rank}{SEPARATOR}{end.pk}" if end else "")


def _reading(row: Any, rank: int) -> Reading:
    case = getattr(row, "case", None)
    reason, number = getattr(row, "reason", ""), case.number if case else ""
    return Reading(row.at, row.user, in_words(row.what), reason, number, rank, row.pk)


def _cursor(text: str) -> tuple[dt.datetime, int, int] | None:
    """Moment, rank and key; None if the address was tampered with."""
    parts = text.split(SEPARATOR)
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() and len(part) < 21 for part in parts):
        return None
    try:
        at = dt.datetime.strptime(parts[0], "%Y%m%d%H%M%S%f").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return at, int(parts[1]), min(int(parts[2]), 2**63 - 1)


def _beyond(rank: int, last: tuple[dt.datetime, int, int]) -> Q:
    """The rows of the log of this rank that come after the last one shown."""
    at, last_rank, pk = last
    if rank > last_rank:
        return Q(at__lte=at)
    return Q(at__lt=at) | Q(at=at, pk__lt=pk) if rank == last_rank else Q(at__lt=at)
