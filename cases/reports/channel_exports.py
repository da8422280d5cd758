"""Imports exports of other complaint channels: each row once, by the channel's own register number.

The file is not stored, because it names reporters. After an interruption the file is sent again; existing rows are
skipped.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import IncomingReport, Reporter, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.reports.incoming import open_report
from lib.sheets.cells import day_of, is_nothing, plain
from lib.sheets.headings import Column
from lib.sheets.identifiers import identifier
from lib.sheets.problems import Problem
from lib.sheets.reader import Reading, SheetReader
from lib.sheets.rejects import RejectBook

COLUMNS = {
    "register_number": Column("Nomor register", ("trackingid", "nomorlaporan", "nomoraduan", "noregister", "nolaporan",
                              "idlaporan", "kodelaporan", "nomortiket", "id")),
    "text": Column("Isi laporan", ("isiaduan", "isipengaduan", "uraian", "isi", "deskripsi", "laporan")),
    "subject": Column("Judul", ("judullaporan", "perihal")),
    "received": Column("Tanggal laporan", ("tgllaporan", "tanggalmasuk", "tanggaldibuat", "waktulaporan", "tanggal"),
                       is_day=True),
    "unit": Column("Instansi", ("instansiterdisposisi", "perangkatdaerah", "unitkerja", "opd")),
    "happened": Column("Tanggal kejadian", ("waktukejadian",)),
    "name": Column("Nama pelapor", ("pelapor", "nama")),
    "contact": Column("Kontak", ("telepon", "notelepon", "nohp", "nomorhp", "nowa", "surel", "email")),
}  # fmt: skip
TITLES = {"register_number": "Nomor register", "text": "Isi laporan"}  # required columns
LONGEST_TEXTS = {
    "register_number": 200,
    "text": 20_000,
    "subject": 200,
    "unit": 200,
    "happened": 200,
    "name": 160,
    "contact": 300,
}
NUMBERS = {"register_number": "Nomor register", "contact": "Kontak"}
MOST_ROWS = 2000
LETTERS_QUOTED = 80  # characters of an invalid cell, or of the register number of its row, that are shown
IMPORTED = tuple(channel for channel in IncomingReport.Channel if channel != IncomingReport.Channel.PAGE)


class RowState(StrEnum):
    NEW = "NEW"
    KNOWN = "KNOWN"  # imported before
    WRONG = "WRONG"


@dataclasses.dataclass(frozen=True)
class Row:
    """The result of a row, with the reason if it is wrong. Contains nothing of its reporter."""

    number: int
    state: RowState
    register_number: str = ""
    subject: str = ""
    problem: Problem | None = None

    @property
    def is_new(self) -> bool:
        return self.state == RowState.NEW

    @property
    def is_known(self) -> bool:
        return self.state == RowState.KNOWN


class Wrong(Exception):
    """An invalid row: the heading of the cell, its text if it may be shown, and the reason."""

    def __init__(self, column: str, value: str, message: str) -> None:
        self.column, self.value, self.message = column, value, message


def import_reports(
    *, actor: User, at: dt.datetime, file: "IO[bytes]", channel: str, is_trial: bool, reading: Reading | None = None
) -> list[Row]:
    """Import the valid new rows one by one; a trial only returns the results.

    Raises NotAllowed, RuleViolation for too many rows, SheetError if the file is not a sheet or lacks a column.
    """
    government = actor.government
    if not may(actor, Right.SIFT_REPORTS) or government is None:
        raise NotAllowed(_("Hanya BKPSDM dan Inspektorat yang memasukkan laporan."))
    reports = IncomingReport.objects.filter(government=government, channel=channel)
    known = set(reports.values_list("register_number", flat=True))
    found: list[Row] = []
    for number, cells in _rows(file, reading or Reading()):
        try:
            values = _read(cells, ZoneInfo(government.time_zone))
        except Wrong as why:
            problem = Problem(number, why.column, why.value, why.message)
            found.append(Row(number, RowState.WRONG, _register_number(cells), problem=problem))
            continue
        state = RowState.KNOWN if values["register_number"] in known else RowState.NEW
        if state == RowState.NEW and not is_trial:
            state = _keep(actor, at, channel, values)
        known.add(values["register_number"])
        found.append(Row(number, state, values["register_number"], values["subject"]))
    return found


def _rows(file: "IO[bytes]", reading: Reading) -> Iterator[tuple[int, dict[str, Any]]]:
    taken = 0
    for number, cells in SheetReader(COLUMNS, tuple(TITLES), reading=reading).table(file).records():
        if any(not is_nothing(plain(cell)) for cell in cells.values()):
            taken += 1
            if taken > MOST_ROWS:
                raise RuleViolation(_("Paling banyak %(n)d baris sekali impor. Bagi berkasnya.") % {"n": MOST_ROWS})
            yield number, cells


def refused_rows(rows: Iterable[Row]) -> bytes:
    """The refused rows as a workbook, to be put right in the export and sent again."""
    file = io.BytesIO()
    with RejectBook(file) as book:
        for row in rows:
            if row.problem is not None:
                book.add(row.problem)
    return file.getvalue()


def _register_number(cells: dict[str, Any]) -> str:
    return plain(cells["register_number"])[:LETTERS_QUOTED]


def _read(cells: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """The texts of a row. Raises Wrong for a missing value; its message never identifies the reporter."""
    values: dict[str, Any] = dict.fromkeys(LONGEST_TEXTS, "")
    for field, longest in LONGEST_TEXTS.items():
        text = _text(field, cells.get(field, ""))
        if len(text) > longest and field in TITLES:
            why = _("%(column)s terlalu panjang, paling banyak %(n)d huruf.") % {"column": TITLES[field], "n": longest}
            raise Wrong(TITLES[field], f"{text[:LETTERS_QUOTED]}…", why)
        values[field] = "" if is_nothing(text) else text[:longest]
    for field, title in TITLES.items():
        if not values[field]:
            raise Wrong(title, "", _("%(column)s kosong.") % {"column": title})
    try:
        values["received"] = day_of(cells.get("received"), zone=zone)
    except ValidationError as why:
        raise Wrong(_("Tanggal laporan"), plain(cells["received"])[:LETTERS_QUOTED], " ".join(why.messages)) from None
    return values


def _text(field: str, cell: Any) -> str:
    """Refuses a number that lost digits, because it would name another report or another reporter."""
    if field not in NUMBERS:
        return plain(cell).strip()
    try:
        return identifier(cell)
    except ValidationError as why:
        shown = plain(cell)[:LETTERS_QUOTED] if field in TITLES else ""
        raise Wrong(NUMBERS[field], shown, " ".join(why.messages)) from None


def _keep(actor: User, at: dt.datetime, channel: str, values: dict[str, Any]) -> RowState:
    government = actor.government
    assert government is not None  # noqa: S101 - asked before
    number = values["register_number"]
    name, contact, day = values["name"], values["contact"], values["received"]
    noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(government.time_zone)) if day else at
    try:
        with transaction.atomic():
            open_report(
                government=government,
                channel=channel,
                at=at,
                received_at=min(noon, at),
                is_told=False,
                reporter=Reporter(name=name, contact=contact) if name or contact else None,
                register_number=number,
                text=values["text"],
                subject=values["subject"],
                unit=values["unit"],
                happened=values["happened"],
            )
    except IntegrityError:  # another account imports the same export at this moment
        if not IncomingReport.objects.filter(government=government, channel=channel, register_number=number).exists():
            raise
        return RowState.KNOWN
    return RowState.NEW
