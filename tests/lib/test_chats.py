"""Exported chats: every message by time and sender, whatever the telephone and its language."""

import datetime as dt
import io

import pytest

from lib.chats import archive
from lib.chats.whatsapp import ChatError, Kind, is_chat, read_chat
from tests.samples import chats
from tests.samples.chats import ANDROID, DAY, IPHONE, line

TODAY = dt.date(2026, 11, 29)


def read(text: str, encoding: str = "utf-8"):
    return read_chat(text.encode(encoding), TODAY)


def test_a_chat_from_android_is_read_message_by_message():
    chat = read(ANDROID)
    assert [(message.kind.name, message.sender) for message in chat.messages] == [
        ("SYSTEM", ""),
        ("SYSTEM", ""),
        ("SAID", "Sari"),
        ("ATTACHED", "+62 812-3456-7890"),
        ("OMITTED", "Budi Santoso"),
        ("DELETED", "Budi Santoso"),
        ("SAID", "Sari"),
        ("SAID", "Sari"),
        ("SYSTEM", ""),
    ]
    assert chat.messages[2].text == "Selamat pagi\nBapak/Ibu: mohon hadir"
    assert (chat.messages[2].day, chat.messages[2].time) == (DAY, dt.time(8))
    assert chat.messages[3].attachment == "IMG-20261128-WA0001.jpg"
    assert chat.messages[6].is_edited and chat.messages[6].text == "Jam 9 ya"
    assert [note for note in chat.notes if "1 lampiran tidak ikut diekspor" in note] == chat.notes


def test_a_chat_from_an_iphone_is_read_with_its_seconds_and_without_unseen_marks():
    chat = read(IPHONE)
    assert [(message.kind.name, message.sender) for message in chat.messages] == [
        ("SYSTEM", "Grup Dinas"),
        ("SAID", "Sari"),
        ("ATTACHED", "Budi"),
        ("OMITTED", "Sari"),
        ("DELETED", "Sari"),
    ]
    assert chat.messages[1].time == dt.time(8, 0, 15)
    assert chat.messages[2].attachment == "00000012-PHOTO-2026-11-28-08-01-02.jpg"


@pytest.mark.parametrize(
    ("stamp", "day", "time"),
    [
        ("28/11/26 08.00 - ", DAY, dt.time(8)),
        ("28/11/2026 08.00 - ", DAY, dt.time(8)),
        ("28/11/26, 08:00 - ", DAY, dt.time(8)),
        ("11/28/26, 8:00 AM - ", DAY, dt.time(8)),
        ("11/28/26, 8:00\u202fPM - ", DAY, dt.time(20)),
        ("28/11/2026, 12:05 am - ", DAY, dt.time(0, 5)),
        ("28/11/2026, 12:05 p.m. - ", DAY, dt.time(12, 5)),
        ("28/11/2026, 8:00 PTG - ", DAY, dt.time(20)),
        ("28/11/2026, 12:30 MLM - ", DAY, dt.time(0, 30)),
        ("28.11.26, 08:00 - ", DAY, dt.time(8)),
        ("28-11-2026 08.00 - ", DAY, dt.time(8)),
        ("2026-11-28, 08:00 - ", DAY, dt.time(8)),
        ("2026/11/28 08:00 - ", DAY, dt.time(8)),
        ("[28/11/26 08.00.15] ", DAY, dt.time(8, 0, 15)),
        ("[28/11/26, 08.00.15] ", DAY, dt.time(8, 0, 15)),
        ("[11/28/26, 8:00:15\u202fAM] ", DAY, dt.time(8, 0, 15)),
        ("[2026-11-28, 08:00:15] ", DAY, dt.time(8, 0, 15)),
        ("\u200e[28.11.26, 08:00:15] ", DAY, dt.time(8, 0, 15)),
        ("28/11/26 pukul 08.00 - ", DAY, dt.time(8)),
        ("\ufeff28/11/26 08.00 - ", DAY, dt.time(8)),
    ],
)
def test_every_form_of_a_head_is_read(stamp, day, time):
    assert is_chat(line(stamp).encode())
    (message,) = read(line(stamp)).messages
    assert (message.day, message.time, message.sender, message.text) == (day, time, "Sari", "isi")


def test_day_and_month_are_told_apart_by_the_order_of_the_messages():
    chat = read("3/11/26 08.00 - Sari: a\n4/11/26 08.00 - Sari: b\n5/11/26 08.00 - Sari: c\n")
    assert [message.day.month for message in chat.messages] == [11, 11, 11] and not chat.notes[1:]
    american = read("10/12/26, 8:00 AM - Sari: a\n11/1/26, 8:00 AM - Sari: b\n11/2/26, 8:00 AM - Sari: c\n")
    assert [message.day for message in american.messages] == [
        dt.date(2026, 10, 12),
        dt.date(2026, 11, 1),
        dt.date(2026, 11, 2),
    ]


