"""Columns of choices: what offices write for each, and a refusal that names what is known."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.sheets.tables import letters

Value = TypeVar("Value")


class Words(Generic[Value]):
    """``labels``: what a column offers, with what it means. ``others``: further spellings, as `letters` writes them."""

    def __init__(self, labels: Mapping[str, Value], others: Mapping[str, Value] | None = None) -> None:
        self.labels = labels
        self.known = {letters(label): value for label, value in labels.items()}
        self.known |= {letters(str(value)): value for value in labels.values()}
        self.known |= dict(others or {})

    def meant(self, text: str) -> Value:
        """Raises ValidationError with the list of known words."""
        found = self.known.get(letters(text), None)
        if found is None:
            raise ValidationError(
                _("“%(said)s” tidak dikenal. Pilih salah satu: %(known)s."),
                params={"said": text[:60], "known": ", ".join(self.labels)},
            )
        return found
