"""Mails in many formats: every text and file is found, and every refused part has a reason."""

import datetime as dt

import pytest

from lib.mail.charsets import is_blank
from lib.mail.headers import kept_key
from lib.mail.html_text import words_of
from lib.mail.letter import MailError
from lib.mail.reading import read_mail
from tests.samples import mails
from tests.samples.mails import SAMPLES, head, mail, many, plain
from tests.samples.outlook import outlook_mail

NOW = dt.datetime(2026, 11, 29, 3, tzinfo=dt.UTC)
LEVEL = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
SENT = dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_every_part_of_a_mail_is_accepted_or_reported(sample):
    letter = read_mail(sample.content, NOW)
    places = [" ".join(letter.words.split()).find(words) for words in sample.words]
    assert -1 not in places and places == sorted(places), letter.words
    assert [file.part.content_type for file in letter.files] == list(sample.files)
    assert all(file.content in (mails.PHOTO, mails.PAPER, b"a;b") for file in letter.files)
    left = [part.why for part in letter.parts if part.why]
    assert len(left) == len(sample.left) and all(why in found for why, found in zip(sample.left, left, strict=True)), (
        left
    )
    assert len(letter.notes) == bool(sample.notes) or len(sample.notes) > 1, letter.notes
    assert all(any(note in said for said in letter.notes) for note in sample.notes), letter.notes
    if "tanpa Message-ID" not in sample.notes:
        assert letter.key.endswith(":1@contoh.id>") and letter.subject == "Pengaduan"
        assert letter.received_at == SENT and "warga@contoh.id" in letter.senders[0]
    assert "asli@contoh.id" not in letter.words and "Pelapor Asli" not in letter.words


def test_the_corpus_is_as_wide_as_the_mailers():
    assert len(SAMPLES) >= 40
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)


def with_key(raw: str) -> bytes:
    return f"From: a@b.id\r\nDate: Mon, 2 Nov 2026 08:00:00 +0700\r\nMessage-ID: {raw}\r\n\r\nisi".encode()


KEYS = ["<report:101@s.example>", "<report:102@s.example>", "<[3f2a]-[99]@host>", "<a b@s>", "<ab@s>", "<a,b@s>",
        "<a;b@s>",
        "<a(b)@s>", "<a@b@s>", "<A@s>", "<a@s>", "report-101", "report-102", "<>", "<é@s>", f"<{'x' * 300}1@s>",
        f"<{'x' * 300}2@s>"]  # fmt: skip


def test_two_mails_with_two_numbers_are_two_mails():
    keys = [read_mail(with_key(raw), NOW).key for raw in KEYS]
    assert len(set(keys)) == len(KEYS) and all(0 < len(key) <= 200 for key in keys)


def test_a_number_is_the_same_however_it_is_folded():
    assert read_mail(with_key("\r\n <report:101@s.example>"), NOW).key == "<report:101@s.example>"
    assert kept_key(" <a:1@s>\t") == "<a:1@s>"


def test_a_mail_without_a_number_is_known_by_its_content():
    first, second = (f"From: a@b.id\r\nSubject: x\r\n\r\nisi {n}".encode() for n in (1, 2))
    assert read_mail(first, NOW).key == read_mail(first, NOW).key != read_mail(second, NOW).key


