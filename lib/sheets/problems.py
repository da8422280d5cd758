"""Errors of a sheet or of one of its rows."""

import dataclasses


class SheetError(Exception):
    """The file cannot be read as the expected table; the message is an Indonesian sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """The error in one cell of a row, and what to do about it."""

    row: int
    column: str
    value: str
    message: str
