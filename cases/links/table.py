"""The table of addresses (``addresses.yaml``): platforms, the forms of their addresses, and what each form names."""

import dataclasses
import enum
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import yaml

from cases.models import Post

PART = re.compile(r"\{(?P<name>\w+)(?P<empty>\?)?(?::(?P<type>[^}]+))?\}")
TYPES = {
    "": r"[\w.-]{1,128}",
    "number": r"\d{1,25}",
    "code": r"[\w-]{2,64}",
    "word": r"\w{1,64}",
    "any": r"[^/?&#]{1,200}",
    "fbid": r"(?:pfbid\w{1,80}|\d{1,25})",
    "base64": r"[\w=-]{2,128}",
    "video": r"[\w-]{11}",
    "channel": r"UC[\w-]{5,40}",
    "phone": r"[+ ]{0,2}\d{6,15}",
    "lineid": r"[~@][\w.-]{1,64}",
}
CASE_COUNTS = {"channel", "lineid"}  # account types whose names are case-sensitive


class Kind(enum.StrEnum):
    """What an address names."""

    POST = "post"
    COMMENT = "comment"
    STORY = "story"
    ALBUM = "album"
    LIVE = "live"  # the room of an account: its content changes
    ACCOUNT = "account"
    GROUP = "group"
    TOPIC = "topic"
    SHORT = "short"  # a link whose target only the platform knows
    PAGE = "page"  # a page of the press, or of a site without a row
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True)
class Spelling:
    """One way to write an address: host and path as a pattern, and the required query."""

    shape: re.Pattern[str]
    query: Mapping[str, re.Pattern[str]]
    exact_case: bool

    def values(self, place: str, query: Mapping[str, str]) -> dict[str, str] | None:
        """The named parts of the address; None if it does not match."""
        found = self.shape.fullmatch(place)
        if found is None:
            return None
        values = found.groupdict()
        for name, shape in self.query.items():
            held = shape.fullmatch(query.get(name, ""))
            if held is None:
                return None
            values |= held.groupdict()
        return values


@dataclasses.dataclass(frozen=True)
class Form:
    """One row: what it names, its canonical form, the key of its post, and its spellings. A short link may have no key:
    whether it leads to a post only the platform knows."""

    kind: Kind
    address: str
    key: str
    sign: str
    spellings: tuple[Spelling, ...]


@dataclasses.dataclass(frozen=True)
class Platform:
    """The rows of one platform; ``hosts`` maps each of its domains to the domain of its rows."""

    name: Post.Platform
    hosts: Mapping[str, str]
    words: frozenset[str]
    comments: tuple[str, ...]
    times: str
    forms: tuple[Form, ...]


def _pattern(text: str) -> re.Pattern[str]:
    """A row's text as a regular expression: parts become groups, * matches one path segment and /** the rest."""
    shape, at = "", 0
    for part in PART.finditer(text):
        shape += re.escape(text[at : part.start()]) + _group(part)
        at = part.end()
    shape += re.escape(text[at:])
    return re.compile(shape.replace(r"/\*\*", r"(?:/.*)?").replace(r"\*", r"[^/]+"), re.A)


def _group(part: re.Match[str]) -> str:
    kind = part["type"] or ""
    shape = TYPES.get(kind, kind)
    return f"(?P<{part['name']}>{shape})" if not part["empty"] else f"(?P<{part['name']}>(?:{shape})?)"


def _spelling(text: str) -> Spelling:
    place, query = _divided(text)
    asked = {name: _pattern(value) for name, value in parse_qsl(query, keep_blank_values=True)}
    return Spelling(_pattern(place.rstrip("/")), asked, any(f":{kind}}}" in text for kind in CASE_COUNTS))


def _divided(text: str) -> tuple[str, str]:
    """Path and query of a row; a question mark inside a part does not separate them."""
    bare = PART.sub(lambda part: "x" * len(part[0]), text)
    at = bare.find("?")
    return (text, "") if at < 0 else (text[:at], text[at + 1 :])


def _form(row: Mapping[str, Any]) -> Form:
    kind = next(Kind(name) for name in row if name in set(Kind))
    return Form(
        kind, row[kind], row.get("key", "{id}"), row.get("sign", "@"), tuple(_spelling(text) for text in row["from"])
    )


def _hosts(rows: list[Any]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield from row.items() if isinstance(row, dict) else [(row, row)]


def _platform(name: str, row: Mapping[str, Any]) -> Platform:
    return Platform(
        Post.Platform[name],
        dict(_hosts(row["hosts"])),
        frozenset(map(str.lower, row.get("words", ()))),
        tuple(row.get("comments", ())),
        row.get("times", ""),
        tuple(map(_form, row["forms"])),
    )


_ROWS = yaml.safe_load(Path(__file__).with_name("addresses.yaml").read_text(encoding="utf-8"))
PLATFORMS = tuple(_platform(name, row) for name, row in _ROWS["platforms"].items())
LEAD_ON: Mapping[str, tuple[str, ...]] = {
    place: tuple([names] if isinstance(names, str) else names) for place, names in _ROWS["lead_on"].items()
}
SHORTENERS = frozenset(_ROWS["shorteners"])
ONE_CODE = tuple(map(tuple, _ROWS["one_code"]))
PRESS = tuple(_ROWS["press"])
HOSTS = {host: platform for platform in PLATFORMS for host in platform.hosts}
