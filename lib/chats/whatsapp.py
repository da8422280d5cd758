"""Parses the text file of an exported WhatsApp chat, of Android and iPhones, in the date formats of many languages.

Languages and telephones write the head of a message differently: ``28/11/26 08.00 - Sari: …``,
``[28/11/26 08.00.15] Sari: …``, ``11/28/26, 8:00 AM - Sari: …``. The export does not say which number is the day and
which the month. The parser determines it from all messages together, because they are in chronological order.
"""

import dataclasses
import datetime as dt
import enum
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from lib.chats import phrases
from lib.media.sizes import MEGABYTE

LARGEST_TEXT = 10 * MEGABYTE  # bytes
LONGEST_MESSAGE = 20_000  # letters; a longer one is cut, and says so
LONGEST_SENDER = 100  # letters
FIRST_YEAR = 2009  # of WhatsApp
HEAD_WITHIN = 5  # of so many non-empty lines at the beginning, one is the head of a message
UNSEEN = "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2007": " "})
START = re.compile(
    r"\[?(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?,? {1,2}(?:pukul |jam |at )?"
    r"(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?(?: ?([AaPp]\.? ?[Mm]\.?|PG|TGH|PTG|MLM))?(?:\] ?| - )"
)
AFTERNOON = ("p", "P", "TGH", "MLM")  # how the second half of a day begins, in English and in Malay


class Kind(enum.StrEnum):
    """The kind of a message. SYSTEM: written by WhatsApp itself; OMITTED: a file that is not part of the export."""

    SAID = "SAID"
    ATTACHED = "ATTACHED"
    OMITTED = "OMITTED"
    DELETED = "DELETED"
    SYSTEM = "SYSTEM"


@dataclasses.dataclass
class Message:
    """One message. ``day`` and ``time`` are local to the telephone that exported the chat."""

    day: dt.date
    time: dt.time
    sender: str
    text: str
    kind: Kind = Kind.SAID
    attachment: str = ""
    is_edited: bool = False


@dataclasses.dataclass
class Chat:
    """The messages in order. ``notes``: Indonesian sentences on what was not read or is missing."""

    messages: list[Message] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class _Raw:
    numbers: tuple[int, int, int]
    time: dt.time
    lines: list[str]


class ChatError(Exception):
    """The file is not an exported chat, or is too large; the message is an Indonesian sentence."""


def is_chat(head: bytes) -> bool:
    """Whether a file is an exported chat, by its first bytes (UTF-8 or UTF-16)."""
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text, _is_whole = _decoded(head)
    first = [line for line in text.splitlines() if line.strip()][:HEAD_WITHIN]
    return any(_head(line) for line in first)


def read_chat(content: bytes, today: dt.date) -> Chat:
    """Parse an export of at most LARGEST_TEXT bytes.

    Dates later than the day after ``today`` are taken as another order of day and month. Raises ChatError.
    """
    if len(content) > LARGEST_TEXT:
        raise ChatError(_("Teks obrolan ini terlalu besar, batasnya %(n)d MB.") % {"n": LARGEST_TEXT // 1024**2})
    text, is_whole = _decoded(content)
    chat = Chat()
    if not is_whole:
        chat.notes.append(_("Sebagian huruf tidak dapat dibaca dan ditulis “\ufffd”; lihat berkas aslinya."))
    raws, before = _split(re.split(r"\r\n|\r|\n", text.translate(SPACES)))
    if not raws:
        raise ChatError(_("Berkas teks ini bukan ekspor obrolan WhatsApp. Simpan teks lain sebagai PDF."))
    if before:
        chat.notes.append(_("%(n)d baris sebelum pesan pertama tidak dibaca; lihat berkas aslinya.") % {"n": before})
    days = _days([raw.numbers for raw in raws], today + dt.timedelta(days=1), chat.notes)  # a telephone further east
    chat.messages = [_message(raw, day) for raw, day in zip(raws, days, strict=True)]
    if any(len("\n".join(raw.lines)) > LONGEST_MESSAGE for raw in raws):
        chat.notes.append(_("Ada pesan yang terlalu panjang dan dipotong; selebihnya ada pada berkas aslinya."))
    if omitted := sum(message.kind == Kind.OMITTED for message in chat.messages):
        message = _(
            "%(n)d lampiran tidak ikut diekspor. Minta ekspor dengan “Sertakan media” selagi pesannya masih ada."
        )
        chat.notes.append(message % {"n": omitted})
    return chat


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether all of it could be decoded: UTF-16 with a byte order mark, otherwise UTF-8."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\0", ""), True
    except UnicodeDecodeError:
        return content.decode(encoding, errors="replace").replace("\0", ""), False


def _head(line: str) -> "re.Match[str] | None":
    return START.match(line.translate(SPACES).lstrip(UNSEEN + " "))


def _split(lines: Iterable[str]) -> tuple[list[_Raw], int]:
    """The messages with their lines, and the number of non-empty lines before the first message."""
    found: list[_Raw] = []
    before = 0
    for line in lines:
        bare = line.lstrip(UNSEEN + " ")
        start = START.match(bare)
        time = _time(start) if start else None
        if start and time is not None:
            numbers = (int(start[1]), int(start[3]), int(start[4]))
            found.append(_Raw(numbers, time, [bare[start.end() :]]))
        elif found:
            found[-1].lines.append(line)
        else:
            before += bool(bare.strip())
    return found, before


def _time(start: "re.Match[str]") -> dt.time | None:
    hour, minute, second = int(start[5]), int(start[6]), int(start[7] or 0)
    if half := start[8]:
        is_late = half.startswith(AFTERNOON) and half != "PG"
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if is_late and not (half == "MLM" and hour == 12) else 0)
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        return None


