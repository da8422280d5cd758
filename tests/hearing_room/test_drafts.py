"""The draft of a hearing: saved while typing, not part of the record, and no text is lost."""

import dataclasses
import datetime as dt
import uuid

import pytest

from cases.evidence.files import add_file
from cases.examination import hearings
from cases.examination import teams as panels
from cases.examination.sessions import Session
from cases.hearing_room import drafts, presence, recording, snippets
from cases.hearing_room.drafts import Typed
from cases.models import DraftAlternative, EvidenceItem, HearingDraft, PanelMember, Statement, Status, TeamNote
from cases.procedure.refusals import NotAllowed, RuleViolation
from regulations.models import Provision
from tests import factories
from tests.samples.files import upload

pytestmark = pytest.mark.django_db


@dataclasses.dataclass
class Page:
    """One open page of the room: it numbers its edits and knows the version that it last saw."""

    draft: HearingDraft
    user: object
    now: dt.datetime
    edits: int = 0
    writer: uuid.UUID = dataclasses.field(default_factory=uuid.uuid4)

    def types(self, row_id, answer, *, seen, rank=9000.0, question="Kapan?", **over):
        self.edits += 1
        texts = {"question": question, "answer": answer, "speaker": ""}
        typed = Typed(row_id, rank, seen, self.writer, self.edits, texts, **over)
        self.sends(typed)
        return typed

    def notes(self, row_id, text, *, seen=0):
        self.edits += 1
        typed = Typed(row_id, 1.0, seen, self.writer, self.edits, {"text": text})
        drafts.save_draft(draft=self.draft, actor=self.user, at=self.now, notes=[typed])

    def sends(self, typed):
        drafts.save_draft(draft=self.draft, actor=self.user, at=self.now, statements=[typed])


@pytest.fixture
def page(draft, joko, now):
    return Page(draft, joko, now)


@pytest.fixture
def other_page(draft, rina, now):
    return Page(draft, rina, now)


@pytest.fixture
def row_id():
    return uuid.uuid4()


def answer_everything(draft, user, now):
    page = Page(draft, user, now)
    for row in draft.statements.all():
        page.types(row.pk, "Ya.", seen=row.version, rank=row.rank, question=row.question)


def make_evidence(case, user, now) -> EvidenceItem:
    return add_file(case=case, actor=user, at=now, upload=upload())


def session_of(draft, now, **over):
    return Session(**{"held_by": draft.respondent.agency, "held_at": now, "place": "Ruang rapat"} | over)


def record(draft, user, now):
    return recording.record_draft(draft=draft, actor=user, at=now, session=session_of(draft, now))


def test_a_room_opens_with_the_opening_questions_the_person_and_the_team(summoned, rina, joko, now):
    day = summoned.agency.local_date(now)
    members = factories.make_panel_members()
    panels.form_panel(respondent=summoned, actor=rina, at=now, on=day, kind="EXAMINATION", members=members)
    draft = drafts.open_room(respondent=summoned, actor=joko, at=now)
    assert "sehat jasmani" in draft.statements.first().question
    assert draft.attendances.values_list("name", "part").first() == ("Budi", "RESPONDENT")
    assert draft.attendances.count() == 1 + len(members)


def test_a_room_that_is_open_is_not_opened_again(draft, summoned, rina, now):
    assert drafts.open_room(respondent=summoned, actor=rina, at=now) == draft


def test_no_room_before_the_summons_and_none_for_leadership(rina, dewi, budi, now):
    path = factories.make_respondent(by=rina, employee=budi)
    with pytest.raises(RuleViolation):
        drafts.open_room(respondent=path, actor=rina, at=now)
    factories.bring_to(path, Status.SUMMONED, by=rina)
    with pytest.raises(NotAllowed):
        drafts.open_room(respondent=path, actor=dewi, at=now)


