"""The rows of a sheet that were refused, as the office gets them back."""

import csv
from typing import IO

from django.utils.translation import gettext as _

from lib.sheets.csv_files import SEPARATOR, cell
from lib.sheets.problems import Problem


class RejectBook:
    """A CSV for a spreadsheet; no cell starts a formula in it."""

    def __init__(self, file: "IO[str]") -> None:
        file.write("\ufeff")
        self.lines = csv.writer(file, delimiter=SEPARATOR)
        self.lines.writerow([_("Baris"), _("Kolom"), _("Isi"), _("Kendala")])
        self.count = 0

    def add(self, problem: Problem) -> None:
        # The message quotes what was in the cell, the column what was above it.
        said = (problem.column, problem.value, problem.message)
        self.lines.writerow([problem.row, *(cell(str(text)) for text in said)])
        self.count += 1
