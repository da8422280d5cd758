"""Opening what offices send as a table: CSV or XLSX, however it was made. Nothing is believed that can be measured.

CSV is read line by line, so that a million rows take no more memory than one; a workbook is unpacked by its reader,
and therefore measured before.
"""

import csv
import dataclasses
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

HEADING_WITHIN = 20  # rows; exports begin with a title and the date
LONGEST_LINE = 1024 * 1024  # letters; a longer one is no row of a table
UNPACKED = 400 * 1024 * 1024  # bytes of a workbook once unpacked; a workbook that claims more is a bomb
MOST_CELLS = 24_000_000  # the reader lays a sheet out as a full rectangle, about 32 bytes a cell
READ_SIZE = 1024 * 1024
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a workbook with a password
PLACE = re.compile(rb"""\br\s{0,31}=\s{0,31}["']([A-Za-z]{0,63})([0-9]{1,63})["']""")  # of a cell, or a row's number
ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row(?=[\s/>])")
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])")
UNPLACED = re.compile(rb"""<(?:[^\s<>/:]+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)""")
# A place as nobody writes it: it would lie across two pieces, or look like none.
STRETCHED = re.compile(rb"""\br\s{32}|\br\s{0,31}=\s{32}|\br\s{0,31}=\s{0,31}["'][A-Za-z0-9]{64}""")
LONGEST_TAG = 4096