def test_a_day_that_would_lie_ahead_is_read_the_other_way():
    assert read(line("11/12/26, 8:00 AM - ")).messages[0].day == dt.date(2026, 11, 12)


def test_a_day_that_may_be_two_is_read_as_indonesians_write_it_with_a_warning():
    chat = read(line("05/06/26 08.00 - "))
    assert chat.messages[0].day == dt.date(2026, 6, 5)
    assert "Tidak pasti mana hari dan mana bulan" in chat.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_chat_is_read_in_the_encodings_that_telephones_and_editors_write(encoding):
    assert read(line("28/11/26 08.00 - ").replace("isi", "é 🙏"), encoding).messages[0].text == "é 🙏"


def test_letters_that_cannot_be_read_are_named():
    chat = read_chat(line("28/11/26 08.00 - ").encode() + b"\xff\xfa", TODAY)
    assert "Sebagian huruf tidak dapat dibaca" in chat.notes[0]


@pytest.mark.parametrize(
    "said", ["Sari: <Media omitted>", "Sari: \u200eimage omitted", "Sari: \u200evideo omitted", "Sari: null",
             "Sari: <Media tidak disertakan>",
             "Sari: \u200estiker tidak disertakan", "Sari: a.pdf • \u200e2 pages \u200edocument omitted"]
)  # fmt: skip
def test_a_file_that_was_left_out_is_counted(said):
    chat = read(f"28/11/26 08.00 - {said}\n")
    assert chat.messages[0].kind == Kind.OMITTED and "1 lampiran tidak ikut" in chat.notes[0]


@pytest.mark.parametrize(
    "said", ["This message was deleted", "You deleted this message", "Anda menghapus pesan ini",
             "Pesan ini telah dihapus",
             "Pesan ini dihapus oleh admin Sari", "This message was deleted."]
)  # fmt: skip
def test_a_deleted_message_stays_as_one(said):
    assert read(f"28/11/26 08.00 - Sari: {said}\n").messages[0].kind == Kind.DELETED


@pytest.mark.parametrize("said", ["saya keluar", "Budi keluar", "dia menambahkan foto", "gambar itu dihapus dia"])
def test_what_a_member_says_is_never_taken_for_whatsapps_own_words(said):
    (message,) = read(f"28/11/26 08.00 - Sari: {said}\n").messages
    assert (message.kind, message.sender, message.text) == (Kind.SAID, "Sari", said)


@pytest.mark.parametrize(
    "text",
    ["", "catatan rapat\n28 November\n", "NIP;Nama\n1;2\n", "<html>", "28/11/26 nanti\n", "99/99/26 08.00 - a: b\n"],
)
def test_other_texts_are_no_chat(text):
    with pytest.raises(ChatError):
        read(text)


def test_a_line_that_no_message_owns_is_counted():
    assert "1 baris sebelum pesan pertama" in read("Ekspor\n" + line("28/11/26 08.00 - ")).notes[0]


def test_a_very_long_chat_is_read_quickly_whatever_it_says():
    hostile = "28/11/26 08.00 - " + "“" * 200_000 + "\n" + "28/11/26 08.00 - a (" * 20_000
    assert len(read(hostile).messages) == 2


def test_the_files_of_an_archive_are_listed_with_their_fingerprints():
    file = chats.archive(("IMG.jpg", b"\xff\xd8\xff"), ("catatan.txt", b"biasa"), ("map/", b""))
    assert archive.holds_chat(file)
    assert read_chat(archive.chat_of(file), TODAY).messages[2].sender == "Sari"
    assert [(part.name, part.size, bool(part.sha256)) for part in archive.parts_of(file)] == [
        ("IMG.jpg", 3, True),
        ("catatan.txt", 5, True),
    ]
    copy = io.BytesIO()
    archive.take_out(file, "IMG.jpg", copy)
    assert copy.getvalue() == b"\xff\xd8\xff"


def test_an_archive_without_a_chat_or_broken_is_none():
    broken = chats.archive().getvalue()[:-30]
    for file in (chats.archive(("a.jpg", b"x"), chat=""), io.BytesIO(broken), io.BytesIO(b"PK\x03\x04")):
        assert not archive.holds_chat(file)
        with pytest.raises(ChatError):
            archive.chat_of(file)


def test_an_archive_that_lists_too_many_files_is_refused():
    many = chats.archive(*((f"{n}{'x' * 90}", b"") for n in range(20_000)))
    assert not archive.holds_chat(many)


def test_a_file_that_is_not_in_the_archive_is_refused():
    with pytest.raises(ChatError, match="tidak ada dalam ZIP"):
        archive.take_out(chats.archive(), "lain.jpg", io.BytesIO())
