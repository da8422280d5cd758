"""Checks a list of past cases: each row gets a result, some hundred rows in one transaction.

If a worker stops or is killed, the finished rows keep their result, and the next worker continues with the others.
"""

import datetime as dt
import logging
import time
from itertools import groupby, islice
from operator import attrgetter
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from cases.imports.runs import claimed
from cases.models import PastCaseImport
from cases.past_cases.judging import Desk, Verdict
from cases.past_cases.sheet import Line, Place, lines_of
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading

log = logging.getLogger(__name__)
ROWS_PER_LOOKUP = 500  # rows whose people are looked up together
State = PastCaseImport.State


def check(past_import: PastCaseImport, now: dt.datetime, until: float) -> None:
    """Continue the check of a waiting import until its end or until ``until`` (monotonic clock)."""
    try:
        with past_import.file.open("rb") as file:
            _check(past_import, file, now, until)
    except SheetError as error:
        _fail(past_import, now, str(error))
    except Exception:  # an error in our code must neither block later imports nor be retried for ever
        log.exception("past case import %s failed", past_import.pk)
        _fail(past_import, now, _("Terjadi kesalahan pada sistem; tidak ada yang dimasukkan. Coba periksa ulang."))


def _check(past_import: PastCaseImport, file: "IO[bytes]", now: dt.datetime, until: float) -> None:
    desk = Desk(past_import.government, past_import.uploaded_by, past_import.uploaded_by.local_date(now))
    reading = Reading()
    lines = lines_of(file, reading, after=_last_judged(past_import))
    while chunk := list(islice(lines, ROWS_PER_LOOKUP)):
        judged = _judge(past_import, desk, chunk)
        # At least one new chunk in each run: otherwise a file that is slow to read would never be finished.
        if judged is None or (judged and time.monotonic() >= until):
            return
    _conclude(past_import, now, reading)


def _last_judged(past_import: PastCaseImport) -> Place | None:
    """The row at which an earlier run of this check ended; imported rows are older than the check."""
    last = past_import.entries.exclude(verdict=Verdict.TAKEN).order_by("-pk").first()
    return Place(last.sheet, last.number, past_import.rows) if last else None


@transaction.atomic
def _judge(past_import: PastCaseImport, desk: Desk, chunk: list[Line]) -> int | None:
    """Check the lines without a result. Returns their number; None if another worker is checking them."""
    row = claimed(past_import, State.WAITING)
    if row is None:
        return None
    lines = [
        line
        for sheet, group in groupby(chunk, key=attrgetter("sheet"))
        for line in _without_verdict(past_import, sheet, list(group))
    ]
    past_import.entries.bulk_create(desk.judged(past_import, lines))
    if lines:
        row.rows = lines[-1].count
        row.save(update_fields=["rows"])
    return len(lines)


def _without_verdict(past_import: PastCaseImport, sheet: str, lines: list[Line]) -> list[Line]:
    """The lines of a chunk without a row. Queried as a range, because a list of numbers makes PostgreSQL scan all rows
    of the sheet while it has no statistics."""
    there = past_import.entries.filter(sheet=sheet, number__range=(lines[0].number, lines[-1].number))
    done = set(there.values_list("number", flat=True))
    return [line for line in lines if line.number not in done]


@transaction.atomic
def _conclude(past_import: PastCaseImport, now: dt.datetime, reading: Reading) -> None:
    row = claimed(past_import, State.WAITING)
    if row is None:
        return
    row.rows = row.entries.count()
    row.rejected = row.entries.filter(verdict__in=(Verdict.REFUSED, Verdict.KNOWN)).count()
    row.reading = reading.as_json()
    row.state, row.finished_at = State.CHECKED, now
    if not row.rows:
        row.state, row.problem = State.FAILED, _("Tidak ada baris di bawah judul kolom.")
    row.save()


@transaction.atomic
def _fail(past_import: PastCaseImport, now: dt.datetime, why: str) -> None:
    """Delete the results of a failed check; imported rows stay."""
    row = claimed(past_import, State.WAITING)
    if row is not None:
        row.entries.exclude(verdict=Verdict.TAKEN).delete()
        row.state, row.problem, row.finished_at = State.FAILED, why, now
        row.rows, row.rejected = row.entries.count(), 0
        row.save()
