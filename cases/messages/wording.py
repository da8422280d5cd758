"""The text of a message, in one template: its first line is the subject, the rest the body."""

from typing import Any

from django.template import Context, Engine
from django.utils.functional import lazy
from django.utils.translation import get_language


def texts_of(name: str, samples: dict[str, Any] | None = None, /, **said: object) -> tuple[str, str]:
    """Subject and body of the template ``messages/<name>.txt``; plain text, so nothing is escaped.

    Both are lazy: they are written in the language that is active when they are read, which is that of the reader.
    """
    text = _Text(name, samples if samples is not None else said)
    return lazy(lambda: text.now()[0], str)(), lazy(lambda: text.now()[1], str)()


class _Text:
    """One template with its values, written once for each language."""

    def __init__(self, name: str, said: dict[str, Any]) -> None:
        self.name, self.said = name, said
        self.written: dict[str | None, tuple[str, str]] = {}

    def now(self) -> tuple[str, str]:
        """Subject and body in the active language."""
        language = get_language()
        if language not in self.written:
            context = Context(self.said, autoescape=False)
            text = Engine.get_default().get_template(f"messages/{self.name}.txt").render(context)
            subject, _line, body = text.strip().partition("\n")
            self.written[language] = " ".join(subject.split()), body.strip()
        return self.written[language]
