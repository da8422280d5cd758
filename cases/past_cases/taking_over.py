"""Imports the rows of a confirmed list, some hundred in one transaction.

Each row stores that it was imported in the transaction that writes its case. If a worker is killed, the next one
continues with the other rows. If one of a hundred rows fails, all are tried one by one.
"""

import dataclasses
import datetime as dt
import logging
import time
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.imports.runs import claimed
from cases.models import Case, Government, PastCaseImport, PastCaseRow
from cases.past_cases.cell_reader import Note
from cases.past_cases.judging import THERE, Desk, Verdict, case_of
from cases.past_cases.opening import TakenRow, take_over
from cases.past_cases.rows import PastRow
from cases.procedure.refusals import RuleViolation

log = logging.getLogger(__name__)
ROWS_PER_TRANSACTION = 100  # rows of one transaction: about 0.25 s, during which other acts may wait for a counter
State = PastCaseImport.State
Readable = tuple[PastCaseRow, PastRow]


def take_rows(past_import: PastCaseImport, now: dt.datetime, until: float) -> int:
    """Import the remaining rows of a confirmed list until its end or until ``until`` (monotonic clock).

    Returns the number of processed rows.
    """
    actor = past_import.confirmed_by
    if actor is None:
        raise ValueError("an import is taken over after somebody confirmed it")
    desk = Desk(past_import.government, actor, actor.local_date(now))
    dealt_with = 0
    while n := _take_next(past_import, desk, now):
        dealt_with += n
        if time.monotonic() >= until:
            break
    return dealt_with


@transaction.atomic
def _take_next(past_import: PastCaseImport, desk: Desk, now: dt.datetime) -> int:
    """Import the next rows and close the import after the last one. Returns the number of processed rows."""
    row = claimed(past_import, State.CONFIRMED)
    if row is None:
        return 0
    # One import of a government at a time: two files may contain the same event or person.
    Government.objects.select_for_update(no_key=True).get(pk=row.government_id)
    entries = _of_different_people(row.entries.to_take_over()[:ROWS_PER_TRANSACTION])
    if not entries:
        _finish(row, now)
        return 0
    dealt_with, readable = _read(entries, desk)
    if readable:
        _settle(readable, desk, row.original_name, now)
    return dealt_with


def _of_different_people(entries: Iterable[PastCaseRow]) -> list[PastCaseRow]:
    """The rows before the first repeated person: an earlier sanction must be stored before the next row is checked."""
    seen: set[tuple[str, str]] = set()
    found = []
    for entry in entries:
        who = {
            (field, entry.cells[field].lower()) for field in ("nip", "other_number", "name") if entry.cells.get(field)
        }
        who = {pair for pair in who if pair[0] != "name"} or who
        if who & seen:
            break
        seen |= who
        found.append(entry)
    return found


def _read(entries: Sequence[PastCaseRow], desk: Desk) -> tuple[int, list[Readable]]:
    """Check rows again with the current law and people, up to the second row of a person. Refuse rows that are no
    longer valid. Returns the number of processed rows, and the rows to be written."""
    read = desk.read(entry.cells for entry in entries)
    taken = desk.taken([row.key for row, _notes in read if row])
    people: set[object] = set()
    readable: list[Readable] = []
    for place, (entry, (row, notes)) in enumerate(zip(entries, read, strict=True)):
        if row is None:
            _refuse(entry, " ".join(note.message for note in notes if note.stops))
        elif row.person.same in people:
            return place, readable
        else:
            people.add(row.person.same)
            if known := case_of(row, taken):
                _refuse(entry, THERE % {"case": known})
            else:
                readable.append((entry, row))
    return len(entries), readable


def _settle(readable: Sequence[Readable], desk: Desk, file: str, now: dt.datetime) -> None:
    """Write rows together; if that fails, one by one, so that only the failing row is left out."""
    try:
        with transaction.atomic():
            _write(readable, desk, file, now)
    except Exception as why:  # one failing row must neither block the others nor be retried for ever
        if len(readable) > 1:
            for entry, _row in readable:
                _dealt_with, again = _read([entry], desk)
                if again:
                    _settle(again, desk, file, now)
        elif isinstance(why, RuleViolation):
            _refuse(readable[0][0], str(why))
        else:
            log.exception("row %s of past case import %s failed", readable[0][0].pk, readable[0][0].sheet_import_id)
            _refuse(readable[0][0], _("Terjadi kesalahan pada sistem; baris ini tidak dimasukkan."))


def _write(readable: Sequence[Readable], desk: Desk, file: str, now: dt.datetime) -> None:
    origin = _("Kasus lama dari %(file)s, baris %(row)s, dimasukkan %(who)s.")
    taken_rows = [
        TakenRow(row, origin % {"file": file, "row": entry.place, "who": desk.actor}) for entry, row in readable
    ]
    paths = take_over(taken_rows, there=_cases_of(readable, desk), actor=desk.actor, at=now)
    for (entry, row), path in zip(readable, paths, strict=True):
        entry.case, entry.verdict, entry.key, entry.event = path.case, Verdict.TAKEN, row.key, row.event
    # An INSERT whose rows all exist: bulk_update writes a condition for each row and column, a fifth of the whole time.
    PastCaseRow.objects.bulk_create(
        [entry for entry, _row in readable],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["case", "verdict", "key", "event"],
    )


def _cases_of(readable: Sequence[Readable], desk: Desk) -> dict[str, Case]:
    """The existing cases of the events."""
    taken = PastCaseRow.objects.filter(
        government=desk.government, event__in={row.event for _entry, row in readable}, case__isnull=False
    )
    return {entry.event: entry.case for entry in taken.select_related("case").order_by("-pk") if entry.case}


def _refuse(entry: PastCaseRow, why: str) -> None:
    entry.verdict = Verdict.REFUSED
    entry.notes = [*entry.notes, dataclasses.asdict(Note("", "", why, True))]
    entry.save(update_fields=["verdict", "notes"])


def _finish(past_import: PastCaseImport, now: dt.datetime) -> None:
    past_import.state, past_import.finished_at = State.DONE, now
    past_import.rejected = past_import.entries.filter(verdict__in=(Verdict.REFUSED, Verdict.KNOWN)).count()
    past_import.save(update_fields=["state", "finished_at", "rejected"])
