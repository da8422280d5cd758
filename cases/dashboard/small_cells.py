"""Small counts are hidden wherever figures leave the office: a count of one to four may point to a person.

A hidden count must not follow from the others. In a table with sums the hidden cells of a row, of a column, and of the
whole table are never one alone, and together at least five. Of stages, each a part of the one before, no two that are
shown differ by one to four, because the difference is a count of people too.
"""

from collections.abc import Iterator, Sequence

SMALLEST_SHOWN = 5
HIDDEN = "×"  # stands for a hidden cell: small itself, or needed to keep a small one hidden
Cells = list[list[int | None]]
Place = tuple[int, int]


def is_small(count: int) -> bool:
    """Whether it may point to a person. Nobody is behind zero."""
    return 0 < abs(count) < SMALLEST_SHOWN


def hide(rows: Sequence[Sequence[int]]) -> Cells:
    """The counts of a table with sums, ``None`` where hidden."""
    cells: Cells = [[None if is_small(value) else value for value in row] for row in rows]
    while place := _next_to_hide(rows, cells):
        cells[place[0]][place[1]] = None
    return cells


def hide_stages(counts: Sequence[int]) -> list[int | None]:
    """The counts of stages, ``None`` where hidden: the first that differs little from one that is shown gives way."""
    kept: list[int] = []
    cells: list[int | None] = []
    for count in counts:
        if is_small(count) or any(is_small(count - other) for other in kept):
            cells.append(None)
        else:
            kept.append(count)
            cells.append(count)
    return cells


def _next_to_hide(rows: Sequence[Sequence[int]], cells: Cells) -> Place | None:
    """The smallest shown cell of a line whose hidden cells follow from its sum, zeros last."""
    for line in _lines(cells):
        hidden = [rows[row][column] for row, column in line if cells[row][column] is None]
        shown = [(row, column) for row, column in line if cells[row][column] is not None]
        if hidden and shown and (len(hidden) == 1 or sum(hidden) < SMALLEST_SHOWN):
            return min(shown, key=lambda place: (rows[place[0]][place[1]] == 0, rows[place[0]][place[1]], place))
    return None


def _lines(cells: Cells) -> Iterator[list[Place]]:
    """Whatever has a sum: the rows, the columns, the whole table."""
    places: list[list[Place]] = [[(row, column) for column in range(len(line))] for row, line in enumerate(cells)]
    yield from places
    yield from (list(column) for column in zip(*places, strict=True))
    yield [place for line in places for place in line]
