"""What a mail holds once it is read: its words in order, its files, and every part with what became of it."""

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

LONGEST_TEXT = 20_000  # letters of all text parts together


class MailError(Exception):
    """A file that cannot be read as a mail; the message is an Indonesian sentence."""


@dataclasses.dataclass
class Part:
    """One part of a mail. ``why`` is empty for one that was taken, else the reason."""

    content_type: str
    size: int
    why: str = ""


@dataclasses.dataclass(frozen=True)
class Text:
    """The words of one text part."""

    words: str
    part: Part
    is_html: bool = False


@dataclasses.dataclass(frozen=True)
class Attachment:
    """The content of a part that is a file: attached, inline, or inside a forwarded mail."""

    content: bytes
    part: Part


@dataclasses.dataclass
class Letter:
    """A mail as it was read. ``senders``: its own, then those of the mails inside it."""

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
        """All text parts, in their order; what does not fit is in the original."""
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
        """Something that whoever reads the report should know, once."""
        if said not in self.notes:
            self.notes.append(said)
