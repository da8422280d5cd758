"""Computes the unpacked size of a workbook before its reader allocates the memory."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from lib.media.sizes import MEGABYTE
from lib.sheets.problems import SheetError

UNPACKED = 400 * MEGABYTE  # bytes of an unpacked workbook; a larger one is treated as a bomb
MOST_CELLS = 24_000_000  # the reader allocates a sheet as a full rectangle, about 32 bytes for each cell
READ_SIZE = MEGABYTE
XLSX, ODS = "xl/workbook.xml", "content.xml"  # the part that identifies a workbook
TABLE_TAG = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PLACE = re.compile(rb"""\br\s{0,31}=\s{0,31}["']([A-Za-z]{0,63})([0-9]{1,63})["']""")  # of a cell or row
ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row(?=[\s/>])")
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])")
UNPLACED = re.compile(rb"""<(?:[^\s<>/:]+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)""")
# A reference with an unusual length: it would span two pieces, or not look like one.
STRETCHED = re.compile(rb"""\br\s{32}|\br\s{0,31}=\s{32}|\br\s{0,31}=\s{0,31}["'][A-Za-z0-9]{64}""")
LONGEST_TAG = 4096


def measure(file: "IO[bytes]") -> None:
    """Refuse a workbook that would exhaust the memory: by its declared sizes, then by reading it.

    Reading verifies the declared sizes, because each part must end where it says, and finds two single cells in
    opposite corners, which the reader would expand to billions of cells.
    """
    with zipfile.ZipFile(file) as parts:
        names = set(parts.namelist())
        if not names & {XLSX, ODS}:
            raise SheetError(_("Berkas ini bukan buku kerja XLSX atau ODS. Simpan Sebagai XLSX atau CSV UTF-8."))
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise SheetError(_("Buku kerja terlalu besar setelah dibuka. Simpan sebagai CSV UTF-8."))
        for part in parts.infolist():
            with parts.open(part) as stream:
                rows, columns = _extent(iter(partial(stream.read, READ_SIZE), b""))
            _bound(rows, columns)
        if XLSX not in names:
            with parts.open(ODS) as stream:
                _measure_open_document(stream)


def _bound(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise SheetError(
            _("Lembar terlalu luas: ada isi di baris %(row)d. Hapus sel kosong di bawah dan di kanan tabel.")
            % {"row": rows}
        )


def _measure_open_document(stream: "IO[bytes]") -> None:
    """An OpenDocument sheet states how often a row or cell is repeated; empty cells at its end are not expanded."""
    rows = last = width = cells = widest = 0
    try:
        for event, tag in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314  # expat bounds entities
            name = tag.tag.removeprefix(TABLE_TAG)
            if event == "start":
                if name == "table":
                    rows = last = widest = 0
                elif name == "table-row":
                    cells = width = 0
                continue
            if name in ("table-cell", "covered-table-cell"):
                cells += int(tag.get(f"{TABLE_TAG}number-columns-repeated", 1))
                width = cells if len(tag) or len(tag.attrib) > 2 else width
            elif name == "table-row":
                rows += int(tag.get(f"{TABLE_TAG}number-rows-repeated", 1))
                last, widest = (rows if width else last), max(widest, width)
                _bound(last, widest)
                tag.clear()
    except (ElementTree.ParseError, ValueError) as error:
        raise SheetError(_("Buku kerja ODS rusak. Buka di LibreOffice, lalu Simpan Sebagai XLSX.")) from error


def _extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """The maximum rows and columns of a part; of any part, because a workbook may use any part as its sheet.

    A cell without a reference is right of the one before, a row without a number below: these are counted. The result
    is never less than half of the reader's size.
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
    """The same bytes, cut before a tag, so that no reference spans two pieces; where that is impossible, they are
    refused."""
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
