"""The words of choices, without what Django does for each call: it hashes every lazy label of the field anew.

A case page asks for dozens of them. The words stay lazy, so each is in the language of the request.
"""

from collections.abc import Iterable
from functools import partialmethod
from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str


def keep_labels(models: Iterable[type[Model]]) -> None:
    """Give the models ``get_FOO_display`` methods that look a word up; an own method of a model stays."""
    for model in models:
        for field in model._meta.local_fields:
            name = f"get_{field.name}_display"
            if field.choices is not None and isinstance(vars(model).get(name), partialmethod):
                setattr(model, name, _display(field))


def _display(field: "Field[Any, Any]") -> Any:
    words = dict(field.flatchoices)

    def display(row: Model) -> Any:
        value = getattr(row, field.attname)
        return force_str(words.get(value, value), strings_only=True)

    return display
