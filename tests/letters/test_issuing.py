"""Letters of a case: wording in use, number, PDF with fingerprint, every issue kept, and many as one job."""

import datetime as dt
import hashlib
import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.letters import batches as letter_jobs
from cases.letters import drafting
from cases.letters import issuing as letters
from cases.letters.issuing import issue_letter, reissue_letter
from cases.letters.letterheads import letterhead_of, revise_letterhead
from cases.letters.records import Prepared, Source
from cases.letters.wordings import revise_wording, wording_of
from cases.models import AuditEntry, Letter, LetterJobItem, LetterTemplate, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.two_people import recusals
from lib.documents import pdf, wording
from lib.documents.document import Document
from lib.documents.field_names import BLOCKS, PLAIN_FIELDS
from regulations.models import LetterWording
from tests import factories
from tests.samples.files import shown
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
FORMS = 32
SUMMONS, INQUIRY = "SP-PANGGILAN", "PERM-KET"  # drawn from a record, and from none
NAMELESS = (INQUIRY, "PDP-BREACH", "SIASN-HUKDIS", "UND-KET", "SP-KET")
WORDS_TYPED = {
    "penanda_jabatan": "Kepala Dinas A", "pasal": "Pasal 5",
    "penanda_nama": "Wati", "penanda_nip": "1978", "tembusan": "1. Wali Kota", "uraian_dugaan": "Konten di loket",
    "kepada": "Saudara Saksi", "hubungan": "saksi", "pokok_pertanyaan": "Siapa merekam?",
    "hari_keterangan": "Rabu, 16 Desember 2026", "jam_keterangan": "09.00 WIB", "tempat_keterangan": "Ruang rapat",
}  # fmt: skip


@pytest.fixture
def summoned(sari, budi, now):
    return factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), Status.SUMMONED, by=sari, at=now
    )


def issue(respondent, actor, now, **over):
    on = respondent.agency.local_date(now)
    fields = {"code": INQUIRY, "words": WORDS_TYPED} | over
    return issue_letter(respondent=respondent, actor=actor, at=now, **({"on": on} | fields))


def stored(letter):
    with letter.file.open() as file:
        return file.read()


def test_the_law_knows_its_forms_and_every_field_they_name():
    forms = list(LetterWording.objects.all())
    assert len(forms) >= FORMS
    for form in forms:
        wording.check(form.title, words=PLAIN_FIELDS, blocks=())
        wording.check(form.text, words=PLAIN_FIELDS, blocks=BLOCKS)


def test_every_form_can_be_rendered_for_a_late_case(sari, budi, rina, now):
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), Status.DELIVERED, by=sari, at=now
    )
    on = respondent.agency.local_date(now)
    for form in LetterWording.objects.all():
        used = wording_of(respondent.case.government, form.code, on)
        document = drafting.draft(respondent=respondent, author=rina, prepared=Prepared(used, Source(), on), words={})
        assert "Budi" in shown(pdf.render(document, at=now)) or form.code in NAMELESS


def test_an_issued_letter_has_number_facts_typed_words_and_the_fingerprint_of_its_file(summoned, sari, rina, now):
    head = set_head(rina, now, agency=sari.agency, address="Jalan Merdeka 1", unit_code="DIS-A", paper="a4")
    letter = issue(summoned, sari, now, code=SUMMONS)
    kept = stored(letter)
    assert letter.number == summoned.summonses.get().letter_number == f"800.1.6.2/1/DINAS-A/{now.year}"
    assert letter.letterhead == head
    assert letter.sha256 == hashlib.sha256(kept).hexdigest() and letter.size == len(kept)
    words = shown(kept)
    for expected in (
        "Panggilan I",
        letter.number,
        "Budi",
        "Ruang rapat",
        "Pengatur, II/c",
        "Wati",
        "Jalan Merdeka 1",
        "RAHASIA",
    ):
        assert expected in words
    assert str(letter.key) in words.replace("\n", "") and "KONSEP" not in words
    entry = AuditEntry.objects.filter(act="issue-letter").get()
    assert letter.number in entry.note and entry.actor == sari


def test_the_file_can_be_made_again_from_what_was_kept(summoned, sari, now):
    letter = Letter.objects.get(pk=issue(summoned, sari, now).pk)
    assert pdf.render(Document.from_data(letter.content), at=letter.issued_at) == stored(letter)


