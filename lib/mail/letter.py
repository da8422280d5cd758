"""The content of a parsed mail: its text in order, its files, and every part with its result."""

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

LONGEST_TEXT = 20_000  # characters of all text parts together


class MailError(Exception):
    """A file that cannot be read as a mail; the message is an Indonesian sentence."""


@dataclasses.dataclass
class Part:
    """One part of a mail. ``why`` is empty for an accepted part, otherwise the reason."""

    content_type: str
    size: int
    why: str = ""


@dataclasses.dataclass(frozen=True)
class Text:
    """The text of one part."""

    words: str
    part: Part
    is_html: bool = False


@dataclasses.dataclass(frozen=True)
class Attachment:
    """The content of a file part: attached, inline, or inside a forwarded mail."""

    content: bytes
    part: Part


@dataclasses.dataclass
class Letter:
    """A parsed mail. ``senders``: its own, then those of the mails inside it."""

    key: str = ""
    subject: str = ""
    senders: list[str] = dataclasses.field(default_factory=list)
    received_at: dt.datetime | None = None
    texts: list[Text] = dataclasses.field(default_factory=list)
    files: list[Attachment] = dataclasses.field(default_factory=list)
    parts: list[Part] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)

    @property
    def words(self) -> str:
        """All text parts in order; text over the limit is only in the original."""
        whole = "\n\n".join(text.words for text in self.texts if text.words)
        if len(whole) > LONGEST_TEXT:
            self.note(_("Teksnya terlalu panjang dan dipotong; selebihnya ada pada surel aslinya."))
        return whole[:LONGEST_TEXT].strip()

    def add(self, content_type: str, size: int, why: str = "") -> Part:
        part = Part(content_type, size, why)
        self.parts.append(part)
        return part

    def attach(self, content: bytes, content_type: str) -> None:
        part = self.add(content_type, len(content), "" if content else _("kosong"))
        if content:
            self.files.append(Attachment(content, part))

    def note(self, said: str) -> None:
        """Add a note for the reader of the report, once."""
        if said not in self.notes:
            self.notes.append(said)
