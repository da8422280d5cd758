"""What a proposal says, line by line, as whoever confirms it reads it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.confirmations.carriers import form_of
from cases.models import PendingAct

Kind = PendingAct.Kind
ON_PATHS = (Kind.DECISION, Kind.DELIVERY, Kind.RULING)


def contents_of(pending: PendingAct) -> list[tuple[str, str]]:
    """Label and value of each field that was filled in; of other kinds, the reason."""
    if pending.kind in ON_PATHS:
        _attempt, form = form_of(pending, pending.proposed_at)
        form.is_valid()
        return [(str(bound.label), words) for bound in form.visible_fields() if (words := _said(form, bound))]
    return [(_("Alasan"), str(reason))] if (reason := pending.payload.get("reason")) else []


def _said(form: forms.Form, bound: forms.BoundField) -> str:
    """The value in words: the label of a choice, a day as it was read."""
    value: Any = form.cleaned_data.get(bound.name, bound.data)
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return str(value) if value not in (None, "") else ""
    labels = dict(_flat(choices))
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(labels.get(str(each), each)) for each in chosen if each not in (None, ""))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(str(key), label)]
    return found
