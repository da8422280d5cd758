"""An exported chat as evidence: kept as it came, read beside it, its files listed as taken or not."""

import datetime as dt
import uuid
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.evidence import chats as service
from cases.evidence import files as evidence
from cases.evidence import package
from cases.models import ChatMessage, ChatReading, EvidenceItem, ReadingAttempt
from cases.procedure.refusals import NotAllowed, RuleViolation
from lib.mail.reading import read_mail
from tests import factories
from tests.samples import mails
from tests.samples.chats import ANDROID, archive
from tests.samples.files import content_of
from tests.samples.pictures import photo

PHOTO = photo().read()
LOCKED = ("rahasia.docx", b"PK\x03\x04 bukan chat")


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.fixture
def add(case, sari, now):
    def added(content, name="obrolan.zip"):
        upload = SimpleUploadedFile(name, content)
        return evidence.add_file(case=case, actor=sari, at=now, upload=upload)

    return added


@pytest.fixture
def zipped(add, now):
    item = add(archive(("IMG-20261128-WA0001.jpg", PHOTO), LOCKED, ("kartu.vcf", b"BEGIN:VCARD")).getvalue())
    assert service.read_chats(now) == 1
    return item


def test_a_chat_is_kept_as_it_came_and_read_beside_it(add, now):
    item = add(ANDROID.encode(), "Chat WhatsApp dengan Grup.txt")
    assert (item.kind, item.content_type) == (EvidenceItem.Kind.CHAT, "text/plain")
    assert service.read_chats(now) == 1
    assert content_of(item) == ANDROID.encode()
    assert ChatMessage.objects.filter(reading__item=item).count() == 9
    assert service.read_chats(now) == 0


def test_every_file_of_the_archive_is_listed_with_what_becomes_of_it(zipped):
    reading = ChatReading.objects.get(item=zipped)
    assert [(part["name"], bool(part["why"])) for part in reading.parts] == [
        ("IMG-20261128-WA0001.jpg", False),
        ("rahasia.docx", True),
        ("kartu.vcf", True),
    ]


def test_a_file_that_the_chat_names_and_the_archive_lacks_is_said(add, now):
    item = add(archive().getvalue())
    service.read_chats(now)
    assert any("1 lampiran disebut" in note for note in ChatReading.objects.get(item=item).notes)


def test_a_picture_of_a_chat_becomes_evidence_that_says_where_it_is_from(zipped, sari, now):
    taken = service.take_part(item=zipped, actor=sari, at=now, name="IMG-20261128-WA0001.jpg")
    assert (taken.source, taken.content_type) == ("dari obrolan B-01", "image/jpeg")
    assert content_of(taken) == PHOTO
    with pytest.raises(RuleViolation, match="sudah ada sebagai bukti B-02"):
        service.take_part(item=zipped, actor=sari, at=now, name="IMG-20261128-WA0001.jpg")


@pytest.mark.parametrize("name", ["rahasia.docx", "lain.jpg"])
def test_what_may_not_be_taken_is_refused_by_name(zipped, sari, now, name):
    with pytest.raises(RuleViolation, match=name):
        service.take_part(item=zipped, actor=sari, at=now, name=name)


def test_who_may_not_add_evidence_takes_no_file_out(zipped, putri, now):
    with pytest.raises(NotAllowed):
        service.take_part(item=zipped, actor=putri, at=now, name="IMG-20261128-WA0001.jpg")


def test_the_page_shows_the_chat_and_takes_a_file_out(zipped, client, sari):
    client.force_login(sari)
    page = client.get(f"/evidence/{zipped.pk}/").text
    for words in ("Selamat pagi", "Lampiran tidak ikut diekspor", "Dihapus pengirimnya", "disunting", "Tidak diambil:"):
        assert words in page

    def take(name):
        sent = {"submission": str(uuid.uuid4()), "act": "take", "name": name}
        return client.post(f"/evidence/{zipped.pk}/", sent, follow=True)

    answer = take("IMG-20261128-WA0001.jpg")
    assert "Disimpan sebagai bukti B-02." in answer.text and ">B-02</a>" in answer.text
    refused = take("lain.jpg")
    assert refused.status_code == 422 and "tidak dapat diambil dari obrolan ini" in refused.text


def test_a_long_chat_is_shown_page_by_page(add, client, sari, now):
    item = add("".join(f"28/11/26 08.00 - Sari: pesan {n:03}\n" for n in range(120)).encode(), "a.txt")
    client.force_login(sari)
    assert "Obrolan sedang dibaca" in client.get(f"/evidence/{item.pk}/").text
    service.read_chats(now)
    first = client.get(f"/evidence/{item.pk}/").text
    assert "pesan 049" in first and "pesan 050" not in first
    assert "pesan 050" in client.get(f"/evidence/{item.pk}/?after=50").text


def test_a_chat_whose_days_nobody_can_read_says_so_and_stops_no_other(add, client, sari, now):
    bad = add(b"31/31/26 08.00 - Sari: isi\n", "a.txt")
    good = add(ANDROID.encode(), "b.txt")
    assert [service.read_chats(now) for _round in range(3)] == [1, 0, 0]
    assert ChatReading.objects.get().item == good
    assert "Tanggal pada obrolan" in ReadingAttempt.objects.get(item=bad).error
    client.force_login(sari)
    assert "Tanggal pada obrolan ini tidak dapat dibaca" in client.get(f"/evidence/{bad.pk}/").text


def test_a_worker_that_died_over_a_chat_is_followed_by_another(add, now):
    item = add(ANDROID.encode(), "a.txt")
    ReadingAttempt.objects.create(item=item, begun_at=now)
    assert service.read_chats(now) == 0
    assert service.read_chats(now + dt.timedelta(hours=2)) == 1


def test_the_package_holds_the_chat_and_what_was_read_of_it(zipped, case, sari, now):
    with package.pack(case=case, actor=sari, at=now, reason="uji paket") as made, zipfile.ZipFile(made) as opened:
        assert "obrolan/B-01.txt" in opened.read("SHA256SUMS").decode()
        assert (
            "28-11-2026 08.00.00\tSari\tSelamat pagi\nBapak/Ibu: mohon hadir\n"
            in opened.read("obrolan/B-01.txt").decode()
        )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"catatan biasa\n", "a.txt"),
        (archive(("a.jpg", PHOTO), chat="").getvalue(), "a.zip"),
        (archive().getvalue()[:-20], "a.zip"),
    ],
)
def test_other_texts_and_archives_are_refused_with_what_is_taken(content, name):
    with pytest.raises(RuleViolation, match="ZIP obrolan WhatsApp"):
        evidence.accepted(ContentFile(content, name=name))


def test_a_chat_attached_to_a_mail_is_a_file_of_it(now):
    named = 'Content-Disposition: attachment; filename="Chat WhatsApp.txt"'
    part = mails.leaf("text/plain; charset=utf-8", ANDROID, named)
    letter = read_mail(
        mails.mail("Android", mails.many("mixed", mails.leaf("text/plain", mails.WORDS), part)), dt.datetime.now(dt.UTC)
    )
    assert [file.content for file in letter.files] == [ANDROID.encode()]
    assert letter.words == mails.WORDS
