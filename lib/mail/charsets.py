"""Decodes bytes of a mail: by the named charset, otherwise as UTF-8, otherwise as Latin-1."""

import codecs
import email.header
import re
import unicodedata
from email.message import Message

from django.utils.translation import gettext as _

SLOW = {"punycode", "idna", "utf-7", "unicode-escape", "raw-unicode-escape"}  # slow, or they produce surrogates
MEANT = {"utf8mb4": "utf-8", "utf8mb3": "utf-8", "unicode11utf8": "utf-8", "gb2312": "gb18030", "iso88591": "cp1252",
         "latin1": "cp1252", "usascii": "utf-8", "ascii": "utf-8"}  # fmt: skip
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}  # Unicode categories of invisible characters
JOINER = "\u034f"  # combining grapheme joiner; mailers pad a preview with it


def decoded(content: bytes, charset: str) -> tuple[str, str]:
    """The text, and a note on the decoding; empty if the named charset was valid for all of it."""
    if name := _known(charset):
        try:
            return content.decode(name), ""
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        return text, _("Aksara “%(charset)s” tidak terbaca; dibaca sebagai Latin-1.") % {"charset": charset or "?"}
    if text.isascii() or not charset:
        return text, ""
    return text, _("Aksara “%(charset)s” tidak terbaca; dibaca sebagai UTF-8.") % {"charset": charset}


def _known(charset: str) -> str:
    """The codec of a charset name in any spelling; empty if it is unknown or not allowed."""
    plain = re.sub(r"[^a-z0-9]", "", charset.lower())
    name = MEANT.get(plain) or re.sub(r"^(?:windows|xcp|mscp)(?=\d{3,4}$)", "cp", plain)
    for spelling in (name, charset.strip()):
        try:
            known = codecs.lookup(spelling)
        except (LookupError, ValueError):  # a name with NUL is a ValueError
            continue
        if known._is_text_encoding and known.name.replace("_", "-") not in SLOW:
            return known.name
    return ""


def is_blank(text: str) -> bool:
    """Whether the text has no visible character; no-break spaces and zero-width characters are invisible."""
    return all(sign == JOINER or unicodedata.category(sign) in UNSEEN for sign in text)


def storable(text: str) -> str:
    """The text without characters that a database cannot store: NUL and surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def header(mail: Message, name: str) -> str:
    """A header as one line of text, with decoded words; empty if missing."""
    raw = mail.get(name)
    if raw is None:
        return ""
    try:
        pieces = email.header.decode_header(raw)
    except (email.errors.HeaderParseError, ValueError):  # broken base64
        pieces = [(str(raw), None)]
    return " ".join(storable("".join(_piece(content, charset) for content, charset in pieces)).split())


def _piece(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        content = content.encode("ascii", "surrogateescape") if not content.isascii() else content.encode()
    return decoded(content, "" if charset in (None, "unknown-8bit") else charset or "")[0]
