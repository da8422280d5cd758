"""The archive of a chat exported from WhatsApp. Declared names and sizes are not trusted."""

import dataclasses
import hashlib
import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from lib.chats.whatsapp import LARGEST_TEXT, ChatError, is_chat
from lib.media.sizes import GIGABYTE, MEGABYTE

ZIP = b"PK\x03\x04"
HEAD = 8192  # bytes that tell what a part is
LARGEST_DIRECTORY = 2 * MEGABYTE  # bytes; room for 20,000 files
MOST_UNPACKED = 2 * GIGABYTE  # bytes of all parts together
MOST_TEXTS = 50  # that are looked at for the chat
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error)


@dataclasses.dataclass(frozen=True)
class Part:
    """A file of the archive: its first bytes and its fingerprint; ``why`` states why it could not be read."""

    name: str
    size: int
    head: bytes = b""
    sha256: str = ""
    why: str = ""


def holds_chat(file: "IO[bytes]") -> bool:
    """Whether a file is an archive with an exported chat."""
    try:
        with _opened(file) as archive:
            return _chat_in(archive) is not None
    except ChatError:
        return False


def chat_of(file: "IO[bytes]") -> bytes:
    """The text of the chat. Raises ChatError."""
    with _opened(file) as archive:
        if (entry := _chat_in(archive)) is None:
            raise ChatError(_("ZIP ini tidak memuat teks obrolan WhatsApp (berkas .txt)."))
        with archive.open(entry) as stored:
            return stored.read(LARGEST_TEXT + 1)


def parts_of(file: "IO[bytes]") -> Iterator[Part]:
    """Every file of the archive but the chat, in its order. Raises ChatError."""
    with _opened(file) as archive:
        chat, left = _chat_in(archive), MOST_UNPACKED
        for entry in archive.infolist():
            if entry.is_dir() or entry is chat:
                continue
            left -= entry.file_size
            yield _part(archive, entry) if left >= 0 else Part(entry.filename, entry.file_size, why=_("terlalu besar"))


def take_out(file: "IO[bytes]", name: str, copy: "IO[bytes]") -> None:
    """Write one file of the archive into ``copy``. Raises ChatError if it is missing or broken."""
    with _opened(file) as archive:
        if name not in archive.namelist():
            raise ChatError(_("Berkas itu tidak ada dalam ZIP ini."))
        with archive.open(name) as stored:
            shutil.copyfileobj(stored, copy)
    copy.seek(0)


@contextmanager
def _opened(file: "IO[bytes]") -> Iterator[zipfile.ZipFile]:
    try:
        _bound_directory(file)
        with zipfile.ZipFile(file) as archive:
            yield archive
    except BROKEN as why:
        raise ChatError(_("ZIP ini rusak, berkata sandi, atau memuat terlalu banyak berkas.")) from why


def _bound_directory(file: "IO[bytes]") -> None:
    """Refuse a long list of files, because it is read into memory as a whole. Raises ValueError."""
    size = file.seek(0, 2)
    start = file.seek(max(0, size - 2**16 - 100))
    tail = file.read()
    end = tail.rfind(END)
    if end < 0:
        raise ValueError("no end of a directory")
    length = struct.unpack_from("<L", tail, end + 12)[0]
    if end >= 20 and tail[end - 20 : end - 16] == END_64:
        file.seek(struct.unpack_from("<Q", tail, end - 12)[0])
        length = struct.unpack_from("<Q", file.read(56), 40)[0]
    if length > min(LARGEST_DIRECTORY, start + len(tail)):
        raise ValueError("the directory is too long")
    file.seek(0)


def _chat_in(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    texts = (entry for entry in archive.infolist() if entry.filename.lower().endswith(".txt") and entry.file_size)
    for entry in islice(texts, MOST_TEXTS):
        if not entry.flag_bits & 1:  # locked by a password
            with archive.open(entry) as stored:
                if is_chat(stored.read(HEAD)):
                    return entry
    return None


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    if entry.flag_bits & 1:
        return Part(entry.filename, entry.file_size, why=_("berkata sandi"))
    digest, head = hashlib.sha256(), b""
    try:
        with archive.open(entry) as stored:
            while piece := stored.read(MEGABYTE):
                head = head or piece[:HEAD]
                digest.update(piece)
    except BROKEN:
        return Part(entry.filename, entry.file_size, why=_("rusak di dalam ZIP"))
    return Part(entry.filename, entry.file_size, head, digest.hexdigest())
