"""What each message says, with sample values: administrators read the words before anybody receives them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from cases.messages.wording import texts_of

NUMBER, DAY = "CONTOH-2026-0001", dt.date(2026, 12, 1)
LITERALS = {"True", "False", "None"}


class Preview(NamedTuple):
    name: str
    subject: str
    body: str


class Sample:
    """Stands for any row: it has a number and days, and everything else of it is an ellipsis."""

    VALUES = {"number": NUMBER, "due_on": DAY, "starts_on": DAY, "review_on": DAY, "year": DAY.year, "count": 12}

    def __getitem__(self, name: str) -> Any:
        return self.VALUES.get(name, self)

    def __iter__(self) -> Iterator["Sample"]:
        return iter((self,))

    def __str__(self) -> str:
        return "…"


class Samples(dict[str, Any]):
    """A context in which every name has a sample."""

    def __contains__(self, name: object) -> bool:
        return name not in LITERALS

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name) if name in self.keys() else Sample()[name]


def previews() -> list[Preview]:
    """Every message with samples; a reminder before and after its day."""
    folder = Path(settings.BASE_DIR) / "templates/messages"
    names = sorted(path.stem for path in folder.glob("[!_]*.txt"))
    shown = (Preview(name, *_words(name, is_late=late)) for name in names for late in _tenses(name))
    return list(dict.fromkeys(shown))


def _tenses(name: str) -> tuple[bool, ...]:
    return (False, True) if name.endswith("_reminder") else (False,)


def _words(name: str, *, is_late: bool) -> tuple[str, str]:
    samples = Samples(late=is_late, skipped="", is_by_another=False, entries=[("…", "…", settings.BASE_URL)])
    subject, body = texts_of(name, samples)
    return str(subject), str(body)
