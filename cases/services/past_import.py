"""Taking over a list of past cases: every row checked and reported, then taken over one by one.

Each row is a transaction of its own and says itself that it was taken over. A worker that is killed leaves rows that
are done and rows that are not; the next one goes on. Rows of any file that tell of the same person and end share a key.
"""

import dataclasses
import datetime as dt
import logging
import time
from collections.abc import Iterator
from itertools import islice
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Government, PastCaseImport, PastCaseRow, Role, User
from cases.workflow import NotAllowed, RuleViolation

from . import sheet_imports
from .past_cases import take_over
from .past_law import Law
from .past_people import People
from .past_reader import Note
from .past_rows import PastRow, read_row
from .past_sheet import Line, lines_of
from .sheets import SheetError
from .units import units_of

log = logging.getLogger(__name__)
CHUNK = 500  # rows whose people are looked up together
BUDGET = 40.0  # seconds of one wake-up; a task that runs for minutes is taken for lost and started again
THERE = gettext_lazy("Sudah tercatat pada %(case)s; tidak dimasukkan lagi.")
Verdict = PastCaseRow.Verdict
State = PastCaseImport.State


@transaction.atomic
def upload(*, actor: User, at: dt.datetime, file: "File[bytes]") -> PastCaseImport:
    """Keep a list for checking. The same file again leads to the import that it already is. Raises NotAllowed."""
    return sheet_imports.keep(PastCaseImport, government=_government(actor), actor=actor, at=at, file=file)


