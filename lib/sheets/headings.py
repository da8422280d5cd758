"""Finds the row of headings of a table, and the column of each field."""

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lib.sheets.cells import plain
from lib.sheets.tables import letters

LONG = 8  # characters of a heading after which it may continue, as in "Tanggal SK (hari-bulan-tahun)"
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # a part of a heading with instructions for filling in
NUMBER_OF_COLUMN = re.compile(r"\(?(\d{1,2})\)?\.?")
LOOKS_LIKE_DATA = re.compile(r"\d{3}")


@dataclasses.dataclass(frozen=True)
class Column:
    """``meanings``: further headings, normalised by `letters`. ``unless``: words that make it another column."""

    title: str
    meanings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    is_day: bool = False


@dataclasses.dataclass(frozen=True)
class Heading:
    """A column's heading as written, and its possible names, the longest first."""

    place: int
    text: str
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Found:
    """The position and heading of each field; and the headings without a field."""

    places: Mapping[str, int]
    headings: Mapping[str, str]
    unread: tuple[str, ...]
    exact: int


def find(columns: Mapping[str, Column], headings: Sequence[Heading]) -> Found:
    """The columns of a row of headings; of equal headings the first one counts."""
    by_name: dict[str, Heading] = {}
    for heading in headings:
        for name in heading.names:
            by_name.setdefault(name, heading)
    found: dict[str, Heading] = {}
    for field, column in columns.items():
        named = (by_name.get(meaning) for meaning in (letters(column.title), *column.meanings))
        chosen = next((heading for heading in named if heading and not _is_other(heading, column)), None)
        if chosen is not None:
            found[field] = chosen
    exact = len(found)
    for field in columns.keys() - found.keys():
        rest = [heading for heading in headings if heading not in found.values() and _goes_on(heading, columns[field])]
        if len(rest) == 1:
            found[field] = rest[0]
    unread = [heading.text for heading in headings if heading not in found.values()]
    return Found(
        {field: heading.place for field, heading in found.items()},
        {field: heading.text for field, heading in found.items()},
        tuple(unread),
        exact,
    )


def _is_other(heading: Heading, column: Column) -> bool:
    return any(word in heading.names[0] for word in column.unless)


def _goes_on(heading: Heading, column: Column) -> bool:
    begun = tuple(meaning for meaning in (letters(column.title), *column.meanings) if len(meaning) > LONG)
    return not _is_other(heading, column) and heading.names[0].startswith(begun)


def of_row(cells: Sequence[Any]) -> list[Heading]:
    headings = []
    for place, cell in enumerate(cells):
        text = plain(cell)
        names = _names(text)
        if names:
            headings.append(Heading(place, text[:80], names))
    return headings


def of_two_rows(above: Sequence[Any], below: Sequence[Any]) -> list[Heading]:
    """Two-line headings whose upper line spans several columns, e.g. "Jabatan" over "Nama" and "TMT"."""
    headings, group = [], ""
    for place in range(max(len(above), len(below))):
        upper = plain(above[place]) if place < len(above) else ""
        lower = plain(below[place]) if place < len(below) else ""
        group = upper or group
        if not lower or lower == upper:
            names, text = _names(upper), upper
        else:
            text = f"{group} {lower}".strip()
            names = tuple(dict.fromkeys((*_names(text), *_names(f"{lower} {group}"), *_names(lower))))
        if names:
            headings.append(Heading(place, text[:80], names))
    return headings


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (letters(text), letters(ASIDE.sub("", text))))))


def may_be_second(below: Sequence[Any], places: Collection[int], above: Sequence[Any]) -> bool:
    """Whether a row can be the lower line of headings: only words, none below a heading that stands alone."""
    texts = [plain(cell) for cell in below]
    if not any(texts) or any(LOOKS_LIKE_DATA.search(text) for text in texts):
        return False
    return len([text for text in texts if text]) > 1 or not places


def is_numbering(cells: Sequence[Any]) -> bool:
    """Whether a row only numbers the columns, as (1), (2), (3) below the headings of an official form."""
    numbers = [NUMBER_OF_COLUMN.fullmatch(text) for text in map(plain, cells) if text]
    counted = [int(found[1]) for found in numbers if found]
    return len(counted) == len(numbers) >= 3 and counted == list(range(counted[0], counted[0] + len(counted)))
