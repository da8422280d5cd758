"""Mails in the shapes of those who send them, built by code; every person and address is invented."""

import base64
import dataclasses
import datetime as dt
import itertools
import quopri

from asn1crypto import cms

from tests.samples.outlook import outlook_mail, winmail

PHOTO, PAPER = b"\xff\xd8\xff\xe0" + b"foto" * 40, b"%PDF-1.4 " + b"0" * 90
WORDS = "Pegawai berseragam joget di loket"
RECEIVED = "Received: from mx.contoh.go.id by mail.contoh.go.id; Mon, 2 Nov 2026 08:00:00 +0700\r\n"
ALTERNATE, LATER = "bentuk lain dari teks yang sama", "Kesaksian kedua di bawah foto"
SIGNED = "tanda tangan digital"
BOUNDARIES = itertools.count()


@dataclasses.dataclass(frozen=True)
class Sample:
    """A mail, and what a careful reader finds in it: words in order, types of files, what is left and why."""

    name: str
    content: bytes
    words: tuple[str, ...] = (WORDS,)
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def head(mailer: str, kind: str, more: str = "") -> str:
    return (
        f"{RECEIVED}From: Warga Contoh <warga@contoh.id>\r\nSubject: Pengaduan\r\nMessage-ID: <{mailer}:1@contoh.id>\r\n"
        f"Date: Mon, 2 Nov 2026 07:59:00 +0700\r\nX-Mailer: {mailer}\r\nMIME-Version: 1.0\r\n{more}Content-Type: {kind}\r\n"
    )


def leaf(kind: str, body: str | bytes, *more: str, encoding: str = "8bit") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    if encoding == "base64":
        content = base64.encodebytes(content)
    elif encoding == "quoted-printable":
        content = quopri.encodestring(content)
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def many(kind: str, *parts: bytes, more: str = "") -> bytes:
    boundary = f"=_{next(BOUNDARIES)}_"
    inside = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\r\n\r\n'.encode()
        + inside
        + f"--{boundary}--\r\n".encode()
    )


def mail(mailer: str, body: bytes, more: str = "") -> bytes:
    """The head of a mail before a body that says its own type."""
    return head(mailer, "x", more).rpartition("Content-Type:")[0].encode() + body


def plain(text: str | bytes = WORDS, charset: str = "utf-8", *more: str, encoding: str = "8bit") -> bytes:
    return leaf(f"text/plain; charset={charset}", text, *more, encoding=encoding)


