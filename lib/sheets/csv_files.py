"""Text that goes into a CSV file."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

# A cell that begins like a formula, full width too; also after a sign at which a spreadsheet set to another language,
# as Indonesian ones are, would begin a new cell.
SEPARATOR = ";"  # at which a spreadsheet set to Indonesian divides
COUNTED = re.compile(r"[0-9]{12,}|0[0-9]+")  # a spreadsheet keeps fifteen digits, and no zero before the first
FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\t\r\n]|\s*[=+\-@＝＋－＠])")


def inert(text: str) -> str:
    """The text so that no spreadsheet runs it: what begins like a formula gets an apostrophe before it."""
    return FORMULA.sub(r"\1'", text)


def cell(text: str) -> str:
    """A cell of a CSV: inert, and as text where a spreadsheet would take a number and lose digits of it."""
    return f"'{text}" if COUNTED.fullmatch(text) else inert(text)


def lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A CSV file for a spreadsheet, line by line, so that a file of any length is never held; every cell inert."""
    writer = csv.writer(_Echo(), delimiter=SEPARATOR)
    yield "\ufeff"  # without it spreadsheets take the file for another encoding
    yield writer.writerow(heading)
    for cells in rows:
        yield writer.writerow([cell(str(each)) for each in cells])


class _Echo:
    """Gives back what is written."""

    def write(self, text: str) -> str:
        return text
