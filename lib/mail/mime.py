"""Walks the parts of a mail: every text in order, every file, and a reason for each refused part."""

import email
import re
from email.message import Message

from asn1crypto import cms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.chats.whatsapp import is_chat
from lib.mail import containers
from lib.mail.charsets import decoded, header, is_blank, storable
from lib.mail.html_text import declared_charset, words_of
from lib.mail.letter import Letter, Text

MOST_READ = 512 * 1024  # bytes of one text; HTML can encode one letter with many bytes
DEEPEST = 12  # maximum depth of forwarded mails
UNREAD = {  # parts that are neither text nor a file, with the reason for refusing them
    "application/pkcs7-signature": gettext_lazy("tanda tangan digital"),
    "application/x-pkcs7-signature": gettext_lazy("tanda tangan digital"),
    "application/pgp-signature": gettext_lazy("tanda tangan digital"),
    "application/pgp-encrypted": gettext_lazy("terenkripsi; minta pengirim mengirimnya tanpa enkripsi"),
    "message/delivery-status": gettext_lazy("laporan pengiriman"),
    "message/disposition-notification": gettext_lazy("laporan pembacaan"),
    "message/feedback-report": gettext_lazy("laporan pengiriman"),
    "text/rfc822-headers": gettext_lazy("kepala surel lain, tanpa isi"),
    "message/external-body": gettext_lazy("hanya penunjuk ke berkas di tempat lain"),
    "message/partial": gettext_lazy("hanya sepotong surel; minta potongan lainnya"),
    "text/calendar": gettext_lazy("undangan kalender"),
    "text/vcard": gettext_lazy("kartu nama"),
    "text/x-vcard": gettext_lazy("kartu nama"),
    "text/x-amp-html": gettext_lazy("bentuk lain dari teks yang sama"),
}
OPAQUE = ("application/pkcs7-mime", "application/x-pkcs7-mime")
MAILS, OUTLOOK = (".eml", ".mht"), (".msg",)
LEAST_SHARED = 0.6  # share of the HTML's words that the plain text must contain to replace it


def walk(part: Message, letter: Letter, depth: int = 0) -> list[Text]:
    """The texts of a part, in order; its files and refused parts are added to the letter."""
    kind = part.get_content_type()
    if depth > DEEPEST:
        letter.add(kind, 0, _("terlalu dalam di dalam surel lain"))
        return []
    if kind == "multipart/alternative":
        return _one_of([walk(child, letter, depth + 1) for child in _children(part)])
    if kind == "multipart/encrypted":
        letter.add(kind, len(bytes(part)), str(UNREAD["application/pgp-encrypted"]))
        return []
    if kind in UNREAD:
        letter.add(kind, len(_content(part)), str(UNREAD[kind]))
        return []
    if kind == "message/rfc822" or part.get_content_maintype() == "message":
        return _inside(part, letter, depth)
    if part.is_multipart():
        return [text for child in _children(part) for text in walk(child, letter, depth + 1)]
    return _leaf(part, kind, letter, depth)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _leaf(part: Message, kind: str, letter: Letter, depth: int) -> list[Text]:
    content, name = _content(part), (part.get_filename() or "").lower()
    if containers.is_tnef(content) or name.endswith("winmail.dat"):
        return containers.from_tnef(content, letter)
    if kind == "application/vnd.ms-outlook" or name.endswith(OUTLOOK):
        return containers.from_outlook(content, letter)
    if kind in OPAQUE:
        return _signed_inside(content, kind, letter, depth)
    if name.endswith(MAILS) or (kind == "application/octet-stream" and is_mail(content)):
        return forwarded(email.message_from_bytes(content), letter, depth)
    if part.get_content_maintype() == "text" and not _is_file(name, content):
        return [_text(part, content, letter)]
    letter.attach(content, kind)
    return []


def _is_file(name: str, content: bytes) -> bool:
    """Whether a part that is text is a file all the same: a list, a card, or an exported chat."""
    return name.endswith((".csv", ".ics", ".vcf")) or (bool(name) and is_chat(content[:MOST_READ]))