def page(text: str | bytes = f"<p>{WORDS}</p>", charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    return leaf(f"text/html; charset={charset}", text, encoding=encoding)


def photo(*more: str, kind: str = "image/jpeg") -> bytes:
    return leaf(kind, PHOTO, *more, encoding="base64")


def attached(content: bytes = PAPER, kind: str = "application/pdf", name: str = "a.pdf") -> bytes:
    return leaf(kind, content, f'Content-Disposition: attachment; filename="{name}"', encoding="base64")


def inner(text: str = "Isi surel terusan", *parts: bytes) -> bytes:
    body = many("mixed", plain(text), *parts) if parts else plain(text)
    return b"From: Pelapor Asli <asli@contoh.id>\r\nSubject: Terusan\r\nDate: Sun, 1 Nov 2026 07:00:00 +0700\r\n" + body


def opaque(content: bytes) -> bytes:
    """A mail inside its own signature, without a signer: only its shell matters here."""
    signed = cms.SignedData({"version": "v1", "digest_algorithms": [], "signer_infos": [],
        "encap_content_info": {"content_type": "data", "content": content}})  # fmt: skip
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()


INSIDE = outlook_mail(is_inside=True, p0037="Terusan", p1000="Isi surel terusan", p0C1F="asli@contoh.id")
NOTICE = "Pesan ini berformat HTML."
LONG_PAGE = f"<p>{WORDS} pada pagi hari sebelum pelayanan dibuka bagi warga yang sudah lama mengantre</p>"
PREHEADER = "\u034f \u200c \xa0 " * 20

SAMPLES = [
    Sample("Outlook: Word HTML and its plain twin", mail("Outlook", many("alternative", plain(), page())), left=(ALTERNATE,)),
    Sample("Outlook: inline picture", mail("Outlook", many("related", many("alternative", plain(), page()),
           photo("Content-ID: <image001.jpg@01D>", "Content-Disposition: inline"))), files=("image/jpeg",), left=(ALTERNATE,)),
    Sample("Outlook: signed beside its content", mail("Outlook", many("signed", many("mixed", plain(), attached()),
           leaf("application/pkcs7-signature; name=smime.p7s", b"0\x80", encoding="base64"))),
           files=("application/pdf",), left=(SIGNED,)),
    Sample("Outlook: signed around its content", mail("Outlook", leaf("application/pkcs7-mime; smime-type=signed-data",
           opaque(many("mixed", plain(), photo())), encoding="base64")), files=("image/jpeg",), left=(SIGNED,)),
    Sample("Outlook: encrypted", mail("Outlook", many("mixed", plain("Lihat lampiran"),
           leaf("application/pkcs7-mime; smime-type=enveloped-data", b"0\x03\x02\x01\x00", encoding="base64"))),
           words=("Lihat lampiran",), left=("terenkripsi",)),
    Sample("Outlook: winmail.dat", mail("Outlook", many("mixed", plain(" "),
           attached(winmail(body=WORDS, files=[("a.jpg", PHOTO)]), "application/ms-tnef", "winmail.dat"))),
           files=("application/octet-stream",), left=("kosong",)),
    Sample("Outlook: winmail.dat under another type and name", mail("Outlook", many("mixed",
           attached(winmail(html=f"<p>{WORDS}</p>".encode()), "application/octet-stream", "noname"))),),
    Sample("Outlook: broken winmail.dat", mail("Outlook", many("mixed", plain(),
           attached(winmail(body="x")[:20], "application/ms-tnef", "winmail.dat"))), left=("winmail.dat yang rusak",)),
    Sample("Outlook: .msg", outlook_mail(p0037="Pengaduan", p1000=f"{WORDS}\r\n", p1035="<Outlook:1@contoh.id>",
           p0C1A="Warga Contoh", p0C1F="warga@contoh.id", p0E06=dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC),
           attachments=[(PHOTO, "image/jpeg")]), files=("image/jpeg",)),
    Sample("Outlook: .msg with HTML alone and its transport head", outlook_mail(p0037="Pengaduan", p3FDE=65001,
           p1013=f"<p>{WORDS}</p>".encode(), p007D=head("Outlook", "text/html") + "\r\n")),
    Sample("Outlook: .msg with a mail inside", outlook_mail(p0037="Pengaduan", p1000=WORDS, p1035="<Outlook:1@contoh.id>",
           p0C1F="warga@contoh.id", p0039=dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC), attachments=[INSIDE]),
           words=(WORDS, "Surel terusan", "Isi surel terusan")),
    Sample("Outlook: .msg of RTF alone", outlook_mail(p0037="Pengaduan", p1009=b"{rtf}", p1035="<Outlook:1@contoh.id>",
           p0C1F="warga@contoh.id", p0E06=dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC)), words=(), left=("RTF",)),
    Sample("Outlook: .msg attached to a mail", mail("Outlook", many("mixed", plain(), attached(
           outlook_mail(p0037="Terusan", p1000="Isi surel terusan", p0C1F="asli@contoh.id"), "application/vnd.ms-outlook",
           "surat.msg"))), words=(WORDS, "Surel terusan", "Isi surel terusan")),
    Sample("Gmail: forwarded inline", mail("Gmail", many("mixed", many("alternative",
           plain(f"---------- Forwarded message ---------\n{WORDS}"), page(f"<div class=gmail_quote>{WORDS}</div>")),
           photo("Content-Disposition: attachment", "X-Attachment-Id: f_1"))), files=("image/jpeg",), left=(ALTERNATE,)),
    Sample("Gmail: forwarded as attachment", mail("Gmail", many("mixed", plain("Teruskan"),
           leaf("message/rfc822", inner("Isi surel terusan", photo()), 'Content-Disposition: attachment; filename="a.eml"'))),
           words=("Teruskan", "Surel terusan", "Isi surel terusan"), files=("image/jpeg",)),
    Sample("Gmail: page with AMP", mail("Gmail", many("alternative", plain(), leaf("text/x-amp-html", "<html amp4email>x"),
           page())), left=(ALTERNATE, ALTERNATE)),
    Sample("Gmail: emptiness before the page", mail("Gmail", many("alternative", plain("\xa0\u200b\n"), page())), left=("kosong",)),
    Sample("Thunderbird: flowed", mail("Thunderbird", plain("Pegawai berseragam \njoget di loket\n-- \nWarga", "utf-8; format=flowed"))),
    Sample("Thunderbird: OpenPGP signature", mail("Thunderbird", many("signed", plain(),
           leaf("application/pgp-signature", "-----BEGIN PGP SIGNATURE-----"))), left=(SIGNED,)),
    Sample("Thunderbird: OpenPGP encryption", mail("Thunderbird", many("encrypted", leaf("application/pgp-encrypted", "Version: 1"),
           leaf("application/octet-stream", "-----BEGIN PGP MESSAGE-----"))), words=(), left=("terenkripsi",)),
    Sample("Thunderbird: several mails attached", mail("Thunderbird", many("mixed", plain("Terlampir"),
           leaf("message/rfc822", inner("Satu")), leaf("message/rfc822", inner("Dua", photo())))),
           words=("Terlampir", "Satu", "Dua"), files=("image/jpeg",)),
    Sample("Apple Mail: picture between two texts", mail("Apple", many("mixed", plain(), photo("Content-Disposition: inline"),
           plain(LATER))), words=(WORDS, LATER), files=("image/jpeg",)),
    Sample("Apple Mail: paper inside the alternative", mail("Apple", many("alternative", plain(f"{WORDS}\n{LATER}"),
           many("mixed", page(), attached(), page(f"<p>{LATER}</p>")))), words=(WORDS, LATER), files=("application/pdf",),
           left=(ALTERNATE, ALTERNATE)),
    Sample("Apple Mail: joined lines", mail("Apple", plain("Pegawai berse \nragam joget di loket", "utf-8; format=flowed; delsp=yes"))),
    Sample("iPhone: a picture without a text", mail("iPhone", many("mixed", plain("\r\n"), photo("Content-Disposition: inline"),
           plain("\r\n\r\nDikirim dari iPhone saya"))), words=("Dikirim dari iPhone",), files=("image/jpeg",), left=("kosong",)),
    Sample("iPhone: picture and video", mail("iPhone", many("mixed", plain(), photo(kind="image/heic"), photo(kind="video/quicktime"))),
           files=("image/heic", "video/quicktime")),
    Sample("Android: page alone", mail("Android", page())),
    Sample("Android: parts without a type", mail("Android", many("mixed", b"\r\n" + WORDS.encode(), photo("Content-Disposition: attachment"))),
           files=("image/jpeg",)),
    Sample("Android: picture as octet-stream", mail("Android", many("mixed", plain(), attached(PHOTO, "application/octet-stream", "IMG.jpg"))),
           files=("application/octet-stream",)),
    Sample("Zimbra: page, plain, inline picture", mail("Zimbra", many("alternative", plain(), many("related", page(),
           photo("Content-ID: <dwt@zimbra>")))), files=("image/jpeg",), left=(ALTERNATE,)),
    Sample("Zimbra: invitation", mail("Zimbra", many("alternative", plain(), page(), leaf("text/calendar; method=REQUEST", "BEGIN:VCALENDAR"))),
           left=(ALTERNATE, "undangan kalender")),
    Sample("Zimbra: mail in base64, which no mail may be in", mail("Zimbra", many("mixed", plain("Teruskan"),
           leaf("message/rfc822", inner("Isi surel terusan", photo()), encoding="base64"))),
           words=("Teruskan", "Isi surel terusan"), files=("image/jpeg",)),
    Sample("List: footer of its own", mail("Mailman", many("mixed", plain(), plain("_____\nWarga mailing list", "us-ascii")),
           "List-Id: <warga.contoh.id>\r\n"), words=(WORDS, "mailing list")),
    Sample("List: digest", mail("Mailman", many("mixed", plain("Isi hari ini"), many("digest",
           b"Content-Type: message/rfc822\r\n\r\n" + inner("Satu"), b"\r\n" + inner("Dua")))), words=("Isi hari ini", "Satu", "Dua")),
    Sample("Scanner: one paper, no text", mail("Scanner", many("mixed", attached())), words=(), files=("application/pdf",)),
    Sample("Scanner: paper as the whole mail", mail("Scanner", attached(PHOTO, "image/tiff", "scan.tif")), words=(), files=("image/tiff",)),
    Sample("Scanner: no Message-ID, no time", b"From: scanner@contoh.id\r\nSubject: Scan\r\n" + many("mixed", attached()),
           words=(), files=("application/pdf",), notes=("tanpa Message-ID", "tidak menyebut tanggalnya")),
    Sample("Gateway: bounced", mail("Postfix", many("report", plain("Tidak terkirim"), leaf("message/delivery-status", "Action: failed"),
           leaf("message/rfc822", inner()), more="; report-type=delivery-status")),
           words=("Tidak terkirim", "Isi surel terusan"), left=("laporan pengiriman",)),
    Sample("Gateway: mail under the name of a file", mail("Gateway", many("mixed", plain("Teruskan"), attached(inner(), "application/octet-stream", "a.eml"))),
           words=("Teruskan", "Isi surel terusan")),
    Sample("Notice that there is a page", mail("Mailer", many("alternative", plain(NOTICE), page(LONG_PAGE))), words=(NOTICE, WORDS)),
    Sample("Page filled up with signs that nobody sees", mail("Mailer", many("alternative", plain(PREHEADER), page())), left=("kosong",)),
    Sample("Contacts and tables", mail("Mailer", many("mixed", plain(), leaf("text/vcard", "BEGIN:VCARD"), attached(b"a;b", "text/csv", "a.csv"))),
           files=("text/csv",), left=("kartu nama",)),
    Sample("Pointer to a file elsewhere", mail("Mailer", many("mixed", plain(), leaf("message/external-body; access-type=URL", ""))),
           left=("penunjuk ke berkas di tempat lain",)),
    Sample("Charset unknown-8bit", mail("Mailer", plain(charset="unknown-8bit"))),
    Sample("Charset windows-874", mail("Mailer", plain(charset="windows-874"))),
    Sample("Charset cp-1252", mail("Mailer", plain("Café di loket".encode("cp1252"), "cp-1252")), words=("Café di loket",)),
    Sample("Charset utf8mb4", mail("Mailer", plain("Joget 💃", "utf8mb4")), words=("Joget 💃",)),
    Sample("Charset nobody knows, in UTF-8", mail("Mailer", plain("Café", "klingon")), words=("Café",), notes=("klingon", "UTF-8")),
    Sample("Charset nobody knows, in Latin-1", mail("Mailer", plain("Café".encode("latin-1"), "klingon")), words=("Café",), notes=("Latin-1",)),
    Sample("Charset that the bytes contradict", mail("Mailer", plain("Café".encode("latin-1"), "utf-8")), words=("Café",), notes=("Latin-1",)),
    Sample("Charset us-ascii with eight bits", mail("Mailer", plain("Café", "us-ascii")), words=("Café",)),
    Sample("Charset named in the page alone", mail("Mailer", leaf("text/html", '<meta charset="cp1252"><p>Café</p>'.encode("cp1252"))),
           words=("Café",)),
    Sample("No charset, eight bits", mail("Mailer", leaf("text/plain", "Café".encode("latin-1"))), words=("Café",), notes=("Latin-1",)),
    Sample("UTF-16 in base64", mail("Mailer", plain(WORDS.encode("utf-16"), "utf-16", encoding="base64"))),
    Sample("Saved from a mailbox", b"From warga@contoh.id Mon Nov  2 08:00:00 2026\r\n" + mail("Mailer", plain())),
    Sample("Lines of Unix, a mark before the head", b"\xef\xbb\xbf" + mail("Mailer", plain()).replace(b"\r\n", b"\n")),
]  # fmt: skip
