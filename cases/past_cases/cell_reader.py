"""Reads the cells of one row of past cases and collects notes on them."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.past_cases.columns import COLUMNS, SPELLINGS
from lib.sheets.cells import day_of, is_nothing, not_a_formula
from lib.sheets.identifiers import identifier
from lib.sheets.tables import letters

LONGEST_TEXTS = {"name": 160, "post": 160, "other_number": 40, "decree_number": 80, "official_name": 200,
           "received_by": 160, "account": 120, "event_code": 60, "source": 500, "summary": 4000}  # fmt: skip
IDENTIFIERS = ("other_number", "decree_number", "event_code")
Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True)
class Note:
    """A note on a row: an error, or a warning."""

    column: str
    value: str
    message: str
    stops: bool


class Reader:
    """``zone``: in which a moment lies whose own zone is written behind it.

    Reads cell by cell; an unreadable cell makes the row invalid and reads as empty."""

    def __init__(self, cells: Mapping[str, str], zone: ZoneInfo) -> None:
        self.cells, self.zone = {field: text for field, text in cells.items() if not is_nothing(text)}, zone
        self.notes: list[Note] = []
        self.is_stopped = False

    def raw(self, field: str) -> str:
        """The cell as text; a dash means empty."""
        return self.cells.get(field, "")

    def stop(self, field: str, message: str) -> None:
        self.is_stopped = True
        self.notes.append(Note(COLUMNS[field].title, self.raw(field)[:200], message, True))

    def warn(self, field: str, message: str) -> None:
        self.notes.append(Note(COLUMNS[field].title, self.raw(field)[:200], message, False))

    def read(self, field: str, how: Callable[[str], Value], empty: Value) -> Value:
        if field not in self.cells:  # most cells of a row
            return empty
        try:
            return how(self.cells[field])
        except ValidationError as error:
            self.stop(field, " ".join(error.messages))
            return empty

    def text(self, field: str) -> str:
        return self.read(field, lambda text: _text(field, text), "")

    def day(self, field: str) -> dt.date | None:
        return self.read(field, partial(day_of, zone=self.zone), None)

    def day_until(self, field: str, today: dt.date) -> dt.date | None:
        """A day that is not in the future, because a past case is finished."""
        day = self.day(field)
        if day is not None and day > today:
            self.stop(field, _("Tanggal setelah hari ini. Kasus lama sudah selesai; periksa tahunnya."))
            return None
        return day

    def choice(self, field: str) -> str:
        text = self.raw(field)
        if not text:
            return ""
        found = SPELLINGS[field].get(letters(text))
        if found is None:
            known = ", ".join(COLUMNS[field].choices)
            message = _("“%(said)s” tidak dikenal. Pilih salah satu: %(known)s.")
            self.stop(field, message % {"said": text[:60], "known": known})
        return str(found or "")


def _text(field: str, text: str) -> str:
    if len(text) > LONGEST_TEXTS.get(field, 1000):
        raise ValidationError(_("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST_TEXTS[field]})
    return not_a_formula(identifier(text) if field in IDENTIFIERS else text)


def as_json(notes: list[Note]) -> list[dict[str, Any]]:
    return [vars(note).copy() for note in notes]
