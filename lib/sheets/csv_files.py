"""Text for CSV files."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

# A cell that begins like a formula, also with full-width characters; also after a character at which a spreadsheet in
# another language, such as Indonesian, starts a new cell.
SEPARATOR = ";"  # the separator of a spreadsheet in Indonesian
COUNTED = re.compile(r"[0-9]{12,}|0[0-9]+")  # a spreadsheet keeps fifteen digits and no leading zero
FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\t\r\n]|\s*[=+\-@＝＋－＠])")


def inert(text: str) -> str:
    """The text with an apostrophe before it if it begins like a formula, so that no spreadsheet runs it."""
    return FORMULA.sub(r"\1'", text)


def cell(text: str) -> str:
    """A cell of a CSV: never a formula, and quoted as text if a spreadsheet would drop digits."""
    return f"'{text}" if COUNTED.fullmatch(text) else inert(text)


def lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A CSV file line by line, so that memory does not grow with its length; no cell is a formula."""
    writer = csv.writer(_Echo(), delimiter=SEPARATOR)
    yield "\ufeff"  # without it spreadsheets assume another encoding
    yield writer.writerow(heading)
    for cells in rows:
        yield writer.writerow([cell(str(value)) for value in cells])


class _Echo:
    """Returns what is written."""

    def write(self, text: str) -> str:
        return text