@pytest.mark.parametrize(
    ("lines", "moment"),
    [
        (["Received: x; Mon, 2 Nov 2026 08:00:00 +0700", "Date: Sun, 1 Nov 2026 08:00:00 +0700"], SENT),
        (["Received: x; Mon, 2 Nov 2026 08:00:00 +0700", "Received: y; Mon, 2 Nov 2026 07:00:00 +0700"], SENT),
        (["Received: y; Mon, 2 Nov 2026 07:00:00 +0700", "Received: x; Mon, 2 Nov 2026 08:00:00 +0700 (WIB)"], SENT),
        (["Received: x; Mon, 2 Nov 2099 08:00:00 +0700", "Received: y; Mon, 2 Nov 2026 08:00:00 +0700"], SENT),
        (["Received: x; kapan-kapan", "Date: Mon, 02 Nov 2026 09:00:00 +0800"], SENT),
        (["Date: Mon, 2 Nov 2026 01:00:00 -0000"], SENT), (["Date: 2 Nov 2026 01:00 GMT"], SENT),
        (["Date: Mon, 2 Nov 2099 08:00:00 +0700"], NOW), (["Received: x; Mon, 2 Nov 2099 08:00:00 +0700"], NOW),
        (["Date: Thu, 1 Jan 1970 00:00:00 +0000"], None), (["Date: kemarin"], None), ([], None),
        (["Received: x", "Date: Mon, 99 Nov 2026 08:00:00 +0700"], None),
    ],
)  # fmt: skip
def test_a_mail_was_received_when_its_newest_hop_says_and_never_later_than_now(lines, moment):
    content = "\r\n".join(["From: a@b.id", "Message-ID: <1@b.id>", *lines, "", "isi"]).encode()
    assert read_mail(content, NOW).received_at == moment


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("=?utf-8?B?UGVuZ2FkdWFuIGTDoXJp?= warga", "Pengaduan dári warga"),
        ("=?klingon?Q?Pengaduan?=", "Pengaduan"), ("=?utf-8?Q?caf=E9?=", "café"), ("=?utf-8?b?////?=", "ÿÿÿ"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"), ("Pengaduan\r\n  lanjutan", "Pengaduan lanjutan"),
        ("Café", "Café"), ("=?utf-8?b?!!!?=", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_subject_is_read_in_every_spelling(raw, read):
    content = f"From: a@b.id\r\nMessage-ID: <1@b.id>\r\nSubject: {raw}\r\n\r\nisi".encode()
    assert read_mail(content, NOW).subject == read


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u200b\u200c\ufeff", "\u034f \xad", "\r\n\t", "\u2060\u200e"])
def test_signs_that_nobody_sees_are_blank(text):
    assert is_blank(text) and not is_blank(f"{text}a")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"rubbish", "bukan surel"), (b"\0" * 1000, "bukan surel"), (b"", "bukan surel"),
        (b"From: a@b.id\r\n\r\n", "tanpa isi"),
        (b"NIP;Nama\r\n1;Ani\r\n", "bukan surel"), (b"a" * (25 * 1024 * 1024 + 1), "terlalu besar"),
        (outlook_mail(p001A="IPM.Appointment", p1000="x"), "bukan surel, melainkan IPM.Appointment"),
        (outlook_mail(p1000="x")[:700], "Simpan Sebagai .eml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "Simpan Sebagai .eml"),
        (mail("x", b"".join(LEVEL % (n, n) for n in range(200))), "terlalu banyak bagian"),
        (head("x", "text/plain; " + "a*0*=x; " * 500).encode() + b"\r\nisi", "kepala yang terlalu panjang"),
    ],
)  # fmt: skip
def test_what_is_no_mail_is_refused_in_words(content, told):
    with pytest.raises(MailError, match=told):
        read_mail(content, NOW)


def test_mails_within_mails_end_somewhere():
    content = mails.inner("Paling dalam")
    for _ in range(30):
        content = b"From: a@b.id\r\nSubject: x\r\nDate: x\r\nContent-Type: message/rfc822\r\n\r\n" + content
    letter = read_mail(b"Message-ID: <1@b.id>\r\n" + content, NOW)
    assert "terlalu dalam di dalam surel lain" in [part.why for part in letter.parts]


def test_a_long_text_is_cut_and_says_so():
    letter = read_mail(mail("x", many("mixed", plain("a" * 15_000), plain("b" * 15_000))), NOW)
    assert len(letter.words) == 20_000 and "dipotong" in letter.notes[0]


@pytest.mark.parametrize("cut", range(0, 4000, 61))
def test_a_mail_that_breaks_off_anywhere_is_read_or_refused(cut):
    for sample in (SAMPLES[1], SAMPLES[3], SAMPLES[5], SAMPLES[8], SAMPLES[10]):
        try:
            read_mail(sample.content[:cut], NOW)
        except MailError as why:
            assert str(why)


def test_the_lines_of_a_page_stay_lines():
    assert words_of("<p>a<br>b</p><table><tr><td>1</td><td>2</td></tr></table>") == "a\nb\n\n1 2"
