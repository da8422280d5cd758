"""A signed copy of every kind of letter comes back: checked against the file that was issued, kept, and shown."""

import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases.letters.signed_copies import add_signed_copy
from cases.minutes import signing
from cases.models import AuditEntry, SignedCopy, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.staff_record import clearance
from tests import factories
from tests.samples.files import content_of, pdf
from tests.samples.letters import forms_to_issue, issued
from tests.samples.minutes import freeze
from tests.samples.signatures import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def letter(sari, budi, now):
    return issued("PERM-KET", by=sari, employee=budi, at=now)


def hand_in(letter, actor, now, content, kind="ELECTRONIC"):
    return add_signed_copy(letter=letter, actor=actor, at=now, kind=kind, upload=SimpleUploadedFile("a.pdf", content))


def test_a_signed_copy_of_every_form_of_letter_comes_back(sari, dinas_a, now, authority, settings, tmp_path):
    authority.trust(settings, tmp_path)
    for code in forms_to_issue():
        letter = issued(code, by=sari, employee=factories.make_employee("Budi", agency=dinas_a), at=now)
        copy = hand_in(letter, sari, now, authority.sign(content_of(letter)))
        assert [(signature["state"], signature["signer"]) for signature in copy.signatures] == [("VALID", "Wati")], code
        assert copy.paper == letter and letter.signed_copies.get() == copy


@pytest.fixture(params=["letter", "minutes", "clearance"])
def paper(request, letter, sari, rina, dinas_a, now):
    """What was issued, with what hands in its signed copy."""
    if request.param == "letter":
        return letter, lambda **words: add_signed_copy(letter=letter, actor=sari, at=now, **words)
    if request.param == "minutes":
        path = factories.make_respondent(by=sari, employee=factories.make_employee("Ani", agency=dinas_a), at=now)
        hearing = factories.bring_to(path, Status.HEARD, by=sari, at=now).hearings.get()
        minutes, words = freeze(hearing, sari, now), {"hearing": hearing, "version": 1}
        return minutes, lambda **more: signing.add_signed_copy(actor=sari, at=now, **words, **more)
    signed = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh", "purpose": "AWARD"}
    person = factories.make_employee("Ani", agency=dinas_a)
    cleared = clearance.issue(employee=person, actor=rina, at=now, **signed)
    return cleared, lambda **words: clearance.add_signed_copy(letter=cleared, actor=rina, at=now, **words)


def test_every_paper_is_compared_with_what_was_issued(paper, authority, settings, tmp_path):
    authority.trust(settings, tmp_path)
    issued_paper, add = paper
    out, other = content_of(issued_paper), authority.sign(content_of(issued_paper))

    def refused(content, message, kind="ELECTRONIC"):
        with pytest.raises(RuleViolation, match=message):
            add(kind=kind, upload=SimpleUploadedFile("a.pdf", content))

    refused(b"%PDF-1.7" + other, "bukan PDF yang diterbitkan")
    refused(out, "belum bertanda tangan elektronik")
    refused(other[:-200] + b" " * 200, r"diubah sesudah ditandatangani|tidak dapat dibaca")
    refused(b"GIF89a", "harus PDF", "SCAN")
    refused(b"%PDF-1.7 x", "tidak dapat dibaca", "SCAN")
    copy = add(kind="ELECTRONIC", upload=SimpleUploadedFile("a.pdf", other))
    assert [signature["state"] for signature in copy.signatures] == ["VALID"]
    refused(other, "sudah disimpan")
    unknown = add(kind="ELECTRONIC", upload=SimpleUploadedFile("a.pdf", Authority("Akar Lain").sign(out)))
    assert [signature["state"] for signature in unknown.signatures] == ["UNKNOWN"]
    scan = add(kind="SCAN", upload=SimpleUploadedFile("a.pdf", out))
    assert scan.pages == len(pypdf.PdfReader(io.BytesIO(out)).pages) and not scan.signatures


def test_what_was_altered_after_signing_is_refused_and_nothing_is_kept(letter, sari, now, authority):
    signed = authority.sign(content_of(letter))
    place = signed.rindex(b"/Contents <") + 200
    changed = signed[:place] + (b"0" if signed[place : place + 1] != b"0" else b"1") + signed[place + 1 :]
    with pytest.raises(RuleViolation, match=r"diubah sesudah ditandatangani|tidak dapat dibaca"):
        hand_in(letter, sari, now, changed)
    assert not SignedCopy.objects.exists()


def test_a_scan_needs_every_page(sari, budi, now):
    letter = issued("SK-B1", by=sari, employee=budi, at=now)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content_of(letter)))
    assert len(writer.pages) > 1
    del writer.pages[-1]
    short = io.BytesIO()
    writer.write(short)
    with pytest.raises(RuleViolation, match="Pindai semua halaman"):
        hand_in(letter, sari, now, short.getvalue(), "SCAN")


def test_a_letter_whose_stored_file_was_changed_takes_no_copy(letter, sari, now, authority):
    signed = authority.sign(content_of(letter))
    with letter.file.storage.open(letter.file.name, "ab") as file:
        file.write(b"x")
    with pytest.raises(RuleViolation, match="berubah sejak diterbitkan"):
        hand_in(letter, sari, now, signed)


def test_it_is_shown_at_the_letter_and_told_in_the_history_of_the_case(client, letter, sari, now, authority):
    client.force_login(sari)
    address = reverse("letter-signed", args=[letter.pk])
    assert "Belum ada yang kembali bertanda tangan" in client.get(address).content.decode()
    signed = SimpleUploadedFile("a.pdf", authority.sign(content_of(letter)), content_type="application/pdf")
    sent = {"submission": "7f1b2c1e-0000-4000-8000-000000000001", "kind": "ELECTRONIC", "upload": signed}
    assert client.post(address, sent).url == address
    for page in (address, reverse("case-letters", args=[letter.case.number])):
        text = client.get(page).content.decode()
        assert "Penanda tangan tidak dikenal" in text and reverse("signed-copy", args=[1]).rstrip("1/") in text
    entry = AuditEntry.objects.get(act="add-signed-copy")
    assert letter.number in entry.note and entry.respondent == letter.respondent
    assert letter.number in client.get(reverse("case-letters", args=[letter.case.number])).content.decode()
    copy = letter.signed_copies.get()
    assert client.get(reverse("signed-copy", args=[copy.pk])).getvalue().startswith(b"%PDF")
    sent |= {"submission": "7f1b2c1e-0000-4000-8000-000000000002", "kind": "SCAN", "upload": pdf()}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and "tidak dapat dibaca" in refused.content.decode()


def test_who_may_not_examine_hands_in_nothing_and_copies_refuse_change(letter, sari, dewi, now):
    scan = content_of(letter)
    with pytest.raises(NotAllowed):
        hand_in(letter, dewi, now, scan, "SCAN")
    copy = hand_in(letter, sari, now, scan, "SCAN")
    for change in (copy.save, copy.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
