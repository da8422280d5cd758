"""The visible sheets of a workbook, XLSX or ODS, with merged cells expanded."""

import dataclasses
import datetime as dt
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lib.sheets.cells import EPOCH, EPOCH_1904
from lib.sheets.problems import SheetError
from lib.sheets.workbook_size import READ_SIZE, XLSX, measure

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of a workbook with a password
COUNTS_FROM_1904 = re.compile(
    rb"""<(?:[^\s<>/:]+:)?workbookPr[^<>]{0,2000}\bdate1904\s{0,9}=\s{0,9}["'](?:1|true)["']"""
)


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name (empty for text), its rows, and the epoch of its serial numbers."""

    name: str
    rows: Iterator[list[Any]]
    epoch: dt.date = EPOCH


def workbook_sheets(file: "IO[bytes]") -> Iterator[Sheet]:
    """The sheets that are not hidden, in order. Raises SheetError if the file is not a workbook."""
    try:
        measure(file)
        epoch = _epoch(file)
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        for known in workbook.sheets_metadata:
            if known.visible == SheetVisibleEnum.Visible and known.typ == SheetTypeEnum.WorkSheet:
                yield Sheet(known.name, _laid_out(workbook.get_sheet_by_name(known.name)), epoch)
    except (zipfile.BadZipFile, CalamineError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SheetError(_("Buku kerja XLSX rusak atau terkunci kata sandi. Simpan ulang dari Excel.")) from error


def _epoch(file: "IO[bytes]") -> dt.date:
    with zipfile.ZipFile(file) as parts:
        if XLSX not in parts.namelist():
            return EPOCH
        with parts.open(XLSX) as stream:
            return EPOCH_1904 if COUNTS_FROM_1904.search(stream.read(READ_SIZE)) else EPOCH


def refusal_of_old(file: "IO[bytes]") -> str:
    """The error for Office's old container format: an old workbook, or one with a password."""
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


def _laid_out(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The rows, with the value of a merged cell in every row that it covers."""
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