def test_fields_left_blank_are_named_unless_they_are_to_be_filled_by_hand(summoned, sari, now):
    with pytest.raises(RuleViolation, match=r"Isi dulu: .*Ketentuan.*penanda tangan"):
        issue(summoned, sari, now, code=SUMMONS, words={})
    letter = issue(summoned, sari, now, code=SUMMONS, words={}, may_be_blank=True)
    assert wording.UNFILLED in shown(stored(letter))
    assert letter.number.startswith("800.1.6.2/1/")  # the refused one took no number


def test_what_the_record_knows_cannot_be_typed_over(summoned, sari, now):
    words = WORDS_TYPED | {"nama": "Orang Lain", "nomor_induk": "0", "menghadap": "Orang Lain"}
    letter = issue(summoned, sari, now, code=SUMMONS, words=words)
    printed = shown(stored(letter))
    assert "Orang Lain" not in printed and "menghadap kepada Tim Pemeriksa" in " ".join(printed.split())


def test_a_printed_summons_bears_the_number_that_the_summons_was_given(summoned, sari, now):
    given = summoned.summonses.get()
    letter = issue(summoned, sari, now, code=SUMMONS, on=given.letter_on)
    assert (letter.number, letter.dated_on) == (given.letter_number, given.letter_on)
    with pytest.raises(RuleViolation, match="sudah terbit"):
        issue(summoned, sari, now, code=SUMMONS)
    with pytest.raises(RuleViolation, match="milik catatannya"):
        reissue(letter, sari, now)
    assert reissue(letter, sari, now, keeps_number=True).number == given.letter_number


def test_numbers_run_on_and_a_typed_number_is_taken_once(summoned, sari, now):
    first, second = issue(summoned, sari, now), issue(summoned, sari, now)
    assert [int(letter.number.split("/")[1]) for letter in (first, second)] == [2, 3]  # the summons has the first
    unit, year = second.number.split("/")[2:]
    issue(summoned, sari, now, number=f"800.1.6.2/4/{unit}/{year}")
    with pytest.raises(RuleViolation, match="sudah dipakai"):
        issue(summoned, sari, now, number=f"800.1.6.2/4/{unit}/{year}")
    assert issue(summoned, sari, now).number == f"800.1.6.2/5/{unit}/{year}"


def reissue(letter, actor, now, **over):
    on = letter.case.agency.local_date(now)
    fields = {"actor": actor, "at": now, "on": on, "words": WORDS_TYPED, "reason": "Salah ruang"} | over
    return reissue_letter(letter=letter, **fields)


def test_a_letter_issued_again_takes_the_next_number_and_the_old_one_stays_with_its_file(summoned, sari, now):
    first = issue(summoned, sari, now)
    before = stored(first)
    second = reissue(first, sari, now)
    assert (second.replaces, second.edition, Letter.objects.count()) == (first, 1, 2)
    assert second.number != first.number and Letter.objects.get(pk=first.pk).is_replaced and not second.is_replaced
    assert stored(first) == before and hashlib.sha256(before).hexdigest() == first.sha256
    assert f"mengganti surat {first.number} tanggal" in " ".join(shown(stored(second)).split())
    entry = AuditEntry.objects.filter(act="issue-letter").latest("pk")
    assert f"mengganti {first.number}: Salah ruang" in entry.note


def test_a_mistake_is_corrected_under_the_same_number_as_a_further_edition(summoned, sari, now):
    first = issue(summoned, sari, now)
    second = reissue(first, sari, now, keeps_number=True, words=WORDS_TYPED | {"penanda_nama": "Wati Contoh"})
    third = reissue(second, sari, now, keeps_number=True)
    assert {first.number, second.number, third.number} == {first.number}
    assert [letter.edition for letter in (first, second, third)] == [1, 2, 3]
    assert "Wati Contoh" in shown(stored(second)) and "Wati Contoh" not in shown(stored(first))
    assert issue(summoned, sari, now).number == first.number.replace("/2/", "/3/")  # the register lost no number


def test_a_letter_is_replaced_once_for_a_reason_and_not_under_an_earlier_date(summoned, sari, now):
    first = issue(summoned, sari, now)
    with pytest.raises(RuleViolation, match="alasan"):
        reissue(first, sari, now, reason="  ")
    with pytest.raises(RuleViolation, match="sebelum surat yang diganti"):
        reissue(first, sari, now, on=first.dated_on - dt.timedelta(days=1))
    with pytest.raises(RuleViolation, match="Isi dulu"):
        reissue(first, sari, now, words={})
    reissue(first, sari, now)
    with pytest.raises(RuleViolation, match="sudah diganti"):
        reissue(first, sari, now)
    assert Letter.objects.count() == 2


