"""Small cells are hidden wherever figures leave the office: a count of one to four may point to a person.

A hidden cell must not follow from a sum that is shown, so a second one in its row and in its column is hidden with it.
"""

from collections.abc import Sequence

SMALLEST_SHOWN = 5
Cells = list[list[int | None]]
Place = tuple[int, int]


def hide(rows: Sequence[Sequence[int]]) -> Cells:
    """The counts, ``None`` where hidden. Zero is shown: nobody is behind it, unless its row or column needs it."""
    cells: Cells = [[None if 0 < value < SMALLEST_SHOWN else value for value in row] for row in rows]
    while single := _line_with_one(cells):
        row, column = single
        cells[row][column] = None
    return cells


def _line_with_one(cells: Cells) -> Place | None:
    """The place to hide next: the smallest shown cell beside a cell that is alone hidden in its row or column."""
    places: list[list[Place]] = [[(row, column) for column in range(len(line))] for row, line in enumerate(cells)]
    columns: list[list[Place]] = [list(column) for column in zip(*places, strict=True)]
    for line in (*places, *columns):
        if len(line) > 1 and sum(cells[row][column] is None for row, column in line) == 1:
            shown = [place for place in line if cells[place[0]][place[1]] is not None]
            return min(shown, key=lambda place: (cells[place[0]][place[1]] or 0, place))
    return None
