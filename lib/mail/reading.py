"""Parses a saved mail: .eml of any mail program, or .msg of Outlook. Knows no cases and stores nothing."""

import datetime as dt
import email
import hashlib
import re
from email.errors import MessageError
from email.message import Message

from django.utils.translation import gettext as _

from lib.mail import containers, headers
from lib.mail.charsets import header
from lib.mail.letter import Letter, MailError
from lib.mail.mime import walk
from lib.media.sizes import MEGABYTE

LARGEST_MAIL = 25 * MEGABYTE  # bytes
MOST_PARTS = 100  # multipart or forwarded parts; a mail with more is hostile
LONGEST_HEADER = 2000  # bytes of one header with its continuation lines; parsing time grows with the square of it
WORDS_OF_HEADERS = re.compile(
    rb"(?:^|[\r\n])(?:message-id|subject|from|date|received|content-[a-z-]+):"
    rb"[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*",
    re.IGNORECASE,
)
ENVELOPE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s*\r?\n)*(?:>?From [^\r\n]*\r?\n)?"
)  # the separator line of a mailbox file, before the headers


def read_mail(content: bytes, now: dt.datetime) -> Letter:
    """The parsed mail, with every part accepted or refused. Raises MailError if the content is not a mail."""
    if len(content) > LARGEST_MAIL:
        raise MailError(_("Surel ini terlalu besar, batasnya %(n)d MB.") % {"n": LARGEST_MAIL // MEGABYTE})
    letter = Letter()
    try:
        if content.startswith(containers.COMPOUND):
            _read_outlook(content, letter, now)
        else:
            _read_mime(content, letter, now)
    except (LookupError, ValueError, TypeError, AttributeError, MessageError, RecursionError):
        # The standard library raises any of these on some broken headers and encodings.
        raise MailError(_("Surel ini rusak dan tidak dapat dibaca.")) from None
    if not (letter.words or letter.subject or letter.files):
        raise MailError(_("Berkas ini bukan surel yang utuh: tanpa perihal dan tanpa isi."))
    if not letter.key:
        letter.key = f"sha256:{hashlib.sha256(content).hexdigest()}"
        letter.note(_("Surel ini tanpa Message-ID; dikenali kembali dari isi berkasnya saja."))
    if letter.received_at is None:
        letter.note(_("Surel ini tidak menyebut tanggalnya; tanggal terima adalah saat dimasukkan."))
    return letter


def _read_outlook(content: bytes, letter: Letter, now: dt.datetime) -> None:
    message = containers.open_outlook(content)
    containers.head_of(message, letter, now)
    try:
        letter.texts = containers.texts_of(message, letter)
    except containers.BROKEN:
        letter.note(_("Sebagian surel Outlook ini rusak; periksa aslinya."))


def _read_mime(content: bytes, letter: Letter, now: dt.datetime) -> None:
    lower = content.lower()
    if lower.count(b"boundary=") > MOST_PARTS or lower.count(b"message/rfc822") > MOST_PARTS:
        raise MailError(_("Surel ini memuat terlalu banyak bagian."))
    if any(found.end() - found.start() > LONGEST_HEADER for found in WORDS_OF_HEADERS.finditer(content)):
        raise MailError(_("Surel ini memuat kepala yang terlalu panjang."))
    mail: Message = email.message_from_bytes(ENVELOPE.sub(b"", content, count=1))
    if not any(mail.get(name) for name in ("Message-ID", "From", "Date", "Received", "Content-Type")):
        raise MailError(_("Berkas ini bukan surel: tanpa kepala surel. Simpan suratnya sebagai .eml atau .msg."))
    letter.key, letter.subject = headers.key_of(mail), header(mail, "Subject")
    letter.senders += [sender] if (sender := header(mail, "From")) else []
    letter.received_at = headers.received_at(mail, now)
    letter.texts = walk(mail, letter)
