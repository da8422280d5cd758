"""Opens tables that offices send, in any format. File names and declared sizes are not trusted."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from lib.sheets.problems import SheetError
from lib.sheets.text_tables import text_rows
from lib.sheets.workbooks import Sheet, refusal_of_old, workbook_sheets

NO_LETTER = re.compile(r"[^a-z0-9]")
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@lru_cache(maxsize=4096)  # a sheet names the same unit, status, and post in many rows
def letters(text: str) -> str:
    """A name without case, spaces and punctuation, for comparison."""
    return NO_LETTER.sub("", text.lower())


def sheet_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    """The cells of the first visible table of a file, row by row. Raises SheetError if there is none."""
    for sheet in open_sheets(file):
        yield from sheet.rows
        return


def open_sheets(file: "IO[bytes]") -> Iterator[Sheet]:
    """The visible tables of a CSV, XLSX or ODS file, in order. Raises SheetError for other files."""
    file.seek(0)
    head = file.read(8)
    if head[:4] == ZIP:
        yield from workbook_sheets(file)
    elif head == COMPOUND:
        raise SheetError(refusal_of_old(file))
    else:
        yield Sheet("", text_rows(file))
