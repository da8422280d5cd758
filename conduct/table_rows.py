"""Jinja2 for the rows of long tables (`*.jinja`): the same components, drawn by the tags of the other templates."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from jinja2 import Environment

from cases.templatetags import conduct

GLOBALS = (conduct.contextual_date, conduct.icon, conduct.overdue_badge, conduct.status_badge)
FILTERS = (conduct.iso, conduct.orang, conduct.singkat, conduct.waktu)


def environment(**options: Any) -> Environment:
    """What rows may use: translation, addresses, badges and dates. Text is escaped, as Django does."""
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django's backend asks for autoescape
    made.globals |= {"_": gettext, "url": _address}
    made.globals |= {tag.__name__: tag for tag in GLOBALS}
    made.filters |= {tag.__name__: tag for tag in FILTERS}
    return made


@lru_cache(maxsize=4096)
def _address(name: str, *arguments: object) -> str:
    """Kept, because the same rows are drawn again and again, and each has three addresses."""
    return reverse(name, args=arguments)
