"""Columns with choices: the accepted spellings of each, and an error that lists the choices."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.sheets.tables import letters

Value = TypeVar("Value")


class Words(Generic[Value]):
    """``labels``: the choices with their values. ``others``: further spellings, normalised by `letters`."""

    def __init__(self, labels: Mapping[str, Value], others: Mapping[str, Value] | None = None) -> None:
        self.labels = labels
        self.known = {letters(label): value for label, value in labels.items()}
        self.known |= {letters(str(value)): value for value in labels.values()}
        self.known |= dict(others or {})

    def meant(self, text: str) -> Value:
        """The value of a text. Raises ValidationError with the list of choices."""
        found = self.known.get(letters(text), None)
        if found is None:
            raise ValidationError(
                _("“%(said)s” tidak dikenal. Pilih salah satu: %(known)s."),
                params={"said": text[:60], "known": ", ".join(self.labels)},
            )
        return found