def test_typing_is_kept_and_is_no_record(draft, page, row_id, summoned):
    page.types(row_id, "Pada ja", seen=0)
    page.types(row_id, "Pada jam istirahat.", seen=1)
    row = draft.statements.get(pk=row_id)
    assert (row.answer, row.version) == ("Pada jam istirahat.", 2)
    assert not summoned.hearings.exists()
    assert not Statement.objects.exists()


def test_the_same_edit_twice_is_once(draft, page, row_id):
    typed = page.types(row_id, "Ya.", seen=0)
    page.sends(typed)
    row = draft.statements.get(pk=row_id)
    assert (row.version, row.alternatives.count()) == (1, 0)


def test_an_edit_overtaken_by_a_later_one_of_its_page_changes_nothing(draft, page, row_id):
    early = page.types(row_id, "Y", seen=0)
    page.types(row_id, "Ya, benar.", seen=0)  # the answer to the first send was lost: the page still thinks it new
    page.sends(early)
    row = draft.statements.get(pk=row_id)
    assert (row.answer, row.alternatives.count()) == ("Ya, benar.", 0)


def test_a_text_made_from_an_older_one_is_kept_beside_the_newer(draft, page, other_page, row_id):
    page.types(row_id, "Ya.", seen=0)
    other_page.types(row_id, "Ya, pukul dua.", seen=1)
    page.types(row_id, "Bukan.", seen=1)
    page.types(row_id, "Bukan saya.", seen=1)
    other_page.types(row_id, "Ya, pukul dua siang.", seen=2)
    row = draft.statements.get(pk=row_id)
    assert row.answer == "Ya, pukul dua siang."
    assert [(alternative.answer, alternative.written_by) for alternative in row.alternatives.all()] == [
        ("Bukan saya.", page.user)
    ]


@pytest.mark.parametrize(
    ("choice", "answer", "kept"),
    [("keep", "Ya.", "Bukan."), ("take", "Bukan.", "Ya."), ("merge", "Ya.\nBukan.", "Bukan.")],
)
def test_two_texts_are_settled_by_a_choice_and_neither_disappears(
    draft, page, other_page, row_id, now, choice, answer, kept
):
    other_page.types(row_id, "Ya.", seen=0)
    page.types(row_id, "Bukan.", seen=0)
    alternative = DraftAlternative.objects.get()
    for _ in range(2):  # a second click changes nothing
        recording.settle(alternative=alternative, actor=page.user, at=now, choice=choice)
    row = draft.statements.get(pk=row_id)
    assert row.answer == answer
    assert row.question == "Kapan?"
    alternative.refresh_from_db()
    assert (alternative.answer, alternative.settled_at) == (kept, now)


def test_two_attendances_written_at_once_are_both_kept(draft, page, other_page, now):
    row = draft.attendances.get()

    def write(who, state):
        texts = row.texts | {"state": state}
        typed = Typed(row.pk, row.rank, 1, who.writer, 1, texts)
        for _ in range(2):
            drafts.save_draft(draft=draft, actor=who.user, at=now, attendances=[typed])

    write(page, "ONLINE")
    write(other_page, "ABSENT")
    assert sorted(draft.attendances.values_list("state", flat=True)) == ["ABSENT", "ONLINE"]


def test_evidence_is_stamped_at_its_moment_within_the_hearing(draft, page, joko, now):
    item = make_evidence(draft.respondent.case, joko, now)
    for claimed in (now - dt.timedelta(days=2), now, now + dt.timedelta(hours=3)):
        page.types(uuid.uuid4(), "", seen=0, question="", kind="EVIDENCE", evidence=item, at=claimed)
    stamps = draft.statements.filter(kind="EVIDENCE")
    assert {stamp.at for stamp in stamps} == {now}
    local = now.astimezone(draft.respondent.agency.zone)
    assert stamps.first().wording().startswith(f"Pukul {local:%H.%M} WIB diperlihatkan bukti {item.code}")
    assert item.sha256[:12] in stamps.first().wording()