def test_a_number_is_not_kept_into_another_year(summoned, sari, now):
    first = issue(summoned, sari, now)
    later = now + dt.timedelta(days=366)
    with pytest.raises(RuleViolation, match="register tahun lalu"):
        reissue(first, sari, later, keeps_number=True)
    year = later.astimezone(summoned.agency.zone).year
    assert reissue(first, sari, later).number.endswith(f"/{year}")


def set_head(actor, now, agency=None, version=0, **over):
    lines = {"government_line": "Pemerintah Kota Contoh", "place": "Contoh", "paper": "f4"} | over
    lines.setdefault("in_force_from", now.date() - dt.timedelta(days=1))
    return revise_letterhead(government=actor.government, agency=agency, actor=actor, at=now, version=version, **lines)


def test_a_letter_keeps_the_letterhead_of_its_day_and_the_next_one_has_the_new_one(summoned, sari, rina, putri, now):
    first = set_head(rina, now, address="Jalan Lama 1")
    before = issue(summoned, sari, now)
    second = set_head(putri, now, version=1, address="Jalan Baru 2", in_force_from=now.date())
    after = issue(summoned, sari, now)
    assert (before.letterhead, after.letterhead) == (first, second)
    assert "Jalan Lama 1" in shown(stored(before)) and "Jalan Baru 2" in shown(stored(after))
    again = pdf.render(Document.from_data(before.content), at=before.issued_at)
    assert again == stored(before)


def test_an_office_has_its_own_letterhead_before_that_of_the_government_and_not_before_its_day(
    summoned, sari, rina, now
):
    general = set_head(rina, now)
    own = set_head(rina, now, agency=sari.agency, in_force_from=now.date() + dt.timedelta(days=3))
    assert letterhead_of(sari.agency, now.date()) == general
    assert letterhead_of(sari.agency, own.in_force_from) == own
    other = factories.make_government("Kota Lain", "kota-lain")
    assert letterhead_of(factories.make_agency(other, "x", "X"), now.date()) is None


def test_the_emblem_is_drawn_and_kept_as_what_it_is_and_not_as_what_its_name_says(summoned, sari, rina, now):
    head = set_head(rina, now, upload=photo())
    letter = issue(summoned, sari, now)
    page = pypdf.PdfReader(io.BytesIO(stored(letter))).pages[0]
    assert len(page.images) == 1
    assert pdf.render(Document.from_data(letter.content), at=letter.issued_at) == stored(letter)
    with pytest.raises(RuleViolation, match="Lambang harus gambar"):
        set_head(rina, now, version=1, upload=SimpleUploadedFile("lambang.png", b"<svg onload=alert(1)>"))
    assert set_head(rina, now, version=1).logo == head.logo
    assert not set_head(rina, now, version=2, without_logo=True).logo


def test_only_bkpsdm_and_administrators_of_the_government_set_letterheads_each_from_the_newest(
    rina, putri, sari, dinas_a, now
):
    other = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    for stranger, agency in ((sari, None), (other, dinas_a)):
        with pytest.raises(NotAllowed):
            set_head(stranger, now, agency=agency)
    set_head(rina, now)
    with pytest.raises(RuleViolation, match="baru saja diubah orang lain"):
        set_head(putri, now)
    with pytest.raises(RuleViolation, match="pada atau sesudah"):
        set_head(putri, now, version=1, in_force_from=dt.date(2000, 1, 1))


