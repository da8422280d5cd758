"""Writes a payroll to the database: stage the valid rows, refuse contradictions, apply the rest.

Rows are streamed through the checks into a temporary table; a few statements do the rest, in one transaction.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cases.models import Government
from cases.people.staff_sheet import TITLES, StaffRow, read
from cases.people.units import units_of
from cases.procedure.table import NOT_YET_IN_FORCE
from lib.sheets.problems import Problem, SheetError
from lib.sheets.reader import Reading
from lib.sheets.rejects import RejectBook

STAGED = """
    CREATE TEMPORARY TABLE staged (
        row integer NOT NULL, nip text, other_number text NOT NULL, name text NOT NULL, category text NOT NULL,
        agency_id bigint NOT NULL, employer_id bigint, home_body text NOT NULL,
        post text NOT NULL, starts_on date NOT NULL, employee_id bigint
    ) ON COMMIT DROP
"""
NULL = "\\N"
COPY = """
    COPY staged (row, nip, other_number, name, category, agency_id, employer_id, home_body, post, starts_on) FROM STDIN
"""
KNOWN = """
    UPDATE staged SET employee_id = person.id FROM cases_employee person
    WHERE staged.employee_id IS NULL AND staged.nip = person.nip AND person.government_id = %(government)s
""", """
    UPDATE staged SET employee_id = person.id FROM cases_employee person
    WHERE staged.employee_id IS NULL AND staged.other_number <> ''
      AND staged.other_number = person.other_number AND person.government_id = %(government)s
"""  # fmt: skip
TWICE = """
    DELETE FROM staged USING (
        SELECT row, min(row) OVER (PARTITION BY nip, other_number) AS first FROM staged
    ) seen WHERE seen.row = staged.row AND seen.first < staged.row
    RETURNING staged.row, coalesce(staged.nip, staged.other_number), seen.first::text
"""
ELSEWHERE = """
    DELETE FROM staged USING cases_employee person
    WHERE person.nip = staged.nip AND person.government_id <> %(government)s
    RETURNING staged.row, staged.nip, ''
"""
# A sheet without a column for the employer says nothing of it: on the same workplace it stays as it was.
UNTOLD = {
    "employer": """
        UPDATE staged SET employer_id = job.employer_id FROM cases_employment job WHERE staged.home_body = ''
          AND job.employee_id = staged.employee_id AND job.ends_on IS NULL AND job.agency_id = staged.agency_id
    """,
    "home_body": """
        UPDATE staged SET home_body = job.home_body FROM cases_employment job WHERE staged.employer_id IS NULL
          AND job.employee_id = staged.employee_id AND job.ends_on IS NULL AND job.agency_id = staged.agency_id
    """,
}
# Known later data stay: a row may continue the current employment, but not precede it.
BEHIND = """
    DELETE FROM staged USING cases_employment job
    WHERE job.employee_id = staged.employee_id AND coalesce(job.ends_on, job.starts_on) >= staged.starts_on
      AND NOT EXISTS (SELECT 1 FROM cases_employment held WHERE held.employee_id = staged.employee_id
        AND held.ends_on IS NULL
        AND (held.agency_id, held.category, held.post, held.home_body)
          = (staged.agency_id, staged.category, staged.post, staged.home_body)
        AND held.employer_id IS NOT DISTINCT FROM staged.employer_id)
    RETURNING staged.row, staged.starts_on::text, to_char(coalesce(job.ends_on, job.starts_on), 'DD-MM-YYYY')
"""
RENAMED = """
    UPDATE cases_employee person SET name = staged.name FROM staged
    WHERE person.id = staged.employee_id AND person.name <> staged.name
"""
NEW_PEOPLE = """
    INSERT INTO cases_employee (government_id, name, nip, other_number)
    SELECT %(government)s, name, nip, other_number FROM staged WHERE employee_id IS NULL
"""
ENDED = """
    UPDATE cases_employment job SET ends_on = staged.starts_on - 1 FROM staged
    WHERE job.employee_id = staged.employee_id AND job.ends_on IS NULL
      AND ((job.agency_id, job.category, job.post, job.home_body)
          <> (staged.agency_id, staged.category, staged.post, staged.home_body)
        OR job.employer_id IS DISTINCT FROM staged.employer_id)
"""
# People who are examined, or whose decision is not in force yet, and whose post or unit the sheet changes.
MOVED = """
    SELECT path.id FROM cases_respondent path
    JOIN staged ON staged.employee_id = path.employee_id
    JOIN cases_employment job ON job.employee_id = path.employee_id AND job.ends_on IS NULL
    WHERE path.status = ANY(%(pending)s) AND (job.agency_id, job.post) <> (staged.agency_id, staged.post)
    ORDER BY path.id
"""
NEW_POSTS = """
    INSERT INTO cases_employment (employee_id, agency_id, employer_id, home_body, category, post, starts_on, note)
    SELECT employee_id, agency_id, employer_id, home_body, category, post, starts_on, '' FROM staged
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_employment job WHERE job.employee_id = staged.employee_id AND job.ends_on IS NULL
    )
