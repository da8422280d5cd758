"""Minutes: frozen with a fingerprint, read back, corrected as versions, signed or refused, then only added to."""

import datetime as dt
import io
import uuid

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.examination import hearings
from cases.minutes import versions as minutes
from cases.minutes.blank_minutes import blank_minutes
from cases.minutes.signing import (
    add_signed_copy,
    add_to_minutes,
    hand_over_minutes,
    refuse_to_sign,
    sign_minutes,
    signing_sheet,
)
from cases.minutes.versions import correct_answer, correct_minutes
from cases.models import Attendance, AuditEntry, Minutes, MinutesSignature, Statement, Status
from cases.procedure.refusals import NotAllowed, RuleViolation, StaleForm
from lib.documents import pdf, word
from lib.documents.document import Document, fingerprint
from tests import factories
from tests.samples.files import content_of, shown
from tests.samples.minutes import act, freeze

pytestmark = pytest.mark.django_db
ALOUD, BY_SELF = Minutes.Reading.ALOUD, Minutes.Reading.BY_SELF


@pytest.fixture
def hearing(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(respondent, Status.HEARD, by=sari, at=now)
    found = respondent.hearings.get()
    Attendance.objects.create(hearing=found, name="Eko", part="CHAIR", capacity="Auditor")
    Attendance.objects.create(hearing=found, name="Siti", part="WITNESS", state="ABSENT")
    return found


def test_freezing_closes_the_hearing_and_keeps_record_pdf_and_fingerprints(hearing, sari, now):
    frozen = freeze(hearing, sari, now)
    hearing.refresh_from_db()
    words = shown(content_of(frozen))
    assert hearing.closed_at == now and frozen.sha256 == fingerprint(minutes.record_of(hearing))
    for expected in ("BERITA ACARA PEMERIKSAAN", "Apakah itu Saudara?", "Ya.", "Eko", "dibacakan kepada terperiksa"):
        assert expected in words
    assert frozen.sha256 in words.replace("\n", "") and frozen.number in words
    assert frozen.parties == ["Budi", "Eko"]  # who was not there signs nothing
    assert pdf.render(Document.from_data(frozen.document), at=frozen.frozen_at) == content_of(frozen)
    opened = docx.Document(io.BytesIO(word.render(Document.from_data(frozen.document), at=now)))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "Apakah itu Saudara?" in cells


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda hearing: hearing.attendances.filter(part="RESPONDENT").delete(), "Isi kehadiran dulu"),
        (lambda hearing: hearing.attendances.update(state="ABSENT"), "Isi kehadiran dulu"),
        (lambda hearing: hearing.statements.update(answer="  "), "Jawaban nomor 1 masih kosong"),
        (lambda hearing: hearing.statements.all().delete(), "Belum ada tanya jawab"),
        (lambda hearing: hearing.attendances.update(name="Budi"), "nama yang sama"),
    ],
)
def test_an_incomplete_record_is_not_frozen_and_nothing_changes(hearing, sari, now, spoil, message):
    spoil(hearing)
    with pytest.raises(RuleViolation, match=message):
        freeze(hearing, sari, now)
    hearing.refresh_from_db()
    assert hearing.closed_at is None and not Minutes.objects.exists()


def test_it_is_frozen_once_and_after_that_nothing_is_added_to_the_record(hearing, sari, now):
    freeze(hearing, sari, now)
    with pytest.raises(RuleViolation, match="sudah dibekukan"):
        freeze(hearing, sari, now)
    more = [Statement(question="?", answer="!")]
    with pytest.raises(RuleViolation, match="sudah ditutup"):
        hearings.add_to_hearing(
            hearing=hearing,
            actor=sari,
            at=now,
            version=hearing.version,
            statements=more,
        )


def test_a_correction_before_signing_is_a_version_and_both_stay(hearing, sari, now):
    first = freeze(hearing, sari, now)
    words = {"correction": "Jawaban 1: “Ya, pukul sepuluh.”", "reading": BY_SELF, "version": 1}
    second = act(correct_minutes, hearing, sari, now, **words)
    assert (second.version, second.number) == (2, first.number) and second.sha256 != first.sha256
    assert "pukul sepuluh" in shown(content_of(second)) and "pukul sepuluh" not in shown(content_of(first))
    with pytest.raises(StaleForm, match="versi yang lebih baru"):
        act(correct_minutes, hearing, sari, now, **words)
    with pytest.raises(StaleForm):
        act(sign_minutes, hearing, sari, now, name="Budi", version=1)