@pytest.mark.parametrize("change", [lambda row: row.delete(), lambda row: row.save()])
def test_letters_and_wordings_are_never_changed_or_deleted(summoned, sari, rina, now, change):
    for row in (issue(summoned, sari, now), revise(rina, now), set_head(rina, now)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(row)


def revise(actor, now, text="Yth. {nama}", version=0, **over):
    fields = {"code": INQUIRY, "title": "Undangan {urutan}", "text": text, "version": version} | over
    return revise_wording(government=actor.government, actor=actor, at=now, **fields)


def test_a_heading_that_its_fields_make_too_long_is_refused_in_words(summoned, sari, rina, now):
    revise(rina, now, title="Permintaan keterangan kepada {kepada}")
    with pytest.raises(RuleViolation, match="paling banyak 200"):
        issue(summoned, sari, now, words=WORDS_TYPED | {"kepada": "Saudara " * 40})
    assert not Letter.objects.exists()
    assert issue(summoned, sari, now).title == "Permintaan keterangan kepada Saudara Saksi"


def test_a_government_writes_its_own_version_and_the_next_letter_uses_it(summoned, sari, rina, now, city):
    before = issue(summoned, sari, now)
    first, second = revise(rina, now), revise(rina, now, text="Kepada {nama} di {unit_kerja}", version=1)
    letter = issue(summoned, sari, now)
    assert (first.version, second.version, letter.template) == (1, 2, second)
    assert (letter.title, before.title, before.template) == ("Undangan I", "Permintaan keterangan", None)
    assert "Kepada Budi di Dinas A" in shown(stored(letter))
    other = factories.make_government("Kota Lain", "kota-lain")
    assert wording_of(other, INQUIRY, now.date()).template is None


def test_an_unknown_field_or_a_stale_page_changes_no_wording(rina, now):
    with pytest.raises(RuleViolation, match=r"Baris 2: isian \{nmaa\} tidak dikenal. Mungkin maksudnya \{nama\}"):
        revise(rina, now, text="Kepada\n{nmaa}")
    with pytest.raises(RuleViolation, match="dikenal"):
        revise(rina, now, title="{tanya_jawab}")
    revise(rina, now)
    with pytest.raises(RuleViolation, match="baru saja diubah orang lain"):
        revise(rina, now)
    assert LetterTemplate.objects.count() == 1


def test_only_bkpsdm_writes_wordings_and_nobody_barred_issues_letters(summoned, sari, rina, putri, now):
    with pytest.raises(NotAllowed):
        revise(sari, now)
    recusals.recuse(
        case=summoned.case, actor=rina, at=now, on=summoned.agency.local_date(now), user=rina, reason="Kerabat"
    )
    for actor in (rina, putri):
        with pytest.raises(NotAllowed):
            issue(summoned, actor, now)


def test_a_letter_is_not_dated_ahead_and_a_form_is_in_force(summoned, sari, now):
    tomorrow = summoned.agency.local_date(now) + (now - now).__class__(days=1)
    with pytest.raises(RuleViolation, match="setelah hari ini"):
        issue(summoned, sari, now, on=tomorrow)
    with pytest.raises(RuleViolation, match="tidak berlaku"):
        issue(summoned, sari, now, code="TIDAK-ADA")


def test_no_file_stays_behind_when_its_row_is_refused(summoned, sari, now, settings):
    from pathlib import Path

    taken = issue(summoned, sari, now)
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    letter = Letter(respondent=summoned, dated_on=taken.dated_on, issued_by=sari, issued_at=now)
    used = wording_of(summoned.case.government, INQUIRY, taken.dated_on)
    with pytest.raises(DatabaseError), transaction.atomic():
        letters.keep(letter, case=summoned.case, used=used, document=Document.from_data(taken.content))
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def order(case, actor, now, **over):
    fields = {"code": INQUIRY, "words": WORDS_TYPED, "may_be_blank": True} | over
    respondents = list(case.respondents.all())
    return letter_jobs.order_letters(
        case=case, respondents=respondents, actor=actor, at=now, on=case.agency.local_date(now), **fields
    )


def test_a_job_writes_one_letter_for_each_and_twice_is_once(sari, dinas_a, now):
    people = tuple(factories.make_employee(f"Pegawai {i}", agency=dinas_a) for i in range(5))
    job = order(factories.make_case(by=sari, agency=dinas_a, people=people, at=now), sari, now)
    assert letter_jobs.write_letters(now) == 5
    assert letter_jobs.write_letters(now) == 0
    assert {item.letter.respondent.employee.name for item in job.items.all()} == {f"Pegawai {i}" for i in range(5)}


def test_one_refused_letter_stops_no_other_and_says_why(sari, dinas_a, now, city):
    people = tuple(factories.make_employee(f"Pegawai {i}", agency=dinas_a) for i in range(3))
    case = factories.make_case(by=sari, agency=dinas_a, people=people, at=now)
    order(case, sari, now, may_be_blank=False, words={})
    order(case, sari, now)
    assert letter_jobs.write_letters(now) == 6
    assert LetterJobItem.objects.filter(refusal__startswith="Isi dulu").count() == 3
    assert LetterJobItem.objects.filter(letter__isnull=False).count() == 3
