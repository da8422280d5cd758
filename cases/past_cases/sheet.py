"""The rows of an office's list of past cases, from every visible sheet with the headings."""

import dataclasses
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from cases.past_cases.columns import EXAMPLE, GUIDE, HEADINGS, LISTS, REQUIRED
from lib.sheets.cells import plain
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading, SheetReader
from lib.sheets.tables import letters

MOST_SHEET_ROWS = 100_000  # rows of one file
LOOKED_AT = 40  # characters of a row that may say that it is the example
LONGEST_NAME = 40  # characters of the name of a sheet


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A row below the headings, its cells as text. ``count``: of the rows of the file up to it."""

    sheet: str
    number: int
    cells: dict[str, str]
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A row at which an earlier reading ended, and the number of rows that it had read."""

    sheet: str
    number: int
    count: int


def lines_of(file: "IO[bytes]", reading: Reading, *, after: Place | None = None) -> Iterator[Line]:
    """Every row that is not empty; ``reading`` receives the sheets and columns that were read.

    Offices often keep one sheet for each year, so all are read. Rows up to ``after`` are passed
    over without reading their cells. Raises SheetError if no sheet has the headings.
    """
    read = after.count if after else 0
    for table in SheetReader(HEADINGS, REQUIRED, ignored=(GUIDE, LISTS), reading=reading).tables(file):
        sheet = table.sheet[:LONGEST_NAME]
        for number, row in table.records():
            if after is not None:
                after = None if (after.sheet, after.number) == (sheet, number) else after
                continue
            cells = {field: text for field, cell in row.items() if (text := plain(cell))}
            if not cells or letters(" ".join(cells.values())[:LOOKED_AT]).startswith(EXAMPLE):
                continue
            read += 1
            if read > MOST_SHEET_ROWS:
                raise SheetError(_("Paling banyak %(n)d baris sekali impor. Bagi berkasnya.") % {"n": MOST_SHEET_ROWS})
            yield Line(sheet, number, cells, read)
