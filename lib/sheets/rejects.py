"""The refused rows of a sheet, for download."""

from types import TracebackType
from typing import IO, Self

import xlsxwriter
from django.utils.translation import gettext as _

from lib.sheets.exports import AS_TEXT, LONGEST_CELL, print_on_a4
from lib.sheets.problems import Problem

MOST_ROWS = 1_000_000  # that a sheet of a workbook holds, nearly
WIDTHS = (8, 24, 32, 80)  # letters of the columns


class RejectBook:
    """A workbook of text, written row by row: what a cell quotes is no formula, and no number of it loses a digit.

    Closing it writes the file; further rows than a sheet holds are counted only.
    """

    def __init__(self, file: "IO[bytes]") -> None:
        self.book = xlsxwriter.Workbook(file, AS_TEXT | {"constant_memory": True})
        self.sheet = self.book.add_worksheet(_("Ditolak"))
        self.text = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)
        self.sheet.freeze_panes(1, 0)
        print_on_a4(self.sheet, headings=1)
        bold = self.book.add_format({"bold": True})
        for place, heading in enumerate((_("Baris"), _("Kolom"), _("Isi"), _("Kendala"))):
            self.sheet.write_string(0, place, heading, bold)
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.book.close()

    def add(self, problem: Problem) -> None:
        self.count += 1
        if self.count > MOST_ROWS:
            return
        self.sheet.write_number(self.count, 0, problem.row)
        for place, said in enumerate((problem.column, problem.value, problem.message), 1):
            self.sheet.write_string(self.count, place, str(said)[:LONGEST_CELL], self.text)
