"""The rows of an office's list of past cases: every visible sheet that has the headings, one after the other."""

import dataclasses
from collections.abc import Container, Iterator
from typing import IO

from django.utils.translation import gettext as _

from cases.past_cases.columns import COLUMNS, EXAMPLE, GUIDE, HEADINGS, LISTS, REQUIRED
from lib.sheets.cells import plain
from lib.sheets.tables import SheetError, letters, open_sheets, table_of

MOST_SHEET_ROWS = 100_000  # rows of one file
LONGEST_NAME = 40  # letters of a sheet's name


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A row below the headings, its cells as text."""

    sheet: str
    number: int
    cells: dict[str, str]


def lines_of(file: "IO[bytes]", passed_over: list[str]) -> Iterator[Line]:
    """Every row that says something. Names of sheets without the headings are added to ``passed_over``.

    Offices keep a sheet a year: all are read. Raises SheetError when none has the headings.
    """
    best, read, found = list(REQUIRED), 0, False
    for sheet in open_sheets(file):
        table = table_of(sheet, HEADINGS, _lacking, may_go_on=True)
        if table.lacking:
            passed_over += [sheet.name] if sheet.name not in (GUIDE, LISTS) else []
            best = min(best, list(table.lacking), key=len)
            continue
        found = True
        for number, row in table.rows:
            cells = {field: text for field, cell in table.cells(row).items() if (text := plain(cell))}
            if not cells or letters(" ".join(cells.values())).startswith(EXAMPLE):
                continue
            read += 1
            if read > MOST_SHEET_ROWS:
                raise SheetError(_("Paling banyak %(n)d baris sekali impor. Bagi berkasnya.") % {"n": MOST_SHEET_ROWS})
            yield Line(sheet.name[:LONGEST_NAME], number, cells)
    if not found:
        names = ", ".join(COLUMNS[field].title for field in best)
        raise SheetError(
            _("Kolom tidak ditemukan: %(columns)s. Pakai templat, atau samakan judul kolomnya.") % {"columns": names}
        )


def _lacking(columns: Container[str]) -> list[str]:
    return [field for field in REQUIRED if field not in columns]
