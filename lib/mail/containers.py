"""Mails in Outlook's formats: .msg, and winmail.dat (TNEF) as a part of a mail."""

import datetime as dt
import email
import struct
import warnings
from typing import Any

from django.utils.translation import gettext as _
from oxmsg import Message as OutlookMessage
from oxmsg.attachment import Attachment as OutlookAttachment
from oxmsg.properties import Properties
from tnefparse import TNEF

from lib.mail import headers
from lib.mail.charsets import decoded, is_blank, storable
from lib.mail.html_text import words_of
from lib.mail.letter import Letter, MailError, Text

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TNEF_SIGN = b"\x78\x9f\x3e\x22"
MESSAGE_ID, DELIVERED, RTF, EMBEDDED = 0x1035, 0x0E06, 0x1009, 5
HEAD_INSIDE = 24  # bytes
# Exceptions of the two libraries for broken or hostile files.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, LookupError, OSError,
          struct.error, RecursionError, OverflowError, UnboundLocalError)  # fmt: skip


class _Inside(OutlookMessage):
    """A mail inside a .msg, whose property header is shorter."""

    @property
    def _properties(self) -> Properties:
        return Properties(self._storage, properties_header_offset=HEAD_INSIDE)


def is_tnef(content: bytes) -> bool:
    return content.startswith(TNEF_SIGN)


def open_outlook(content: bytes) -> OutlookMessage:
    """Raises MailError for a container that is not a mail, e.g. an old workbook."""
    try:
        message = OutlookMessage.load(content)
        message.properties.str_prop_value(MESSAGE_ID)
    except BROKEN:
        raise MailError(
            _("Berkas Outlook (.msg) ini rusak. Buka di Outlook, lalu Simpan Sebagai .eml atau teruskan ulang.")
        ) from None
    if not message.message_class.startswith(("IPM.Note", "REPORT")):
        raise MailError(_("Berkas Outlook ini bukan surel, melainkan %(kind)s.") % {"kind": message.message_class})
    return message


def head_of(message: OutlookMessage, letter: Letter, now: dt.datetime) -> None:
    """Number, subject, sender and date; the mail's own headers take precedence over Outlook's properties."""
    head = email.message_from_string("".join(f"{name}: {value}\n" for name, value in message.message_headers.items()))
    letter.key = headers.key_of(head) or headers.kept_key(message.properties.str_prop_value(MESSAGE_ID) or "")
    letter.subject = " ".join(storable(message.subject).split())
    letter.senders += [storable(message.sender)] if message.sender else []
    delivered = message.properties.date_prop_value(DELIVERED)
    noted = [moment for moment in (delivered, message.sent_date) if moment]
    letter.received_at = headers.received_at(head, now) or (headers.not_after(noted[0], now) if noted else None)


def texts_of(message: OutlookMessage, letter: Letter) -> list[Text]:
    """The texts of a .msg, and its files."""
    texts = _body(message.body, _page(message), bool(message.properties.binary_prop_value(RTF)), letter)
    for attachment in message.attachments:
        texts += _attached(attachment, letter)
    return texts


def from_outlook(content: bytes, letter: Letter) -> list[Text]:
    """A .msg that is attached to a mail, treated as a forwarded mail."""
    try:
        message = open_outlook(content)
        letter.senders += [storable(message.sender)] if message.sender else []
        heading = Text(f"--- {_('Surel terusan')}: {message.subject} ---", letter.add("message/rfc822", 0))
        return [heading, *texts_of(message, letter)]
    except (MailError, *BROKEN):
        letter.add("application/vnd.ms-outlook", len(content), _("berkas Outlook yang tidak terbaca"))
        return []


def from_tnef(content: bytes, letter: Letter) -> list[Text]:
    """The content of winmail.dat."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = TNEF(content, do_checksum=False)
        texts = _body(_string(opened.body), _string(opened.htmlbody), bool(opened._rtfbody), letter)
        for attachment in opened.attachments:
            letter.attach(bytes(attachment.data or b""), "application/octet-stream")
    except BROKEN:
        letter.add("application/ms-tnef", len(content), _("winmail.dat yang rusak; minta pengirim mengirim ulang"))
        return []
    return texts


def _body(plain: str | None, page: str | None, has_rtf: bool, letter: Letter) -> list[Text]:
    if plain and not is_blank(plain):
        return [Text(storable(plain).replace("\r\n", "\n").strip(), letter.add("text/plain", len(plain)))]
    words = words_of(page) if page else ""
    if words and not is_blank(words):
        return [Text(storable(words), letter.add("text/html", len(page or "")), is_html=True)]
    if has_rtf:
        letter.add("application/rtf", 0, _("teks RTF; buka surel aslinya di Outlook"))
    return []


def _page(message: OutlookMessage) -> str | None:
    try:
        return message.html_body
    except (UnicodeDecodeError, LookupError):
        page = message.properties.binary_prop_value(0x1013) or b""
        return decoded(page, "")[0]


def _attached(attachment: OutlookAttachment, letter: Letter) -> list[Text]:
    if attachment.properties.int_prop_value(0x3705) == EMBEDDED:
        storage: Any = attachment._storage
        inside = [part for part in storage.storages if part.name == "__substg1.0_3701000D"]
        if inside:
            message = _Inside(inside[0])
            letter.senders += [storable(message.sender)] if message.sender else []
            heading = Text(f"--- {_('Surel terusan')}: {message.subject} ---", letter.add("message/rfc822", 0))
            return [heading, *texts_of(message, letter)]
    letter.attach(attachment.file_bytes or b"", attachment.mime_type or "application/octet-stream")
    return []


def _string(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if isinstance(value, bytes):
        return decoded(value.rstrip(b"\0"), "")[0]
    return value.rstrip("\0") if isinstance(value, str) else None
