"""What is said when a sheet, or a row of it, cannot be read."""

import dataclasses


class SheetError(Exception):
    """A file that cannot be read as the table that was asked for; the message is an Indonesian sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row, and what to do about it."""

    row: int
    column: str
    value: str
    message: str