ORDERS = {"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0)}  # where day, month and year stand


def _days(dates: Sequence[tuple[int, int, int]], last: dt.date, notes: list[str]) -> list[dt.date]:
    """The days in the order of day, month and year in which all exist, none lies ahead, and the fewest go back.

    Raises ChatError where there is no such order.
    """
    readings = [days for order in ORDERS.values() if (days := _read(dates, order, last)) is not None]
    if not readings:
        raise ChatError(_("Tanggal pada obrolan ini tidak dapat dibaca. Simpan sebagai PDF, lalu unggah."))
    best = min(readings, key=_steps_back)
    if any(days != best and _steps_back(days) == _steps_back(best) for days in readings):
        notes.append(_("Tidak pasti mana hari dan mana bulan pada obrolan ini; dibaca hari-bulan-tahun."))
    return best


def _read(dates: Sequence[tuple[int, int, int]], order: tuple[int, int, int], last: dt.date) -> "list[dt.date] | None":
    days = []
    for numbers in dates:
        day, month, year = (numbers[place] for place in order)
        if order[2] == 2 and year < 100:  # two digits stand last only
            year += 2000
        if not FIRST_YEAR <= year <= last.year:
            return None
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            return None
    return days if max(days) <= last else None


def _steps_back(days: Sequence[dt.date]) -> int:
    return sum(later < earlier for earlier, later in pairwise(days))


def _message(raw: _Raw, day: dt.date) -> Message:
    sender, first = _sender(raw.lines[0])
    text = "\n".join([first, *raw.lines[1:]]).rstrip()
    text, is_edited = phrases.without_edit_mark(text)
    attachment = phrases.attachment(text) if sender else ""
    bare = text.strip(UNSEEN + " \n")
    if not sender or (
        text.startswith(tuple(UNSEEN)) and phrases.is_system(bare)
    ):  # an iPhone names a sender for these as well
        kind = Kind.SYSTEM
    elif attachment:
        kind = Kind.ATTACHED
    elif phrases.is_omitted(bare):
        kind = Kind.OMITTED
    elif phrases.is_deleted(bare):
        kind = Kind.DELETED
    else:
        kind = Kind.SAID
    return Message(day, raw.time, sender, bare[:LONGEST_MESSAGE], kind, attachment, is_edited)


def _sender(line: str) -> tuple[str, str]:
    """Who says a line, and what. WhatsApp's own lines have no sender; they may quote a name with a colon."""
    name, colon, said = line.partition(": ")
    if not colon and line.rstrip().endswith(":"):
        name, colon, said = line.rstrip()[:-1], ":", ""
    name = name.strip(UNSEEN + " ~")
    if not colon or not name or len(name) > LONGEST_SENDER or phrases.is_system(line.strip(UNSEEN + " ")):
        return "", line
    return name, said
