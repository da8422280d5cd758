"""The text of a message, in one template: its first line is the subject, the rest the body."""

from typing import Any

from django.template import Context, Engine


def texts_of(name: str, samples: dict[str, Any] | None = None, /, **said: object) -> tuple[str, str]:
    """Subject and body of the template ``messages/<name>.txt``; plain text, so nothing is escaped."""
    context = Context(samples if samples is not None else said, autoescape=False)
    text = Engine.get_default().get_template(f"messages/{name}.txt").render(context)
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip()
