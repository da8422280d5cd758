"""Reads a complaint saved as an e-mail file (.eml): its text, its files, and its sender, who is stored apart."""

import codecs
import datetime as dt
import email
import email.policy
import html
import io
import re
from email.errors import MessageError
from email.message import EmailMessage
from typing import IO

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import IncomingReport, Reporter, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.reports.attachments import MOST_FILES, checked, keep_files
from cases.reports.incoming import open_report
from lib.media.sizes import MEGABYTE

LARGEST_MAIL = 25 * MEGABYTE  # bytes
MOST_PARTS = 100  # parts within parts; a mail with more was made to be a burden
LONGEST_TEXT = 20_000  # letters
MOST_READ = MEGABYTE // 2  # bytes of the text; HTML says a letter in many
LONGEST_HEADER = 2000  # bytes of one that is read, with its further lines: taking it apart takes their square
PARSED_HEADERS = re.compile(
    rb"(?:^|[\r\n])(?:message-id|subject|from|content-[a-z-]+):[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
SILENT, BREAKS = {"script", "style", "head", "title"}, {"br", "p", "div", "li", "tr"}
NAME, COMMENT = re.compile(r"[^A-Za-z0-9].*", re.DOTALL), "-->"  # what follows a name; how a comment ends
NO_MAIL_HAS = {"punycode", "idna", "utf-7", "unicode-escape", "raw-unicode-escape"}  # slow, or half letters come of it


def import_mail(*, actor: User, at: dt.datetime, file: "IO[bytes]") -> tuple[IncomingReport, bool, int]:
    """The report of a mail, whether it is new, and how many of its files could not be taken.

    A mail is itself by its Message-ID: the same one again leads to the report that it already is. Raises NotAllowed,
    or RuleViolation for what is no mail.
    """
    government = actor.government
    if not may(actor, Right.SIFT_REPORTS) or government is None:
        raise NotAllowed(_("Hanya BKPSDM dan Inspektorat yang memasukkan laporan."))
    mail = _opened(file)
    try:
        number, subject, sender = (_header(mail, name) for name in ("Message-ID", "Subject", "From"))
        text, uploads = _text(mail), _files(mail)
    except (LookupError, ValueError, TypeError, AttributeError, MessageError, RecursionError):
        # The standard library gives up on some broken headers and encodings in any of these ways.
        raise RuleViolation(_("Surel ini rusak dan tidak dapat dibaca.")) from None
    if not number or not (text or subject):
        raise RuleViolation(_("Berkas ini bukan surel yang utuh: tanpa Message-ID atau tanpa isi."))
    channel = IncomingReport.Channel.EMAIL
    known = IncomingReport.objects.filter(government=government, channel=channel, register_number=number[:200])
    taken, refused = _sifted(uploads)
    try:
        with transaction.atomic():
            report = open_report(
                government=government,
                channel=channel,
                at=at,
                is_told=False,
                register_number=number[:200],
                subject=subject[:200],
                text=text or subject,
                reporter=Reporter(contact=sender[:300]) if sender else None,
            )
            keep_files(report, taken, at)
    except IntegrityError:
        if (first := known.first()) is None:
            raise
        return first, False, 0
    return report, True, refused


def _opened(file: "IO[bytes]") -> EmailMessage:
    file.seek(0)
    content = file.read(LARGEST_MAIL + 1)
    if len(content) > LARGEST_MAIL:
        raise RuleViolation(_("Surel ini terlalu besar, batasnya %(n)d MB.") % {"n": LARGEST_MAIL // MEGABYTE})
    if content.lower().count(b"boundary=") > MOST_PARTS or content.lower().count(b"message/rfc822") > MOST_PARTS:
        raise RuleViolation(_("Surel ini memuat terlalu banyak bagian."))
    if any(found.end() - found.start() > LONGEST_HEADER for found in PARSED_HEADERS.finditer(content)):
        raise RuleViolation(_("Surel ini memuat kepala yang terlalu panjang."))
    return email.message_from_bytes(content, policy=email.policy.default)


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(_storable(str(mail.get(name, ""))).split())


def _storable(text: str) -> str:
    """The text without what no database keeps: NUL, and halves of letters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    charset = body.get_content_charset("utf-8")
    if codecs.lookup(charset).name.replace("_", "-") in NO_MAIL_HAS:
        raise LookupError(charset)
    content = body.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise TypeError(type(content))
    text = content[:MOST_READ].decode(charset, "replace")
    if body.get_content_type() == "text/html":
        text = words_of(text)
    return _storable(text).strip()[:LONGEST_TEXT]


def _files(mail: EmailMessage) -> "list[File[bytes]]":
    found: list[File[bytes]] = []
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            found.append(File(io.BytesIO(content), name=_("lampiran %(n)d") % {"n": len(found) + 1}))
    return found


def _sifted(uploads: "list[File[bytes]]") -> "tuple[list[File[bytes]], int]":
    """The files that we take; a logo or a signature that we do not must not keep the report out."""
    taken = []
    for upload in uploads:
        try:
            checked(upload)
        except RuleViolation:
            continue
        taken.append(upload)
    taken = taken[:MOST_FILES]
    return taken, len(uploads) - len(taken)


def words_of(page: str) -> str:
    """What a page of HTML says, without what it does. By cutting at each sign: a parser can be kept busy for hours."""
    first, *tags = page.split("<")
    words, silent = [first], ""
    for tag in tags:
        inside, _sign, after = tag.partition(">")
        is_end, name = inside.startswith("/"), NAME.sub("", inside.lstrip("/")).lower()
        if silent == COMMENT:
            _comment, closed, after = tag.partition(COMMENT)
            silent, name = ("" if closed else COMMENT), ""
        elif silent:
            silent = "" if is_end and name == silent else silent
        elif tag.startswith("!--"):
            _comment, closed, after = tag.partition(COMMENT)
            silent = "" if closed else COMMENT
        elif not is_end and name in SILENT:
            silent = name
        elif not name and not is_end and tag[:1] not in ("!", "?"):
            after = f"<{tag}"
        if not silent:
            words.append(("\n" if name in BREAKS else "") + after)
    return html.unescape("".join(words))
