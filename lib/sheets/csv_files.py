"""Text that goes into a CSV file."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

# A cell that begins like a formula, full width too; also after a sign at which a spreadsheet set to another language,
# as Indonesian ones are, would begin a new cell.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\t\r\n]|\s*[=+\-@＝＋－＠])")


def inert(text: str) -> str:
    """The text so that no spreadsheet runs it: what begins like a formula gets an apostrophe before it."""
    return FORMULA.sub(r"\1'", text)


def lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A CSV file for a spreadsheet, line by line, so that a file of any length is never held; every cell inert."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it spreadsheets take the file for another encoding
    yield writer.writerow(heading)
    for cells in rows:
        yield writer.writerow([inert(str(cell)) for cell in cells])


class _Echo:
    """Gives back what is written."""

    def write(self, text: str) -> str:
        return text
