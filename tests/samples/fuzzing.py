"""Random requests: the forms and queries of a page with some values spoiled. A seed names each of them.

``FUZZ_SEED=… make test-attacks`` sends the same ones again; without it every run has a seed of its own, and prints it.
"""

import os
import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.samples.files import PNG

SEED = int(os.environ["FUZZ_SEED"])  # set by conftest.py
ODD = [
    "", " ", "\0", "a\0b", "\u202egpj.exe", "<script>alert(1)</script>", "{{ 7*7 }}", "%(number)s", "%s%n", "[[]]",
    "' OR 1=1--", "../../etc/passwd", "javascript:alert(1)", "https://x\r\nSet-Cookie: a=b", "NaN", "-1", "0", "²", "٣",
    str(2**31), str(2**63), "9" * 5000, "x" * 20_000, "01/01/0001", "31/12/9999 23.59", "0000-00-00", "29/2/2023",
    "1e400", "kemarin", "hari ini", "27/3/2026 25.99", "on", "%", "_%" * 200, "a & !b | (", "{\"a\": [", "null", "1:1",
    "00000000-0000-0000-0000-000000000001", "🇮🇩" * 50, "a\u0301" * 300, "\x7f\x1b[31m", "=1+1", "😀", "\ufeff",
    "\u2028",
]  # fmt: skip
FILES = [
    b"", b"GIF89a/*", b"<svg onload=alert(1)>", PNG, PNG[:40], b"%PDF-1.7\n", b"PK\3\4", b"\0" * 2000,
    b"\0\0\0\x20ftypmp42" + b"\xff" * 40, b"MZ\x90", b"a;b;c\n1;2", "a,b\n\u202e,\0".encode(), b"\xff\xfe\x00\xd8",
]  # fmt: skip
NAMES = ["a.png", "../../x", "a\0b", "\u202egpj.exe", "con.jpg", "n" * 400, '"; x="', "a\r\nX: y", "b.xlsx", "c.eml"]
FILE = object()


@dataclass
class Form:
    """A form of a page: where it is sent, how, and with which values."""

    action: str = ""
    method: str = "get"
    values: dict[str, Any] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.found.append(Form(said.get("action") or "", (said.get("method") or "get").lower()))
        elif self.found and tag in ("input", "textarea", "button") and said.get("name"):
            value = FILE if said.get("type") == "file" else said.get("value") or ""
            self.found[-1].values[said["name"]] = value
        elif self.found and tag == "select" and said.get("name"):
            self.select = said["name"]
            self.found[-1].values.setdefault(self.select, "")
        elif self.found and tag == "option" and self.select and said.get("value"):
            self.found[-1].values[self.select] = said["value"]


def forms_of(text: str) -> list[Form]:
    """The forms of a page, but for those of its frame."""
    reader = _Forms()
    reader.feed(text)
    return [form for form in reader.found if not form.action.endswith(("/logout/", "/unlock/"))]


def rubbish(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(ODD)
    return (
        "".join(chr(chance.randrange(1, 0x10000)) for _ in range(chance.randrange(40)))
        .encode("utf-8", "ignore")
        .decode()
    )


def spoiled(values: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The values of a form, of which some are spoiled, some lacking, and some that no form has."""
    sent = {}
    for name, value in values.items():
        lot = chance.random()
        if lot < 0.08:
            continue
        if value is FILE:
            sent[name] = SimpleUploadedFile(chance.choice(NAMES) or "x", chance.choice(FILES))
        elif name == "csrfmiddlewaretoken" or lot < 0.6:
            sent[name] = value
        else:
            sent[name] = rubbish(chance) if lot < 0.95 else [rubbish(chance), rubbish(chance)]
    if chance.random() < 0.2:
        sent[chance.choice(["status", "government", "is_staff", "role", "version", "pk", "x" * 300])] = rubbish(chance)
    return sent


class Undone(Exception):
    """Ends a transaction, so that the next request finds the world as it was."""


def undone(send: Any) -> Any:
    """The answer to a request whose writes are taken back."""
    answer = None
    try:
        with transaction.atomic():
            answer = send()
            if answer.streaming:
                b"".join(answer.streaming_content)
            raise Undone
    except Undone:
        return answer
