"""The differences between two rows of a catalogue, column by column."""

import datetime as dt
from typing import Any

from django.db import models

from regulations.models.catalogue import CatalogueRow

Differences = dict[str, tuple[Any, Any]]
# A row that has ended stays ended; neither a release nor a page reopens it.
ENDS = ("in_force_until", "withdrawn_on")


def columns(row: CatalogueRow) -> "list[models.Field[Any, Any]]":
    """The columns with content, without the key and generated columns."""
    kept = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    return [field for field in kept if not getattr(field, "auto_now", False)]


def differences(old: CatalogueRow, new: CatalogueRow) -> Differences:
    """The columns in which the rows differ, each with both values."""
    pairs = {field.attname: (getattr(old, field.attname), getattr(new, field.attname)) for field in columns(old)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def in_words(found: Differences) -> dict[str, list[str]]:
    """Both values as text, for the log."""
    return {name: [_text(value) for value in pair] for name, pair in found.items()}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)