class SheetError(Exception):
    """A file that cannot be read as the table that was asked for; the message is an Indonesian sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name (empty for CSV) and its rows."""

    name: str
    rows: Iterator[list[Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row, and what to do about it."""

    row: int
    column: str
    value: str
    message: str


def letters(text: str) -> str:
    """A name without case, spaces and signs: what is compared."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def sheet_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    """The cells of the first visible table of a file, row by row. Raises SheetError when it is none."""
    for sheet in open_sheets(file):
        yield from sheet.rows
        return


def open_sheets(file: "IO[bytes]") -> Iterator[Sheet]:
    """The visible tables of a CSV or XLSX file, in its order. Raises SheetError when it is neither."""
    file.seek(0)
    head = file.read(8)
    if head[:4] == ZIP:
        yield from _workbook_sheets(file)
    elif head == COMPOUND:
        raise SheetError(_compound(file))
    else:
        yield Sheet("", _csv_rows(file))


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its headings: where each field stands, the rows with their numbers, and which fields it lacks."""

    sheet: str
    columns: Mapping[str, int]
    rows: Iterator[tuple[int, list[Any]]]
    lacking: Sequence[str]

    def cells(self, row: Sequence[Any]) -> dict[str, Any]:
        return {field: row[place] if place < len(row) else "" for field, place in self.columns.items()}


def table_of(
    sheet: Sheet,
    headings: Mapping[str, Sequence[str]],
    lacking: Callable[[Container[str]], Sequence[str]],
    *,
    may_go_on: bool = False,
) -> Table:
    """The table under the first row that has all headings that are asked for; else what the best row lacks."""
    rows = enumerate(sheet.rows, 1)
    best: Sequence[str] = lacking(())
    for _number, cells in islice(rows, HEADING_WITHIN):
        columns = columns_of(cells, headings, may_go_on=may_go_on)
        missing = lacking(columns)
        if not missing:
            return Table(sheet.name, columns, rows, ())
        if len(columns) > 1 and len(missing) <= len(best):
            best = missing
    return Table(sheet.name, {}, iter(()), best)


def columns_of(
    cells: Sequence[Any], headings: Mapping[str, Sequence[str]], *, may_go_on: bool = False
) -> dict[str, int]:
    """Where each field stands in a row of headings; the first of several equal headings counts.

    ``may_go_on``: a heading may go on after the words that mean it, as in "Tanggal SK (hari-bulan-tahun)".
    """
    named = {letters(str(cell)): place for place, cell in reversed(list(enumerate(cells)))}
    named.pop("", None)
    found = {
        field: next(named[meaning] for meaning in meanings if meaning in named)
        for field, meanings in headings.items()
        if any(meaning in named for meaning in meanings)
    }
    if may_go_on:
        taken = set(found.values())
        for field in headings.keys() - found.keys():
            rest = [
                place
                for words, place in named.items()
                if place not in taken and words.startswith(tuple(each for each in headings[field] if len(each) > 8))
            ]
            if len(rest) == 1:
                found[field] = rest[0]
                taken.add(rest[0])
    return found


def _csv_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        head = text.read(64 * 1024)
        if "\0" in head:
            raise SheetError(_("Berkas bukan CSV atau XLSX."))
        if head.lstrip()[:1] == "<":
            raise SheetError(
                _("Berkas ini halaman HTML atau XML yang diberi nama Excel. Buka di Excel, lalu Simpan Sebagai XLSX.")
            )
        text.seek(0)
        yield from csv.reader(iter(partial(text.readline, LONGEST_LINE), ""), delimiter=_delimiter(head))
    except UnicodeDecodeError as error:
        raise SheetError(_("Berkas bukan CSV UTF-8 atau XLSX. Simpan ulang sebagai “CSV UTF-8”.")) from error
    except csv.Error as error:
        raise SheetError(_("CSV tidak dapat dibaca: %(why)s.") % {"why": error}) from error
    finally:
        if not file.closed:  # as it is when somebody stopped reading half-way
            text.detach()


def _delimiter(head: str) -> str:
    """The sign that divides the widest of the first lines: a title above the headings divides nothing."""
    lines = head.splitlines()[:HEADING_WITHIN]
    return max(";,\t", key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _compound(file: "IO[bytes]") -> str:
    """What is said of Office's old container: it holds an old workbook, or one locked with a password."""
    file.seek(0)
    tail = b""
    while piece := file.read(READ_SIZE):
        if ENCRYPTED in tail + piece:
            return _(
                "Buku kerja dikunci kata sandi. Buka di Excel, kosongkan kata sandinya lewat Berkas > Info > "
                "Proteksi Buku Kerja, simpan, lalu unggah lagi."
            )
        tail = piece[-len(ENCRYPTED) :]
    return _("Ini buku kerja Excel lama (.xls), apa pun akhiran namanya. Buka di Excel, lalu Simpan Sebagai XLSX.")


def _workbook_sheets(file: "IO[bytes]") -> Iterator[Sheet]:
    try:
        _measure(file)
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        for known in workbook.sheets_metadata:
            if known.visible == SheetVisibleEnum.Visible and known.typ == SheetTypeEnum.WorkSheet:
                yield Sheet(known.name, _laid_out(workbook.get_sheet_by_name(known.name)))
    except (zipfile.BadZipFile, CalamineError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SheetError(_("Buku kerja XLSX rusak atau terkunci kata sandi. Simpan ulang dari Excel.")) from error


def _measure(file: "IO[bytes]") -> None:
    """Refuse a workbook that would take the memory of the machine: by the sizes that it claims, then by reading it.

    Reading checks the claims, since each part has to end where it says, and finds the two lone cells in opposite
    corners that the reader would lay out as billions.
    """
    with zipfile.ZipFile(file) as parts:
        names = set(parts.namelist())
        if "xl/workbook.xml" not in names:
            raise SheetError(_("Berkas ini bukan buku kerja XLSX. Simpan Sebagai XLSX atau CSV UTF-8."))
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise SheetError(_("Buku kerja terlalu besar setelah dibuka. Simpan sebagai CSV UTF-8."))
        for part in parts.infolist():
            with parts.open(part) as stream:
                rows, columns = _extent(iter(partial(stream.read, READ_SIZE), b""))
            if rows * columns > MOST_CELLS:
                raise SheetError(
                    _("Lembar terlalu luas: ada isi di baris %(row)d. Hapus sel kosong di bawah dan di kanan tabel.")
                    % {"row": rows}
                )


def _extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """How many rows and columns a part can be laid out to; of any part, since a workbook may name any as its sheet.

    A cell without a place stands right of the one before it, a row without a number below: they are counted. Never
    less than half of what the reader would lay out.
    """
    letters_used: set[bytes] = set()
    last, rows, cells, most, unplaced, most_unplaced = 0, 0, 0, 0, 0, 0
    for known in _whole_tags(pieces):
        places = PLACE.findall(known)
        letters_used.update({column.upper() for column, _row in places})
        last = max(last, max((int(row) for _column, row in places), default=0))
        is_plain = not UNPLACED.search(known)
        for nth, row in enumerate(ROW.split(known)):
            if nth:
                rows, cells, unplaced = rows + 1, 0, 0
            cells += len(CELL.findall(row))
            unplaced += 0 if is_plain else len(UNPLACED.findall(row))
            most, most_unplaced = max(most, cells), max(most_unplaced, unplaced)
    return max(last, rows), max(_widest(letters_used) + most_unplaced, most)


def _whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut before a tag: no place lies across two pieces, and where one could they are refused."""
    rest = b""
    for piece in pieces:
        held = rest + piece
        if STRETCHED.search(held):
            raise SheetError(_("Buku kerja XLSX rusak atau terkunci kata sandi. Simpan ulang dari Excel."))
        least = max(0, len(held) - LONGEST_TAG)
        cut = held.rfind(b"<", least)
        cut = least if cut == -1 else cut
        yield held[:cut]
        rest = held[cut:]
    yield rest


def _widest(columns: Iterable[bytes]) -> int:
    widest = 0
    for column in columns:
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        widest = max(widest, number)
    return widest


def _laid_out(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The rows, with the value of a merged cell in every row that it covers, as the eye reads it."""
    merged = defaultdict(list)
    left = sheet.start[1] if sheet.start else 0
    for (top, column), (bottom, _right) in sheet.merged_cell_ranges or []:
        if bottom > top and column >= left:
            merged[top].append((column - left, bottom))
    if not merged:
        return sheet.iter_rows()
    return _filled_down(sheet.iter_rows(), merged)


def _filled_down(rows: Iterable[list[Any]], merged: Mapping[int, list[tuple[int, int]]]) -> Iterator[list[Any]]:
    standing: dict[int, tuple[int, Any]] = {}
    for number, cells in enumerate(rows):
        standing = {column: known for column, known in standing.items() if known[0] >= number}
        for column, (_bottom, value) in standing.items():
            if column < len(cells) and cells[column] in ("", None):
                cells[column] = value
        for column, bottom in merged.get(number, ()):
            if column < len(cells):
                standing[column] = (bottom, cells[column])
        yield cells
