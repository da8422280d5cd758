"""Collects the texts of pages and messages into the English catalogue: ``python -m conduct.translations``.

Texts are written in Indonesian; `locale/en/LC_MESSAGES/django.po` holds the English of each. Babel reads Python and
Jinja2; Django's own ``templatize`` turns its templates into something that Babel's reader of Python understands.
"""

import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
PACKAGES = ("cases", "conduct", "lib", "regulations")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
FIRST_DAY = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)  # fixed, so that collecting twice changes nothing
Found = tuple[str, int, "str | tuple[str, ...]", str | None]


def _python() -> Iterator[Found]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _messages("python", path, path.read_bytes())


def _templates() -> Iterator[Found]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix == ".jinja":
            yield from _messages("jinja2.ext:babel_extract", path, path.read_bytes())
        elif path.suffix in (".html", ".txt", ".xml"):
            source = templatize(path.read_text(), origin=str(path))
            # Lines of a template are not indented as Python wants it.
            lines = "\n".join(line.strip() for line in source.split("\n"))
            yield from _messages("python", path, lines.encode())


def _messages(method: str, path: Path, content: bytes) -> Iterator[Found]:
    name = str(path.relative_to(ROOT))
    for line, text, _comments, context in extract(method, io.BytesIO(content), KEYWORDS):
        yield name, line, text, context


def _empty() -> Catalog:
    head = "# English texts of Conduct. `make messages` collects them; the Indonesian in the sources is the original."
    return Catalog(locale="en", project="Conduct", domain="django", header_comment=head, fuzzy=False)


def collected() -> Catalog:
    """Every text of the sources, with the files in which it stands."""
    catalogue = _empty()
    for name, _line, text, context in (*_python(), *_templates()):
        if text and text != "":
            catalogue.add(text, locations=[(name, 1)], context=context)
    return catalogue


def kept() -> Catalog:
    """The English catalogue as it stands."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the form that Django reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def faults(catalogue: Catalog, wanted: Catalog) -> list[str]:
    """Texts without English, fuzzy ones, ones that no source has, and ones whose places to fill in differ."""
    keys = {_key(message) for message in wanted if message.id}
    held = {_key(message): message for message in catalogue if message.id}
    missing = [f"missing: {key}" for key in keys if key not in held or not _is_translated(held[key])]
    stale = [f"stale: {key}" for key in held.keys() - keys]
    fuzzy = [f"fuzzy: {key}" for key, message in held.items() if message.fuzzy]
    wrong = [f"{key}: {error}" for key, message in held.items() for error in message.check(catalogue)]
    return sorted([*missing, *stale, *fuzzy, *wrong])


def _key(message: Message) -> tuple[str, ...]:
    texts = message.id if isinstance(message.id, list | tuple) else (message.id,)
    return (message.context or "", *texts)


def _is_translated(message: Message) -> bool:
    said = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(said) and all(said)


def main() -> None:
    """Add new texts without English, drop those that no source has, and compile."""
    catalogue = kept() if CATALOGUE.exists() else _empty()
    catalogue.update(collected(), no_fuzzy_matching=True, update_creation_date=False, update_header_comment=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = FIRST_DAY
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=False)
    COMPILED.write_bytes(compiled(catalogue))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")
    django.setup()
    main()