def test_evidence_of_another_case_cannot_be_stamped(draft, page, rina, joko, dinas_a, now):
    foreign = make_evidence(factories.make_case(by=rina, agency=dinas_a), rina, now)
    with pytest.raises(RuleViolation, match="bukan bukti kasus ini"):
        page.types(uuid.uuid4(), "", seen=0, kind="EVIDENCE", evidence=foreign, at=now)


def test_a_row_of_another_room_cannot_be_written(draft, page, row_id, rina, dinas_a, now):
    person = factories.make_employee("Ani", agency=dinas_a)
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.SUMMONED, by=rina)
    elsewhere = Page(drafts.open_room(respondent=path, actor=rina, at=now), rina, now)
    page.types(row_id, "Ya.", seen=0)
    with pytest.raises(RuleViolation, match="pemeriksaan lain"):
        elsewhere.types(row_id, "Bukan.", seen=1)


def test_the_draft_becomes_the_record_once_and_whole(draft, page, joko, now):
    answer_everything(draft, joko, now)
    item = make_evidence(draft.respondent.case, joko, now)
    page.types(uuid.uuid4(), "", seen=0, question="", kind="EVIDENCE", evidence=item, at=now)
    page.types(uuid.uuid4(), "Tidak jadi.", seen=0, rank=9500, is_struck=True)
    hearing = record(draft, joko, now)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        record(draft, joko, now)
    last = hearing.statements.last()
    assert (last.kind, last.evidence, last.at) == ("EVIDENCE", item, now)
    assert hearing.statements.filter(answer="Ya.").count() == hearing.statements.count() - 1
    assert not hearing.statements.filter(answer="Tidak jadi.").exists()
    assert hearing.attendances.get().name == "Budi"
    draft.respondent.refresh_from_db()
    assert draft.respondent.status == Status.HEARD


def test_what_comes_after_the_record_is_kept_beside_it(draft, page, joko, row_id, now):
    answer_everything(draft, joko, now)
    page.types(row_id, "Ya.", seen=0)
    hearing = record(draft, joko, now)
    page.types(row_id, "Ya, dan bukan.", seen=1)
    page.types(uuid.uuid4(), "Terlambat.", seen=0)
    assert draft.statements.get(pk=row_id).alternatives.get().answer == "Ya, dan bukan."
    assert draft.statements.filter(answer="Terlambat.").exists()
    assert not hearing.statements.filter(answer__in=["Ya, dan bukan.", "Terlambat."]).exists()


def test_an_empty_answer_two_texts_a_break_and_a_missing_attendance_prevent_recording(
    draft, page, other_page, row_id, now
):
    draft.attendances.all().update(is_struck=True)
    other_page.types(row_id, "Ya.", seen=0)
    page.types(row_id, "Bukan.", seen=0)
    page.types(uuid.uuid4(), "", seen=0, question="", kind="BREAK", at=now)
    found = " ".join(recording.complaints(draft))
    for words in ("nomor 1, 2", "dua naskah", "diskors", "kehadiran"):
        assert words in found
    with pytest.raises(RuleViolation, match="Belum lengkap"):
        record(draft, page.user, now)
    assert not draft.respondent.hearings.exists()


def test_the_recused_and_leadership_write_nothing(draft, dewi, row_id, now):
    with pytest.raises(NotAllowed):
        Page(draft, dewi, now).types(row_id, "Ya.", seen=0)


def test_the_bank_holds_what_is_asked_of_all_and_of_the_article_alleged(draft, rina, now):
    day = draft.respondent.agency.local_date(now)
    before = {question.code for question in drafts.bank(draft, day)}
    hours = Provision.objects.in_force(day).get(code="PP94-4F")
    hearings.allege(respondent=draft.respondent, actor=rina, at=now, on=day, text="Siaran", provision=hours)
    after = {question.code for question in drafts.bank(draft, day)}
    assert "JAM-SAAT" in after - before
    assert {"BUKA-SEHAT", "ISI-KENAL", "TUTUP-PAKSA"} <= before
    assert "NETRAL-CALON" not in after