def test_after_a_signature_only_an_addendum_is_possible(hearing, sari, now):
    freeze(hearing, sari, now)
    with pytest.raises(RuleViolation, match="Belum ditandatangani"):
        act(add_to_minutes, hearing, sari, now, text="Terlupa", version=1)
    act(sign_minutes, hearing, sari, now, name="Budi", version=1)
    with pytest.raises(RuleViolation, match="hanya tambahan"):
        act(correct_minutes, hearing, sari, now, correction="x", reading=ALOUD, version=1)
    act(add_to_minutes, hearing, sari, now, text="Terlupa: surat izin", version=1)
    sheet = shown(pdf.render(signing_sheet(Minutes.objects.get()), at=now))
    assert "Terlupa: surat izin" in sheet and "Menandatangani" in sheet


def test_who_was_not_there_cannot_sign_and_nobody_signs_twice(hearing, sari, now):
    freeze(hearing, sari, now)
    with pytest.raises(RuleViolation, match="tidak tercatat hadir"):
        act(sign_minutes, hearing, sari, now, name="Siti", version=1)
    act(sign_minutes, hearing, sari, now, name="Budi", version=1)
    with pytest.raises(RuleViolation, match="sudah tercatat"):
        act(sign_minutes, hearing, sari, now, name="Budi", version=1)


def refuse(hearing, actor, now, **over):
    words = {"name": "Budi", "reason": "", "first_witness": "Wati", "second_witness": "Rudi", "version": 1}
    return act(refuse_to_sign, hearing, actor, now, **words | over)


@pytest.mark.parametrize("witnesses", [("Wati", "Wati"), ("Wati", ""), ("Budi", "Wati")])
def test_a_refusal_needs_two_other_witnesses(hearing, sari, now, witnesses):
    freeze(hearing, sari, now)
    with pytest.raises(RuleViolation, match="dua saksi yang berbeda"):
        refuse(hearing, sari, now, first_witness=witnesses[0], second_witness=witnesses[1])


def test_the_path_goes_on_after_a_refusal_to_sign(hearing, sari, now):
    """From freezing over the refusal to the report of findings: the minutes stand without the respondent's name."""
    freeze(hearing, sari, now)
    refused = refuse(hearing, sari, now)
    act(sign_minutes, hearing, sari, now, name="Eko", version=1)
    assert (refused.state, refused.reason) == (MinutesSignature.State.REFUSED, "tidak menyebutkan alasan")
    sheet = shown(pdf.render(signing_sheet(Minutes.objects.get()), at=now))
    sheet = " ".join(sheet.split())
    assert "Menolak menandatangani" in sheet and "Saksi: Wati dan Rudi" in sheet
    factories.report_proven(hearing.respondent, by=sari, at=now)
    hearing.respondent.refresh_from_db()
    assert hearing.respondent.status == Status.FINDINGS
    kept = list(AuditEntry.objects.filter(act__in=["freeze-minutes", "refuse-signature", "sign-minutes"]))
    assert len(kept) == 3


def test_only_an_examiner_without_conflict_touches_minutes(hearing, dewi, putri, now):
    for actor in (dewi, putri):
        with pytest.raises(NotAllowed):
            freeze(hearing, actor, now)


def test_minutes_signatures_and_addenda_refuse_change(hearing, sari, now):
    frozen = freeze(hearing, sari, now)
    signed = act(sign_minutes, hearing, sari, now, name="Budi", version=1)
    addendum = act(add_to_minutes, hearing, sari, now, text="x", version=1)
    for row in (frozen, signed, addendum):
        rows = type(row).objects.filter(pk=row.pk)
        for change in (row.save, lambda rows=rows: rows._raw_delete("default")):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()


def test_a_scan_has_to_have_every_page_and_is_kept_once(hearing, sari, now):
    frozen = freeze(hearing, sari, now)
    whole = content_of(frozen)
    words = {"kind": "SCAN", "version": 1}
    copy = act(add_signed_copy, hearing, sari, now, upload=SimpleUploadedFile("a.pdf", whole), **words)
    assert copy.pages == len(pypdf.PdfReader(io.BytesIO(whole)).pages)
    with pytest.raises(RuleViolation, match="sudah disimpan"):
        act(add_signed_copy, hearing, sari, now, upload=SimpleUploadedFile("a.pdf", whole), **words)
    for content, message in ((b"GIF89a", "harus PDF"), (b"%PDF-1.7 x", "tidak dapat dibaca")):
        with pytest.raises(RuleViolation, match=message):
            act(add_signed_copy, hearing, sari, now, upload=SimpleUploadedFile("a.pdf", content), **words)