@transaction.atomic
def check_again(*, past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Check a list anew, for instance after the payroll was imported; what was taken over stays so."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.check_again(locked)
    return locked


@transaction.atomic
def confirm(*, past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Take over the rows that passed the check. Raises RuleViolation when there are none."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.confirm(locked, actor)
    return locked


def work_off(now: dt.datetime, *, budget: float = BUDGET) -> int:
    """Check what waits and take over what is confirmed, oldest first, for about ``budget`` seconds.

    Returns how many rows were taken over. What is left is found by the next wake-up.
    """
    until = time.monotonic() + budget
    taken = 0
    waiting = PastCaseImport.objects.filter(state__in=sheet_imports.TO_WORK_OFF)
    for pk in list(waiting.order_by("uploaded_at").values_list("pk", flat=True)):
        _check(pk, now)
        confirmed = waiting.filter(pk=pk, confirmed_by__isnull=False).select_related("government", "confirmed_by")
        for past_import in confirmed.filter(state=State.CONFIRMED):
            actor = past_import.confirmed_by
            desk = _Desk(past_import.government, actor, actor.local_date(now))  # type: ignore[arg-type, union-attr]
            while _take_next(pk, desk, now):
                taken += 1
                if time.monotonic() >= until:
                    return taken
    return taken


def _claimed(pk: int, state: str) -> PastCaseImport | None:
    """The import under lock, unless another worker has it or it is no longer in that state."""
    rows = PastCaseImport.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return rows.filter(pk=pk, state=state).select_related("government", "uploaded_by", "confirmed_by").first()


@transaction.atomic
def _check(pk: int, now: dt.datetime) -> None:
    past_import = _claimed(pk, State.WAITING)
    if past_import is None:
        return
    try:
        with transaction.atomic(), past_import.file.open("rb") as file:
            _report(past_import, file, past_import.uploaded_by.local_date(now))
    except SheetError as error:
        past_import.state, past_import.problem = State.FAILED, str(error)
    except Exception:  # a fault of ours must not stop the imports behind it, nor be tried for ever
        log.exception("past case import %s failed", pk)
        past_import.state = State.FAILED
        past_import.problem = _("Terjadi kesalahan pada sistem; tidak ada yang dimasukkan. Coba periksa ulang.")
    else:
        past_import.state = State.CHECKED
    past_import.finished_at = now
    past_import.save()


def _report(past_import: PastCaseImport, file: "IO[bytes]", today: dt.date) -> None:
    """A row for each line with its verdict. Lines that were taken over before are left as they are."""
    past_import.entries.exclude(verdict=Verdict.TAKEN).delete()
    done = set(past_import.entries.values_list("sheet", "number"))
    desk = _Desk(past_import.government, past_import.uploaded_by, today)
    passed_over: list[str] = []
    lines = (line for line in lines_of(file, passed_over) if (line.sheet, line.number) not in done)
    while chunk := list(islice(lines, CHUNK)):
        PastCaseRow.objects.bulk_create(desk.judged(past_import, chunk))
    past_import.remark = (
        (_("Tidak dibaca: %(sheets)s.") % {"sheets": "; ".join(passed_over)})[:300] if passed_over else ""
    )
    past_import.rows = past_import.entries.count()
    past_import.rejected = past_import.entries.filter(verdict__in=(Verdict.REFUSED, Verdict.KNOWN)).count()
    if not past_import.rows:
        raise SheetError(_("Tidak ada baris di bawah judul kolom."))


class _Desk:
    """What is needed to judge the rows of one government: its units, the law of all days, and what is already there."""

    def __init__(self, government: Government, actor: User, today: dt.date) -> None:
        self.government, self.actor, self.today = government, actor, today
        self.units, self.law = units_of(government), Law(government)
        self.seen: dict[str, str] = {}

    def judged(self, past_import: PastCaseImport, lines: list[Line]) -> Iterator[PastCaseRow]:
        """The lines as rows, each with its verdict."""
        read = self.read([line.cells for line in lines])
        keys = [row.key for row, _notes in read if row]
        there = PastCaseRow.objects.filter(government=self.government, key__in=keys, case__isnull=False)
        taken = dict(there.values_list("key", "case__number"))
        for line, (row, notes) in zip(lines, read, strict=True):
            entry = PastCaseRow(
                sheet_import=past_import,
                government=self.government,
                sheet=line.sheet,
                number=line.number,
                cells=line.cells,
                verdict=Verdict.WARNED if notes else Verdict.ACCEPTED,
            )
            if row is None:
                entry.verdict = Verdict.REFUSED
            else:
                self._compare(entry, row, notes, taken)
            entry.notes = [dataclasses.asdict(note) for note in notes]
            yield entry

    def read(self, cells: list[dict[str, str]]) -> list[tuple[PastRow | None, list[Note]]]:
        people = People(self.government, self.actor, self.units, cells)
        return [read_row(each, people=people, law=self.law, today=self.today) for each in cells]

    def _compare(self, entry: PastCaseRow, row: PastRow, notes: list[Note], taken: dict[str, str]) -> None:
        entry.key, entry.event = row.key, row.event
        entry.decided_on = row.decision.decided_on if row.decision else None
        if known := taken.get(row.key) or row.person.known_as(row.decision.number if row.decision else ""):
            entry.verdict = Verdict.KNOWN
            notes.append(
                Note("", "", _("Sudah tercatat pada %(case)s; tidak dimasukkan lagi.") % {"case": known}, True)
            )
        elif first := self.seen.get(row.key):
            entry.verdict = Verdict.REFUSED
            told = _("Baris kembar: sama orang dan putusannya dengan baris %(first)s. Hapus salah satunya.")
            notes.append(Note("", "", told % {"first": first}, True))
        else:
            self.seen[row.key] = entry.place


@transaction.atomic
def _take_next(pk: int, desk: "_Desk", now: dt.datetime) -> bool:
    """Take over the next row of a confirmed import; close the import when none is left. Whether there may be more."""
    past_import = _claimed(pk, State.CONFIRMED)
    if past_import is None:
        return False
    # One import of a government at a time: two files may tell of the same event or the same person.
    Government.objects.select_for_update(no_key=True).get(pk=past_import.government_id)
    entry = past_import.entries.to_take_over().first()
    if entry is None:
        _finish(past_import, now)
        return False
    try:
        with transaction.atomic():
            _take(entry, past_import, desk, now)
    except RuleViolation as why:
        _refuse(entry, str(why))
    except Exception:  # one row that breaks must not keep the others out, nor be tried for ever
        log.exception("row %s of past case import %s failed", entry.pk, pk)
        _refuse(entry, _("Terjadi kesalahan pada sistem; baris ini tidak dimasukkan."))
    return True


def _take(entry: PastCaseRow, past_import: PastCaseImport, desk: _Desk, now: dt.datetime) -> None:
    """Read the row again, by the law and the people of now, and write it."""
    [(row, notes)] = desk.read([entry.cells])
    if row is None:
        raise RuleViolation(" ".join(note.message for note in notes if note.stops))
    taken = PastCaseRow.objects.filter(government=past_import.government, case__isnull=False)
    known = taken.filter(key=row.key).values_list("case__number", flat=True).first()
    if known := known or row.person.known_as(row.decision.number if row.decision else ""):
        raise RuleViolation(THERE % {"case": known})
    same = taken.filter(event=row.event).select_related("case").first()
    words = {"file": past_import.original_name, "row": entry.place, "who": desk.actor}
    origin = _("Kasus lama dari %(file)s, baris %(row)s, dimasukkan %(who)s.") % words
    respondent = take_over(row=row, into=same.case if same else None, origin=origin, actor=desk.actor, at=now)
    entry.case, entry.verdict, entry.key, entry.event = respondent.case, Verdict.TAKEN, row.key, row.event
    entry.save(update_fields=["case", "verdict", "key", "event"])


def _refuse(entry: PastCaseRow, why: str) -> None:
    entry.verdict = Verdict.REFUSED
    entry.notes = [*entry.notes, dataclasses.asdict(Note("", "", why, True))]
    entry.save(update_fields=["verdict", "notes"])


def _finish(past_import: PastCaseImport, now: dt.datetime) -> None:
    past_import.state, past_import.finished_at = State.DONE, now
    past_import.rejected = past_import.entries.filter(verdict__in=(Verdict.REFUSED, Verdict.KNOWN)).count()
    past_import.save(update_fields=["state", "finished_at", "rejected"])


def _government(actor: User) -> Government:
    if actor.role != Role.BKPSDM or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM yang memasukkan kasus lama."))
    return actor.government
