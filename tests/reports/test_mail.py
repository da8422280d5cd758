"""A mail as a report: complete, once, with sender and original behind the right to read reporters."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.models import IncomingReport, Reporter, ReporterReading, ReportFile, ReportOriginal
from cases.reports.vault_check import verify_evidence
from tests.samples import mails
from tests.samples.mails import SAMPLES
from tests.samples.pictures import photo
from tests.samples.reporters import REASON, let_read

pytestmark = pytest.mark.django_db
PATH = "/incoming/import/"
BY_NAME = {sample.name: sample for sample in SAMPLES}


@pytest.fixture
def officer(client, rina):
    client.force_login(rina)
    return client


def hand_in(client, content, name="surat.eml"):
    return client.post(PATH, {"file": SimpleUploadedFile(name, content), "channel": "EMAIL"}, follow=True).text


def kept(report):
    with report.original.file.open() as file:
        return file.read()


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.startswith(("Outlook: .msg", "Gmail", "Scanner"))])
def test_a_mail_of_any_shape_becomes_a_report_that_names_no_sender(officer, name):
    page = hand_in(officer, BY_NAME[name].content)
    report = IncomingReport.objects.get()
    assert "Bagian-bagian surel ini" in page and len(report.contents["parts"]) >= 1
    assert not any(word in page for word in ("warga@contoh.id", "asli@contoh.id", "Pelapor Asli", "Warga Contoh"))
    assert kept(report) == BY_NAME[name].content


def test_two_mails_of_one_system_are_two_reports(officer):
    for number in (101, 102):
        content = mails.mail("x", mails.plain(f"Laporan {number}"))
        hand_in(officer, content.replace(b"<x:1@contoh.id>", b"<report:%d@s.example>" % number))
    assert {report.text for report in IncomingReport.objects.all()} == {"Laporan 101", "Laporan 102"}


def test_a_mail_was_received_when_its_newest_hop_says(officer, city, now):
    hand_in(officer, BY_NAME["Gmail: forwarded as attachment"].content)
    assert city.local_date(IncomingReport.objects.get().received_at).isoformat() == "2026-11-02"


def test_what_is_taken_and_what_is_left_is_shown_with_the_reason(officer):
    picture = photo().read()
    program, contact = mails.attached(b"MZ\x90" + bytes(300), "application/octet-stream"), mails.leaf("text/vcard", "x")
    parts = (mails.plain(), mails.attached(picture, "image/jpeg"), program, contact)
    content = mails.mail("x", mails.many("mixed", *parts))
    page = hand_in(officer, content)
    parts = IncomingReport.objects.get().contents["parts"]
    assert [bool(part["why"]) for part in parts] == [False, False, True, True]
    assert "1 lampirannya tidak dapat diterima" in page and "Tidak diambil: kartu nama" in page
    assert ReportFile.objects.get().content_type == "image/jpeg"


def test_files_beyond_the_limit_are_left_with_the_reason(officer):
    pictures = [mails.attached(photo((20 + n, 20)).read(), "image/jpeg") for n in range(22)]
    hand_in(officer, mails.mail("x", mails.many("mixed", mails.plain(), *pictures)))
    report = IncomingReport.objects.get()
    assert report.files.count() == 20
    assert [part["why"] for part in report.contents["parts"]][-2:] == ["paling banyak 20 lampiran"] * 2


def test_how_a_mail_was_read_is_said(officer):
    assert "dibaca sebagai Latin-1" in hand_in(officer, BY_NAME["Charset nobody knows, in Latin-1"].content)


def test_the_original_is_handed_out_with_a_reason_to_those_who_may_read_who_reported(officer, client, rina):
    sample = BY_NAME["Outlook: .msg"]
    hand_in(officer, sample.content, "surat.msg")
    path = f"/reporters/{Reporter.objects.get().pk}/"
    assert client.post(path, {"reason": REASON, "original": "1"}).status_code == 404
    client.force_login(let_read(rina))
    assert "Unduh surel asli" in client.get(path).text
    assert client.post(path, {"reason": "", "original": "1"}).status_code == 422
    answer = client.post(path, {"reason": REASON, "original": "1"})
    assert b"".join(answer.streaming_content) == sample.content
    assert answer.headers["Content-Disposition"].endswith('-asli.msg"')
    assert ReporterReading.objects.get().reason == REASON


def test_senders_within_a_mail_stand_with_its_sender(officer):
    hand_in(officer, BY_NAME["Gmail: forwarded as attachment"].content)
    contact = Reporter.objects.get().contact
    assert "warga@contoh.id" in contact and "asli@contoh.id" in contact


def test_an_original_is_never_changed_and_the_night_finds_one_that_is_gone(officer, now):
    hand_in(officer, mails.mail("x", mails.plain()))
    original = ReportOriginal.objects.get()
    for change in (original.delete, lambda: ReportOriginal.objects.update(size=1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    default_storage.delete(original.file.name)
    assert verify_evidence(now).wrong == 1


def test_a_mail_that_is_there_already_leaves_no_second_file_behind(officer):
    content = mails.mail("x", mails.plain())
    hand_in(officer, content)
    assert "sudah pernah dimasukkan" in hand_in(officer, content)
    assert IncomingReport.objects.count() == 1 and len(default_storage.listdir("reports")[1]) == 1


def test_a_report_of_a_mail_becomes_a_case_without_its_original(officer, dinas_a):
    hand_in(officer, BY_NAME["Apple Mail: picture between two texts"].content.replace(mails.PHOTO, b""))
    report = IncomingReport.objects.get()
    words = {"submission": str(uuid.uuid4()), "agency": dinas_a.pk, "summary": "Joget berseragam di loket"}
    assert officer.post(f"/incoming/{report.pk}/accept/", words).status_code == 302
    report.refresh_from_db()
    assert report.state == "ACCEPTED" and not report.incident.case.evidence.filter(sha256=report.original.sha256)
