"""A letter as data, before it is rendered as PDF or Word."""

import dataclasses
import hashlib
import json
from typing import Any

Block = dict[str, Any]  # {"kind": "paragraph", "text": …}: see ``wording`` for the kinds


@dataclasses.dataclass(frozen=True)
class Letterhead:
    """The office that writes: the lines at the top of the first page."""

    government: str
    agency: str
    address: str = ""
    logo: str = ""  # the storage name of the picture, see ``logos``


@dataclasses.dataclass(frozen=True)
class Document:
    """One letter.

    ``layout``: ``letter`` (number and subject at the left), ``decree`` or ``record`` (title in the middle), ``plain``
    (a letter to the government, without letterhead).
    """

    letterhead: Letterhead
    layout: str
    title: str
    blocks: list[Block]
    number: str = ""
    dateline: str = ""
    attachments: str = ""
    mark: str = "RAHASIA"
    paper: str = "f4"
    address: str = ""  # the address for verifying the letter, printed as a QR code
    note: str = ""  # printed beside the page number
    is_draft: bool = False

    def as_data(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Document":
        """The letter from its stored data."""
        return cls(**data | {"letterhead": Letterhead(**data["letterhead"])})


def fingerprint(content: object) -> str:
    """SHA-256 of JSON-like content, independent of the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
