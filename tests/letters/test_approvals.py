"""Paraf: named officials approve a letter in order before it is issued, where the government asks for it."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases.deadlines.reminders import remind
from cases.letters.approval_chains import chain_of, set_chain
from cases.letters.approvals import approve_letter, document_of, issue_draft, propose_letter, return_letter
from cases.letters.from_acts import write_letters_of
from cases.letters.issuing import issue_letter, reissue_letter
from cases.models import Allegation, AskedOfficial, AuditEntry, Letter, LetterDraft, Notification, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.two_people import recusals
from lib.documents import pdf, word
from regulations.models import LetterForm, LetterWording
from tests import factories
from tests.samples.files import shown
from tests.samples.letters import WORDS

pytestmark = pytest.mark.django_db
INQUIRY = "PERM-KET"


@pytest.fixture
def path(sari, budi, now):
    return factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), Status.SUMMONED, by=sari, at=now
    )


@pytest.fixture
def asks(city, rina, now):
    """Sets the next version of an order: these officials, one after the other."""

    def order(*officials, version=0, by=rina, **scope):
        return set_chain(government=city, actor=by, at=now, officials=officials, version=version, **scope)

    return order


def words_of(sari, now, **over):
    on = sari.agency.local_date(now)
    return {"code": INQUIRY, "actor": sari, "at": now, "on": on, "words": WORDS} | over


def propose(path, sari, now, **over):
    return propose_letter(respondent=path, **words_of(sari, now, **over))


def test_without_an_order_letters_are_issued_as_before(path, sari, now):
    assert issue_letter(respondent=path, **words_of(sari, now)).number
    with pytest.raises(RuleViolation, match="tidak memerlukan paraf"):
        propose(path, sari, now)


def test_each_official_gives_a_paraf_in_turn_and_only_then_it_is_issued(path, sari, rina, joko, asks, now):
    asks(rina, joko)
    with pytest.raises(RuleViolation, match="diparaf dulu oleh rina, joko"):
        issue_letter(respondent=path, **words_of(sari, now))
    draft = propose(path, sari, now)
    with pytest.raises(RuleViolation, match="menunggu paraf: rina, joko"):
        issue_draft(draft=draft, actor=sari, at=now)
    with pytest.raises(NotAllowed, match="Giliran memaraf: rina"):
        approve_letter(draft=draft, actor=joko, at=now)
    approve_letter(draft=draft, actor=rina, at=now)
    with pytest.raises(RuleViolation, match="menunggu paraf: joko"):
        issue_draft(draft=draft, actor=sari, at=now)
    draft = approve_letter(draft=draft, actor=joko, at=now)
    assert draft.is_approved and not Letter.objects.exists()
    today = path.agency.local_date(now)
    assert [(approval.official, approval.on) for approval in draft.approvals.all()] == [(rina, today), (joko, today)]
    letter = issue_draft(draft=draft, actor=sari, at=now)
    draft.refresh_from_db()
    assert (draft.state, draft.letter, letter.number) == (LetterDraft.State.ISSUED, letter, Letter.objects.get().number)
    with pytest.raises(RuleViolation, match="Konsep ini terbit"):
        issue_draft(draft=draft, actor=sari, at=now)
    acts = list(
        AuditEntry.objects.filter(case=path.case, act__contains="letter").order_by("pk").values_list("act", flat=True)
    )
    assert acts == ["propose-letter", "approve-letter", "approve-letter", "issue-letter"]


def test_a_draft_has_no_number_no_code_and_is_stamped_in_pdf_and_word(client, path, sari, rina, asks, now):
    asks(rina)
    draft = propose(path, sari, now)
    document = document_of(draft)
    assert (document.number, document.address, document.is_draft) == ("", "", True)
    assert str(draft.key) in shown(pdf.render(document, at=now)).replace("\n", "")
    client.force_login(sari)
    page = reverse("letter-draft", args=[draft.key])
    assert client.get(page + "?as=pdf").content.startswith(b"%PDF")
    assert client.get(page + "?as=word").content.startswith(b"PK")
    assert word.render(document, at=now)


def test_the_public_page_calls_a_draft_a_draft_and_confirms_nothing(client, path, sari, rina, asks, now):
    asks(rina)
    draft = propose(path, sari, now)
    said = client.get(reverse("letter-check", args=[draft.key])).content.decode()
    assert "Konsep bukan surat yang diterbitkan" in said and "memang diterbitkan" not in said
    approve_letter(draft=draft, actor=rina, at=now)
    letter = issue_draft(draft=draft, actor=sari, at=now)
    assert "Konsep bukan surat" in client.get(reverse("letter-check", args=[draft.key])).content.decode()
    assert "memang diterbitkan" in client.get(reverse("letter-check", args=[letter.key])).content.decode()


def test_a_return_needs_a_reason_and_another_draft_follows(path, sari, rina, asks, now):
    asks(rina)
    draft = propose(path, sari, now)
    with pytest.raises(RuleViolation, match="alasan"):
        return_letter(draft=draft, actor=rina, at=now, reason=" ")
    draft = return_letter(draft=draft, actor=rina, at=now, reason="Salah tempat")
    assert draft.approvals.get().reason == "Salah tempat"
    for again in (approve_letter, issue_draft):
        with pytest.raises(RuleViolation, match=r"[Dd]ikembalikan"):
            again(draft=draft, actor=rina, at=now)
    assert Notification.objects.filter(recipient=sari, subject__startswith="Konsep dikembalikan").count() == 1
    assert propose(path, sari, now).is_waiting


def test_whoever_signs_is_not_asked(path, sari, rina, joko, wati, asks, now):
    rina.employee = wati
    rina.save()
    asks(rina, joko)
    signed = WORDS | {"penanda_nama": "Wati", "penanda_nip": wati.nip}
    draft = propose(path, sari, now, words=signed)
    assert [approval.official for approval in draft.approvals.all()] == [joko]
    asks(rina, version=1)
    assert issue_letter(respondent=path, **words_of(sari, now, words=signed)).number


def test_what_changed_in_the_record_after_the_paraf_is_not_issued(path, sari, rina, asks, now):
    asks(rina)
    draft = propose(path, sari, now, code="UND-KET", words=WORDS)
    approve_letter(draft=draft, actor=rina, at=now)
    other = propose(path, sari, now, code="SP-PANGGILAN")
    approve_letter(draft=other, actor=rina, at=now)
    Allegation.objects.create(respondent=path, text="Dugaan baru")
    with pytest.raises(RuleViolation, match="berubah sesudah diparaf"):
        issue_draft(draft=other, actor=sari, at=now)
    assert issue_draft(draft=draft, actor=sari, at=now).number  # says nothing of allegations


def test_an_order_of_a_form_goes_before_that_of_its_record_and_that_before_the_general_one(city, rina, joko, asks):
    summons, inquiry = (LetterWording.objects.with_form().get(code=code) for code in ("SP-PANGGILAN", INQUIRY))
    general, of_record = asks(rina), asks(joko, record=LetterForm.Record.SUMMONS)
    assert (chain_of(city, summons), chain_of(city, inquiry)) == (of_record, general)
    own = asks(code="SP-PANGGILAN")
    assert chain_of(city, summons) == own and not own.steps.exists()


def test_an_order_is_set_by_who_may_of_accounts_that_exist_each_once(city, sari, rina, joko, asks):
    with pytest.raises(NotAllowed):
        asks(rina, by=sari)
    with pytest.raises(RuleViolation, match="dua kali"):
        asks(rina, rina)
    stranger = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    with pytest.raises(RuleViolation, match="bukan akun aktif"):
        asks(stranger)
    chain = asks(rina)
    with pytest.raises(RuleViolation, match="baru saja diubah"):
        asks(joko)
    for row in (chain, chain.steps.get()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.save()


def test_nobody_waits_for_somebody_who_may_not_act_on_the_case(path, sari, rina, tono, joko, asks, now):
    asks(tono)
    with pytest.raises(RuleViolation, match="tono tidak dapat memaraf"):
        propose(path, sari, now)
    asks(joko, version=1)
    on = path.agency.local_date(now)
    recusals.recuse(case=path.case, actor=joko, at=now, on=on, user=joko, reason="Kerabat")
    with pytest.raises(RuleViolation, match="joko tidak dapat memaraf"):
        propose(path, sari, now)
    assert not LetterDraft.objects.exists() and not Notification.objects.filter(subject__startswith="Paraf").exists()


def test_the_letter_of_an_act_waits_for_its_paraf_with_the_number_of_its_record(path, sari, rina, asks, now):
    asks(rina)
    assert write_letters_of(LetterForm.Record.SUMMONS, respondent=path, actor=sari, at=now) == []
    draft = LetterDraft.objects.get()
    assert document_of(draft).number == "" and not Letter.objects.exists()
    approve_letter(draft=draft, actor=rina, at=now)
    assert issue_draft(draft=draft, actor=sari, at=now).number == path.summonses.get().letter_number


def test_a_letter_issued_again_is_approved_again(path, sari, rina, asks, now):
    first = issue_letter(respondent=path, **words_of(sari, now))
    asks(rina)
    order = words_of(sari, now)
    order.pop("code")
    with pytest.raises(RuleViolation, match="diparaf dulu"):
        reissue_letter(letter=first, reason="Salah ruang", **order)
    draft = propose(path, sari, now, replaces=first, reason="Salah ruang", keeps_number=True)
    approve_letter(draft=draft, actor=rina, at=now)
    second = issue_draft(draft=draft, actor=sari, at=now)
    assert (second.replaces, second.number, second.edition) == (first, first.number, 2)


def send(client, address, **words):
    return client.post(address, {"submission": str(uuid.uuid4()), **words})


def test_the_pages_lead_from_the_order_through_the_queue_to_the_letter(client, path, sari, rina, now):
    client.force_login(rina)
    chains = reverse("letter-chains")
    assert "Belum diatur" in client.get(chains).content.decode()
    versions = "{}"
    assert send(client, chains, scope="all:", official_1=rina.pk, versions=versions).url == chains
    assert "rina" in client.get(chains).content.decode()
    twice = send(client, chains, scope="all:", official_1=rina.pk, official_2=rina.pk, versions='{"all:": 1}')
    assert twice.status_code == 422 and "dua kali" in twice.content.decode()
    client.force_login(sari)
    compose = reverse("letter-new", args=[path.case.number]) + f"?form={INQUIRY}&whom={path.pk}"
    assert "Diparaf berurutan" in client.get(compose).content.decode()
    stamped = send(client, compose, word="1", on="hari ini")
    assert stamped.content.startswith(b"PK")
    answer = send(client, compose, on="hari ini", may_be_blank="on")
    draft = LetterDraft.objects.get()
    address = reverse("letter-draft", args=[draft.key])
    assert answer.url == address and not Letter.objects.exists()
    assert address in client.get(reverse("case-letters", args=[path.case.number])).content.decode()
    early = send(client, address, act="issue")
    assert early.status_code == 422 and "menunggu paraf: rina" in early.content.decode()
    client.force_login(rina)
    assert address in client.get(reverse("work")).content.decode()
    assert Notification.objects.filter(recipient=rina, path=address).exists()
    assert send(client, address, act="approve").status_code == 302
    assert address not in client.get(reverse("work")).content.decode()
    client.force_login(sari)
    assert send(client, address, act="issue").status_code == 302
    assert Letter.objects.get().respondent == path


def test_whoever_is_to_give_a_paraf_is_reminded_and_the_next_one_after_it(path, sari, rina, joko, asks, now):
    asks(rina, joko)
    draft = propose(path, sari, now)
    later = now + dt.timedelta(days=9)
    assert remind(AskedOfficial, later) == 1
    told = Notification.objects.filter(key__startswith="asked_official:")
    assert {(note.recipient, note.path) for note in told} == {(rina, f"/letters/drafts/{draft.key}/")}
    approve_letter(draft=draft, actor=rina, at=later)
    assert AskedOfficial.objects.running().get().asked == joko
    return_letter(draft=draft, actor=joko, at=later, reason="Salah nomor")
    assert not AskedOfficial.objects.running().exists()