def test_a_question_put_again_is_stamped_behind_it_and_before_the_next(draft, page, joko, now):
    first, second = draft.statements.all()[:2]
    for _ in range(2):
        drafts.append(draft=draft, actor=joko, at=now, kind="REPEAT", after=first)
    kinds = [row.kind for row in draft.statements.all()]
    assert kinds[:4] == ["QUESTION", "REPEAT", "REPEAT", "QUESTION"]
    assert draft.statements.all()[3].pk == second.pk
    answer_everything(draft, joko, now)
    told = record(draft, joko, now).statements.filter(kind="REPEAT").first()
    assert told.question.endswith("pertanyaan diulangi.") and told.at == now


def seat(draft, by, account, now):
    """Give an account a seat in the team that examines."""
    account.employee = factories.make_employee(account.username.title(), agency=account.agency)
    account.save(update_fields=["employee"])
    day = draft.respondent.agency.local_date(now)
    members = factories.make_panel_members()
    members[2].employee = account.employee
    panels.form_panel(respondent=draft.respondent, actor=by, at=now, on=day, kind="EXAMINATION", members=members)


def test_notes_belong_to_the_team_the_opener_and_those_seated(draft, joko, rina, sari, now):
    assert drafts.is_of_team(draft, joko)
    assert not drafts.is_of_team(draft, rina)
    assert not drafts.is_of_team(draft, sari)


def test_a_seat_makes_somebody_of_the_team_and_leaving_it_ends_that(draft, joko, rina, now):
    seat(draft, rina, rina, now)
    assert drafts.is_of_team(draft, rina)
    PanelMember.objects.update(left_on=draft.respondent.agency.local_date(now))
    assert not drafts.is_of_team(draft, rina)


def test_whoever_opens_a_room_for_somebody_of_the_own_agency_is_not_of_the_team_by_that(summoned, sari, now):
    draft = drafts.open_room(respondent=summoned, actor=sari, at=now)
    assert not drafts.is_of_team(draft, sari)
    with pytest.raises(NotAllowed, match="hanya untuk anggota tim"):
        Page(draft, sari, now).notes(uuid.uuid4(), "Rahasia tim")
    assert not TeamNote.objects.exists()


def test_a_note_keeps_what_another_page_wrote_before(draft, page, joko, row_id, now):
    page.notes(row_id, "Cek pik")
    page.notes(row_id, "Cek piket.", seen=1)
    Page(draft, joko, now).notes(row_id, "Cek piket dan absensi.", seen=2)
    note = draft.notes.get()
    assert (note.text, note.version) == ("Cek piket dan absensi.", 3)
    assert [(version.version, version.text) for version in note.versions.all()] == [(2, "Cek piket.")]


def test_two_notes_written_at_once_are_both_kept(draft, page, joko, row_id, now):
    page.notes(row_id, "Cek piket.")
    page.notes(row_id, "Cek piket hari itu.", seen=1)
    Page(draft, joko, now).notes(row_id, "Cek absensi.", seen=1)
    assert sorted(draft.notes.values_list("text", flat=True)) == ["Cek absensi.", "Cek piket hari itu."]


def test_notes_may_go_on_after_the_record_and_never_enter_it(draft, page, joko, row_id, now):
    page.notes(row_id, "Terperiksa tampak ragu.")
    answer_everything(draft, joko, now)
    hearing = record(draft, joko, now)
    page.notes(row_id, "Terperiksa tampak ragu sekali.", seen=1)
    assert draft.notes.get().text == "Terperiksa tampak ragu sekali."
    assert not any("ragu" in f"{row.question}{row.answer}" for row in hearing.statements.all())


def pens(draft, now):
    """Two pages that ask to write in one room."""
    one, other = uuid.uuid4(), uuid.uuid4()

    def ask(page, user, *, later=0, takes_over=False):
        at = now + dt.timedelta(seconds=later)
        lease = presence.claim(draft=draft, page=page, actor=user, at=at, takes_over=takes_over)
        return lease.page == page

    return one, other, ask


