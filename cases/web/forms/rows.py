"""Numbered rows of a small form inside a larger one; empty rows are ignored."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

MORE_BUTTON = "more"  # the button that adds rows
ROWS_ADDED = 3
MOST_ROWS = 200


class Rows:
    """The rows of one kind. ``key``: a row without this field is ignored.

    The button for more rows returns them unbound, with everything that was typed.
    """

    def __init__(
        self,
        row: type[forms.Form],
        name: str,
        *,
        key: str,
        size: int,
        data: Mapping[str, Any] | None = None,
        initial: Iterable[dict[str, Any]] = (),
    ) -> None:
        self.name, self.key = name, key
        sent = data or {}
        asks_for_more = sent.get(MORE_BUTTON) == name
        start = list(initial)
        count = min(max(size, _highest(name, sent)) + (ROWS_ADDED if asks_for_more else 0), MOST_ROWS)
        is_reopened = MORE_BUTTON in sent
        self.forms = [self._form(row, i, sent, is_reopened, start) for i in range(count)]

    def _form(
        self,
        row: type[forms.Form],
        i: int,
        data: Mapping[str, Any],
        is_reopened: bool,
        start: list[dict[str, Any]],
    ) -> forms.Form:
        prefix = f"{self.name}-{i}"
        if data and not is_reopened and any(data.get(f"{prefix}-{field}") for field in self._texts(row)):
            return row(data, prefix=prefix, use_required_attribute=False)
        typed = {field: data[f"{prefix}-{field}"] for field in row.base_fields if f"{prefix}-{field}" in data}
        known = start[i] if not data and i < len(start) else {}
        return row(prefix=prefix, initial=known | typed, use_required_attribute=False)

    @staticmethod
    def _texts(row: type[forms.Form]) -> list[str]:
        """The text fields of a row. A row counts if one has text; a choice alone may be the default."""
        return [name for name, field in row.base_fields.items() if not isinstance(field, forms.ChoiceField)]

    @property
    def filled(self) -> list[forms.Form]:
        return [form for form in self.forms if form.is_bound]

    def is_valid(self) -> bool:
        found = [form.errors for form in self.filled]  # validate all, so that every row shows its errors
        return not any(found)

    def cleaned(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.filled]


def _highest(name: str, data: Mapping[str, Any]) -> int:
    numbers = (re.match(rf"{name}-(\d{{1,3}})-", key) for key in data)
    return max((int(number.group(1)) + 1 for number in numbers if number), default=0)
