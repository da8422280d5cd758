"""Filling in the choices of a form when it is opened: they depend on who asks and for which case."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def set_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """What a choice field offers: stored value and label, or a group and its choices.

    Raises TypeError for a field that offers no choices.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)


def set_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any], label: Callable[[Any], str] | None = None) -> None:
    """Which rows a model field offers, and how each is named. Raises TypeError for a field of another kind."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(name)
    field.queryset = rows
    if label is not None:
        field.label_from_instance = label  # type: ignore[assignment]  # Django documents only overriding it