def test_the_first_page_writes_and_the_second_is_told_who(draft, joko, rina, now):
    one, other, ask = pens(draft, now)
    assert ask(one, joko)
    assert not ask(other, rina)
    assert presence.lease_of(draft, now).user == joko
    assert ask(one, joko, later=20) and ask(one, joko, later=40)
    assert not ask(other, rina, later=60)


def test_a_page_without_requests_loses_the_lease(draft, joko, rina, now):
    one, other, ask = pens(draft, now)
    ask(one, joko)
    assert ask(other, rina, later=26)
    assert not ask(one, joko, later=27)


def test_a_page_that_closes_releases_the_lease_at_once(draft, joko, rina, now):
    one, other, ask = pens(draft, now)
    ask(one, joko)
    presence.release(draft=draft, page=other, at=now)  # not its to give
    assert not ask(other, rina)
    presence.release(draft=draft, page=one, at=now)
    assert presence.lease_of(draft, now) is None
    assert ask(other, rina)


def test_a_page_that_takes_over_writes_and_the_text_of_the_other_is_kept(
    draft, page, other_page, row_id, joko, rina, now
):
    one, other, ask = pens(draft, now)
    ask(one, joko)
    page.types(row_id, "Ya.", seen=0)
    assert ask(other, rina, takes_over=True)
    other_page.types(row_id, "Ya, pukul dua.", seen=1)
    assert not ask(one, joko)
    page.types(row_id, "Ya, pukul tiga.", seen=1)  # typed before this page heard of it
    row = draft.statements.get(pk=row_id)
    assert (row.answer, row.alternatives.get().answer) == ("Ya, pukul dua.", "Ya, pukul tiga.")


def test_snippets_are_the_usual_ones_until_an_account_has_its_own(joko, rina):
    assert (";ya", "Ya, benar.") in snippets.snippets_of(joko)
    snippets.save_snippets(actor=joko, snippets=[(";ya", "Betul."), (";hp", "Telepon genggam.")])
    assert snippets.snippets_of(joko) == [(";hp", "Telepon genggam."), (";ya", "Betul.")]
    assert (";ya", "Ya, benar.") in snippets.snippets_of(rina)
    for wrong in ([(";ya", "Betul."), (";ya", "Benar.")], [(f";{n}", "x") for n in range(snippets.MOST_SNIPPETS + 1)]):
        with pytest.raises(RuleViolation):
            snippets.save_snippets(actor=joko, snippets=wrong)
    assert len(snippets.snippets_of(joko)) == 2


def test_an_absent_respondent_prevents_recording(draft, joko, now):
    answer_everything(draft, joko, now)
    draft.attendances.update(state="ABSENT")
    assert recording.is_absent(draft)
    with pytest.raises(RuleViolation, match="tercatat tidak hadir"):
        record(draft, joko, now)
    assert not draft.respondent.hearings.exists()


def test_the_check_list_tells_what_is_usual_and_still_missing(draft, page, joko, now):
    item = make_evidence(draft.respondent.case, joko, now)
    found = dict(recording.checklist(draft))
    assert found["Terperiksa hadir"]
    missing = ("Pemeriksa hadir", "Ada pertanyaan penutup yang dijawab", "Ada bukti yang diperlihatkan")
    assert not any(found[words] for words in missing)
    for name, part in (("Eko", "CHAIR"), ("", "COMPANION")):
        texts = {"name": name, "part": part, "capacity": "", "state": "PRESENT"}
        typed = Typed(uuid.uuid4(), None, 0, page.writer, 1, texts)
        drafts.save_draft(draft=draft, actor=joko, at=now, attendances=[typed])
    closing = next(question for question in drafts.bank(draft, now.date()) if question.code == "TUTUP-PAKSA")
    page.types(uuid.uuid4(), "Tidak.", seen=0, question=closing.text)
    page.types(uuid.uuid4(), "", seen=0, question="", kind="EVIDENCE", evidence=item, at=now)
    found = dict(recording.checklist(draft))
    assert all(found[words] for words in missing)
    assert found["Tanpa nama: Pendamping"] is False
