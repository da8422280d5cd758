"""Writes rows as a workbook in which every cell is text, so that no number loses a digit and no formula runs."""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
LONGEST_CELL = 32_767  # characters that a cell can hold
COLUMN = 24  # characters
A4 = 9


def print_on_a4(sheet: Worksheet, *, headings: int = 0) -> None:
    """Let a sheet print across, as wide as one page. ``headings``: rows at its top that come again on each page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if headings:
        sheet.repeat_rows(0, headings - 1)


def workbook(heading: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> "IO[bytes]":
    """An XLSX with one sheet, written row by row, that prints on the width of a page. The caller closes the file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with xlsxwriter.Workbook(file, AS_TEXT | {"constant_memory": True}) as book:
            sheet, text, bold = book.add_worksheet(title[:31]), book.add_format({"num_format": "@"}), book.add_format()
            bold.set_bold()
            sheet.set_column(0, len(heading) - 1, COLUMN, text)
            sheet.freeze_panes(1, 0)
            print_on_a4(sheet, headings=1)
            for number, cells in enumerate(chain([heading], rows)):
                for place, cell in enumerate(cells):
                    sheet.write_string(number, place, str(cell)[:LONGEST_CELL], text if number else bold)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