"""


class _TrialRun(Exception):
    """Rolls back what a trial run wrote."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """The result of a run, or of a trial run; in rows and people."""

    rows: int
    new_people: int
    renamed: int
    new_posts: int
    unchanged: int
    rejected: int
    reading: dict[str, Any]
    moved: list[int]  # paths of people who move while they are examined


def run(
    government: Government, file: "IO[bytes]", *, valid_on: dt.date, rejects: "IO[bytes]", is_trial: bool
) -> Outcome:
    """Stage, refuse, and take over, all or nothing; a trial run takes everything back.

    ``rejects`` gets a workbook with a row for each bad one. Raises SheetError.
    """
    outcome: list[Outcome] = []
    with suppress(_TrialRun), RejectBook(rejects) as book, transaction.atomic():
        outcome.append(_run(government, file, valid_on, book))
        if is_trial:
            raise _TrialRun
    return outcome[0]


def _run(government: Government, file: "IO[bytes]", valid_on: dt.date, book: RejectBook) -> Outcome:
    reading = Reading()
    rows = read(file, reading, units=units_of(government), valid_on=valid_on, own=government.name)
    known: dict[str, Any] = {"government": government.pk, "pending": list(NOT_YET_IN_FORCE)}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged")
        cursor.execute(STAGED)
        stream = _CopyStream(rows, book)
        cursor.copy_expert(COPY, stream)
        if stream.fault is not None:
            raise stream.fault
        cursor.execute("ANALYZE staged")
        _strike(book, cursor, TWICE, known, "NIP", _("Sudah ada pada baris %(what)s."))
        _strike(book, cursor, ELSEWHERE, known, "NIP", _("Tercatat pada pemerintah daerah lain."))
        _identify(cursor, known)
        for field in UNTOLD.keys() - _told(reading):
            cursor.execute(UNTOLD[field])
        _strike(book, cursor, BEHIND, known, "TMT jabatan", _("Riwayat jabatan sudah terisi sampai %(what)s."))
        renamed, new_people = _changed(cursor, RENAMED, known), _changed(cursor, NEW_PEOPLE, known)
        _identify(cursor, known)
        cursor.execute(MOVED, known)
        moved = [pk for (pk,) in cursor]
        _changed(cursor, ENDED, known)
        new_posts = _changed(cursor, NEW_POSTS, known)
        cursor.execute("SELECT count(*) FROM staged")
        taken = cursor.fetchone()[0]
        cursor.execute("DROP TABLE staged")
    return Outcome(
        rows=stream.rows + stream.problems,
        new_people=new_people,
        renamed=renamed,
        new_posts=new_posts,
        unchanged=taken - new_posts,
        rejected=book.count,
        reading=reading.as_json(),
        moved=moved,
    )


def _told(reading: Reading) -> set[str]:
    """The fields for which the sheet has a column."""
    titles = {title for sheet in reading.sheets for title, _heading in sheet["columns"]}
    return {field for field, title in TITLES.items() if title in titles}


def _identify(cursor: Any, known: dict[str, Any]) -> None:
    for sql in KNOWN:
        cursor.execute(sql, known)


def _changed(cursor: Any, sql: str, known: dict[str, Any]) -> int:
    cursor.execute(sql, known)
    return int(cursor.rowcount)


def _strike(book: RejectBook, cursor: Any, sql: str, known: dict[str, Any], column: str, message: str) -> None:
    """Refuse the rows that a statement finds, each with the message."""
    cursor.execute(sql, known)
    seen: set[int] = set()
    for row, value, what in cursor:
        if row not in seen:
            seen.add(row)
            book.add(Problem(row, column, value, message % {"what": what}))


class _CopyStream(io.RawIOBase):
    """The valid rows as input of PostgreSQL's COPY, generated while it reads; invalid rows go to the reject file.

    The driver would replace an exception by its own, so an error in the sheet ends the stream and is kept in ``fault``.
    """

    def __init__(self, rows: Iterator[StaffRow | Problem], book: RejectBook) -> None:
        self.lines = self._lines(rows, book)
        self.rest = b""
        self.rows = self.problems = 0
        self.fault: SheetError | None = None

    def _lines(self, rows: Iterator[StaffRow | Problem], book: RejectBook) -> Iterator[bytes]:
        for row in rows:
            if isinstance(row, Problem):
                book.add(row)
                self.problems += 1
                continue
            self.rows += 1
            name, other, post = _escaped(row.name), _escaped(row.other_number), _escaped(row.post)
            cells = (
                str(row.row),
                row.nip or NULL,
                other,
                name,
                row.category,
                str(row.agency),
                str(row.employer) if row.employer else NULL,
                _escaped(row.home_body),
                post,
                str(row.starts_on),
            )
            yield ("\t".join(cells) + "\n").encode()

    def read(self, size: int = -1) -> bytes:
        parts, length = [self.rest], len(self.rest)
        try:
            while length < size:
                parts.append(next(self.lines))
                length += len(parts[-1])
        except StopIteration:
            pass
        except SheetError as error:
            self.fault = error
        text = b"".join(parts)
        self.rest = text[size:]
        return text[:size]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", " ") if "\\" in text or "\t" in text else text
