"""The reader of all sheets: finds the sheet, the headings and the columns, and reports what was read and what was
not."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Any

from django.utils.translation import gettext as _

from lib.sheets import headings
from lib.sheets.cells import EPOCH, SERIAL, day_of
from lib.sheets.headings import Column, Found
from lib.sheets.problems import SheetError
from lib.sheets.tables import open_sheets
from lib.sheets.workbooks import Sheet

HEADING_WITHIN = 20  # rows; exports begin with a title and the date
SHOWN = 40  # headings that an error or a preview lists
LONGEST_NAME = 80  # characters of the name of a sheet


@dataclasses.dataclass
class Reading:
    """What was read of a file and what was not; shown before anything is imported."""

    sheets: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    passed_over: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its headings: the column of each field, and the numbered rows."""

    sheet: str
    places: Mapping[str, int]
    rows: Iterator[tuple[int, list[Any]]]
    epoch: dt.date
    days: tuple[str, ...]

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The cells of every non-empty row, by field."""
        places = tuple(self.places.items())
        moves = self.epoch != EPOCH
        for number, row in self.rows:
            width = len(row)
            cells = {field: row[place] if place < width else "" for field, place in places}
            if any(cell not in ("", None) for cell in cells.values()):
                yield number, self._moved(cells) if moves else cells

    def _moved(self, cells: dict[str, Any]) -> dict[str, Any]:
        """Converts serial numbers of a workbook with the epoch 1904."""
        for field in self.days:
            if SERIAL.fullmatch(str(cells.get(field, "")).strip()):
                cells[field] = day_of(cells[field], epoch=self.epoch)
        return cells


class SheetReader:
    """Reads files whose columns are found by their headings. ``required``: required fields; of a tuple one field is
    enough. ``ignored``: instruction sheets of our own templates."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        required: Sequence[str | tuple[str, ...]],
        *,
        ignored: Sequence[str] = (),
        reading: Reading | None = None,
    ) -> None:
        self.columns, self.required, self.ignored = columns, required, ignored
        self.days = tuple(field for field, column in columns.items() if column.is_day)
        self.reading = reading or Reading()

    def table(self, file: "IO[bytes]") -> Table:
        """The first visible sheet with the headings; a cover sheet is skipped. Raises SheetError."""
        for table in self.tables(file):
            return table
        raise AssertionError("tables() yields or raises")

    def tables(self, file: "IO[bytes]") -> Iterator[Table]:
        """Every visible sheet with the headings, in order. Raises SheetError if there is none."""
        best, is_any, lacks = self._lacking({}), False, True
        seen: tuple[str, ...] = ()
        for sheet in open_sheets(file):
            is_any = True
            table, found = self._found(sheet)
            if table is not None:
                lacks = False
                yield table
                continue
            if sheet.name and sheet.name not in self.ignored:
                self.reading.passed_over.append(sheet.name[:LONGEST_NAME])
            if found is not None and len(self._lacking(found.places)) < len(best):
                best, seen = self._lacking(found.places), (*found.headings.values(), *found.unread)
        if not is_any:
            raise SheetError(_("Buku kerja ini tidak mempunyai lembar yang terlihat."))
        if lacks:
            raise SheetError(self._refusal(best, seen))

    def _found(self, sheet: Sheet) -> tuple[Table | None, Found | None]:
        """The table below the first one or two rows with all required headings; otherwise the best row."""
        rows = iter(sheet.rows)
        first = list(islice(rows, HEADING_WITHIN + 1))
        best: Found | None = None
        for at, cells in enumerate(first[:HEADING_WITHIN]):
            found, height = self._headings(first, at)
            if len(found.places) > 1 and not self._lacking(found.places):
                self._note(sheet.name, at + height, found)
                rest = chain(enumerate(first[at + height :], at + height + 1), enumerate(rows, len(first) + 1))
                return Table(
                    sheet.name, found.places, _below(rest, first[at : at + height]), sheet.epoch, self.days
                ), found
            if cells and len(found.places) > (len(best.places) if best else 1):
                best = found
        return None, best

    def _headings(self, first: list[list[Any]], at: int) -> tuple[Found, int]:
        """The headings of a row, alone or joined with the next row if that finds more; and the number of rows."""
        single = headings.find(self.columns, headings.of_row(first[at]))
        if at + 1 < len(first) and headings.may_be_second(first[at + 1], single.places.values(), first[at]):
            double = headings.find(self.columns, headings.of_two_rows(first[at], first[at + 1]))
            if double.exact > single.exact and not self._lacking(double.places):
                return double, 2
        return single, 1

    def _lacking(self, places: Mapping[str, int]) -> list[str]:
        missing = []
        for need in self.required:
            fields = (need,) if isinstance(need, str) else need
            if not any(field in places for field in fields):
                missing.append(fields[0])
        return missing

    def _note(self, name: str, row: int, found: Found) -> None:
        self.reading.sheets.append(
            {
                "name": name[:LONGEST_NAME],
                "row": row,
                "columns": [[self.columns[field].title, text] for field, text in found.headings.items()],
                "unread": list(found.unread[:SHOWN]),
            }
        )

    def _refusal(self, lacking: Sequence[str], seen: Sequence[str]) -> str:
        names = ", ".join(self.columns[field].title for field in lacking)
        message = _("Kolom tidak ditemukan: %(columns)s. Pakai templat, atau samakan judul kolomnya.") % {
            "columns": names
        }
        there = ", ".join(seen[:SHOWN])[:150]
        return f"{message} {_('Judul yang terbaca: %(seen)s.') % {'seen': there}}" if there else message


def _below(rows: Iterator[tuple[int, list[Any]]], titles: list[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows below the headings, without a row that only numbers the columns, and without both where a merged cell or
    the next printed page repeats them."""
    rest = ((number, row) for number, row in rows if row not in titles)
    first = next(rest, None)
    if first is None:
        return
    if headings.is_numbering(first[1]):
        titles.append(first[1])
    else:
        yield first
    yield from rest