def test_the_blank_form_has_the_person_the_questions_and_room_to_write(hearing, sari, now):
    respondent = hearing.respondent
    document = blank_minutes(respondent=respondent, author=sari, on=respondent.agency.local_date(now))
    words = shown(pdf.render(document, at=now))
    assert "Budi" in words and "Apakah" in words and "Ya." not in words


def test_a_correction_while_reading_back_names_the_number_that_the_minutes_print(hearing, sari, now):
    Statement.objects.create(hearing=hearing, position=2, kind="BREAK", question="Diskors.", at=now)
    last = Statement.objects.create(hearing=hearing, position=3, question="Kapan?", answer="Pagi.")
    freeze(hearing, sari, now)
    act(correct_answer, hearing, sari, now, line=last, correction="“Siang”, bukan “pagi”.", version=1)
    second = hearing.minutes.get(version=2)
    assert second.content["corrections"] == ["Nomor 2: “Siang”, bukan “pagi”."]
    last.refresh_from_db()
    assert last.answer == "Pagi."


def test_each_party_signs_on_paper_or_electronically(hearing, sari, now):
    freeze(hearing, sari, now)
    act(sign_minutes, hearing, sari, now, name="Budi", version=1)
    act(sign_minutes, hearing, sari, now, name="Eko", means="ELECTRONIC", version=1)
    assert list(MinutesSignature.objects.values_list("name", "means")) == [("Budi", "WET"), ("Eko", "ELECTRONIC")]
    sheet = shown(pdf.render(signing_sheet(Minutes.objects.get()), at=now))
    assert "Tanda tangan basah" in sheet and "Tanda tangan elektronik" in " ".join(sheet.split())


def test_the_copy_is_handed_over_once_between_freezing_and_today(hearing, sari, now):
    freeze(hearing, sari, now)
    today = hearing.respondent.agency.local_date(now)
    words = {"received_by": "Budi", "version": 1}
    for day in (today - dt.timedelta(days=1), today + dt.timedelta(days=1)):
        with pytest.raises(RuleViolation, match="antara tanggal pembekuan dan hari ini"):
            act(hand_over_minutes, hearing, sari, now, received_on=day, **words)
    act(hand_over_minutes, hearing, sari, now, received_on=today, **words)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        act(hand_over_minutes, hearing, sari, now, received_on=today, **words)
    sheet = shown(pdf.render(signing_sheet(Minutes.objects.get()), at=now))
    assert f"Budi, {today:%d/%m/%Y}" in sheet
    assert AuditEntry.objects.filter(act="hand-over-minutes").count() == 1


def test_the_minutes_are_read_back_line_by_line_and_corrected_on_the_way(client, hearing, sari, now):
    Statement.objects.create(hearing=hearing, position=2, question="Kapan?", answer="Pagi.")
    client.force_login(sari)
    page = f"/hearings/{hearing.pk}/read/"
    for line, words in ((1, "Apakah itu Saudara?"), (2, "Kapan?"), ("99", "Kapan?"), ("x", "Apakah itu Saudara?")):
        assert words in client.get(page, {"line": line}).text
    assert "sesudah berita acara dibekukan" in client.get(page).text
    freeze(hearing, sari, now)
    sent = {"submission": str(uuid.uuid4()), "version": 1, "correction": "Siang."}
    assert client.post(f"{page}?line=2", sent).url == f"{page}?line=2"
    assert "1. Nomor 2: Siang." in client.get(page, {"line": 2}).text
    stale = client.post(f"{page}?line=2", sent | {"submission": str(uuid.uuid4()), "correction": "Sore."})
    assert stale.status_code == 422
    assert "versi yang lebih baru" in stale.text and "Sore." in stale.text
    act(sign_minutes, hearing, sari, now, name="Budi", version=2)
    assert "Catat perbaikan" not in client.get(page).text


def test_the_statement_to_sign_has_the_person_and_ticks_nothing(client, hearing, sari):
    client.force_login(sari)
    response = client.get(f"/respondents/{hearing.respondent_id}/statement/blank/")
    words = " ".join(shown(response.content).split())
    assert "Surat Pernyataan" in words.title() and "Budi" in words
    assert "menyesali perbuatan" in words and "tidak akan mengulanginya" in words