def _text(part: Message, content: bytes, letter: Letter) -> Text:
    kind, charset = part.get_content_type(), part.get_content_charset("")
    is_html = kind == "text/html"
    words, said = decoded(content[:MOST_READ], charset or (declared_charset(content) if is_html else ""))
    if said:
        letter.note(said)
    if len(content) > MOST_READ:
        letter.note(_("Teksnya terlalu panjang dan dipotong; selebihnya ada pada surel aslinya."))
    if is_html:
        words = words_of(words)
    elif part.get_param("format") == "flowed":
        words = _unflowed(words, str(part.get_param("delsp")).lower() == "yes")
    kept = "" if is_blank(words) else storable(words).replace("\r\n", "\n").strip()
    return Text(kept, letter.add(kind, len(content), "" if kept else _("kosong")), is_html)


def _unflowed(words: str, joins: bool) -> str:
    """Joins lines that a mail program broke at a space (RFC 3676)."""
    end = r" \r?\n(?!>)" if joins else r"(?<= )\r?\n(?!>)"
    return re.sub(rf"(?<!\n-- )(?<!^-- ){end}", "", words) if " \n" in words or " \r\n" in words else words


def _one_of(branches: list[list[Text]]) -> list[Text]:
    """The plainest of several forms of one text that is not empty; the HTML form if it contains more."""
    with_text = [branch for branch in branches if any(text.words for text in branch)]
    if not with_text:
        return []
    plain = next((branch for branch in with_text if not any(text.is_html for text in branch)), with_text[0])
    chosen = [plain] + [branch for branch in with_text if branch is not plain and _says_more(branch, plain)]
    for branch in with_text:
        for text in branch if branch not in chosen else ():
            text.part.why = _("bentuk lain dari teks yang sama")
    return [text for branch in chosen for text in branch]


def _says_more(page: list[Text], plain: list[Text]) -> bool:
    """Whether the plain text is only a notice that the mail has HTML, e.g. "Pesan ini berformat HTML"."""
    words, there = _vocabulary(page), _vocabulary(plain)
    return len(words) > 5 and len(words & there) < LEAST_SHARED * len(words)


def _vocabulary(texts: list[Text]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w{3,}", text.words.lower())}


def _inside(part: Message, letter: Letter, depth: int) -> list[Text]:
    """A mail as a part of a mail; gateways encode it although the standard forbids it."""
    children = _children(part)
    if not children:
        letter.add(part.get_content_type(), len(_content(part)), _("tidak dikenal"))
        return []
    inner = children[0]
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding in ("base64", "quoted-printable") and not inner.keys():
        inner["Content-Transfer-Encoding"] = encoding
        inner = email.message_from_bytes(_content(inner))
    return forwarded(inner, letter, depth)


def forwarded(inner: Message, letter: Letter, depth: int) -> list[Text]:
    """The texts of a forwarded mail, below a line that says so. Its sender is added to the senders, not to the text."""
    if sender := header(inner, "From"):
        letter.senders.append(sender)
    said = " · ".join(filter(None, (header(inner, "Date"), header(inner, "Subject"))))
    part = letter.add("message/rfc822", 0)
    return [Text(f"--- {_('Surel terusan')}: {said} ---", part), *walk(inner, letter, depth + 1)]


def is_mail(content: bytes) -> bool:
    """Whether bytes begin with the headers of a mail."""
    head = email.message_from_bytes(content[:8192])
    return sum(name in head for name in ("From", "Date", "Subject", "Message-ID", "MIME-Version", "Received")) >= 3


def _signed_inside(content: bytes, kind: str, letter: Letter, depth: int) -> list[Text]:
    """A mail inside its own signature, as Outlook signs it; an encrypted one is not read."""
    try:
        info = cms.ContentInfo.load(content)
        signed = info["content_type"].native == "signed_data"
        inner = info["content"]["encap_content_info"]["content"].native if signed else None
    except (ValueError, TypeError, KeyError, AttributeError):
        inner = None
    if not isinstance(inner, bytes):
        letter.add(kind, len(content), str(UNREAD["application/pgp-encrypted"]))
        return []
    letter.add(kind, len(content), _("tanda tangan digital"))
    return walk(email.message_from_bytes(inner), letter, depth + 1)
