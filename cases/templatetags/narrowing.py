"""The fields of the case filter, cached when they are empty, because most of them are empty on most pages."""

import copy
from functools import lru_cache

from django import forms, template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_filters import ChoiceFilter

from cases.casefile.filters import CaseFilter

register = template.Library()


@register.simple_tag
def filter_fields(narrowed: CaseFilter) -> SafeString:
    """Every field with its label, value and errors."""
    return format_html_join("", "{}", ((_field(narrowed, name),) for name in narrowed.filters))


def _field(narrowed: CaseFilter, name: str) -> SafeString:
    """The field from the cache if it is empty or has one of few choices. Typed text is never cached."""
    value = narrowed.data.get(name, "")
    is_typed = bool(value) and not isinstance(narrowed.filters[name], ChoiceFilter)
    if is_typed or (narrowed.is_bound and name in narrowed.errors):
        return SafeString(narrowed.form[name].as_field_group())
    return _drawn(get_language(), name, value, narrowed.agencies if name == "agency" else ())


@lru_cache(maxsize=512)
def _drawn(_language: str, name: str, value: str, agencies: tuple[tuple[str, str], ...]) -> SafeString:
    """One field with the labels and choices of the filter."""
    narrowing = copy.deepcopy(CaseFilter.base_filters[name])
    if agencies:
        narrowing.extra["choices"] = agencies
    form = type("FilterForm", (forms.Form,), {name: narrowing.field})
    return SafeString(form({name: value})[name].as_field_group())
