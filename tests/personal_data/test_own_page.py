"""The page of the person concerned: by code and second factor, without an account."""

import uuid

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.clarification.acts import request_clarification
from cases.models import (
    AnswerClock,
    Clarification,
    DataRequest,
    EvidenceItem,
    Identity,
    Letter,
    Notification,
    PersonalAccess,
    Respondent,
    Status,
)
from cases.personal_data import access as codes
from cases.personal_data.requests import answer_request
from cases.procedure.refusals import NotAllowed, RuleViolation
from tests import factories
from tests.samples.files import pdf
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
PAGE = "/my-case/"


@pytest.fixture(autouse=True)
def own_counts(monkeypatch):
    """The counts of addresses are in Redis, which no transaction rolls back and other processes share."""
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


@pytest.fixture
def path(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now)


@pytest.fixture
def key(path, sari, now):
    """Code and second factor of the person."""
    code = codes.give_access(respondent=path, actor=sari, at=now, key=uuid.uuid4())
    return {"code": code, "digits": path.employee.nip[-6:]}


@pytest.fixture
def asked(path, sari, now):
    return request_clarification(
        respondent=path, actor=sari, at=now, on=path.agency.local_date(now), channel="LETTER", question="Apa benar?"
    )


def send(client, key, act="", **data):
    return client.post(PAGE, key | {"act": act, "submission": str(uuid.uuid4())} | data)


def test_code_and_last_digits_open_the_page(client, key, path):
    answer = send(client, key)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert path.employee.name in text and path.case.number in text
    assert not answer.cookies
    assert PersonalAccess.objects.get().opened == 1


def test_the_code_is_stored_as_a_digest_alone(key):
    row = PersonalAccess.objects.get()
    assert key["code"].replace("-", "") not in repr(vars(row))


def test_neither_the_code_nor_the_digits_alone_open_it_and_both_failures_look_the_same(client, key):
    wrong = send(client, key | {"digits": "000000"})
    unknown = send(client, key | {"code": "0000-0000-0000-0000"})
    assert wrong.status_code == unknown.status_code == 422
    said = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert said[0] == said[1] != []


def test_ten_wrong_numbers_end_the_code_for_the_right_one_too(client, key):
    for n in range(codes.MOST_WRONG):
        send(client, key | {"digits": f"{n:06d}"})
    assert send(client, key).status_code == 422
    assert PersonalAccess.objects.get().ended_at is not None


def test_a_new_code_ends_the_one_before_and_the_same_form_gives_the_same_code(client, key, path, sari, now):
    form = uuid.uuid4()
    again = [codes.give_access(respondent=path, actor=sari, at=now, key=form) for _ in range(2)]
    assert again[0] == again[1] != key["code"]
    assert send(client, key).status_code == 422
    assert send(client, key | {"code": again[0]}).status_code == 200


def test_a_code_expires_and_does_not_open_the_page_of_somebody_else(client, key, path, now):
    PersonalAccess.objects.update(expires_on=now.date().replace(year=2000))
    assert send(client, key).status_code == 422
    PersonalAccess.objects.update(expires_on=now.date().replace(year=2100))
    other = factories.make_employee("Andi Lain", agency=path.agency)
    Respondent.objects.filter(pk=path.pk).update(employee=other)
    assert send(client, key).status_code == 422


def test_a_doubted_identity_gets_no_code_and_closes_the_page(client, key, path, sari, now):
    Respondent.objects.filter(pk=path.pk).update(identity=Identity.SUSPECTED)
    path.refresh_from_db()
    assert send(client, key).status_code == 422
    with pytest.raises(RuleViolation):
        codes.give_access(respondent=path, actor=sari, at=now, key=uuid.uuid4())


def test_only_who_may_act_in_the_case_gives_a_code(client, path, putri, now):
    stranger = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    colleague = factories.make_user("sejawat", "INSPECTOR", path.case.government, employee=path.employee)
    for who in (putri, colleague):
        with pytest.raises(NotAllowed):
            codes.give_access(respondent=path, actor=who, at=now, key=uuid.uuid4())
    for who in (putri, stranger, colleague):
        client.force_login(who)
        assert client.get(reverse("give-code", args=[path.pk])).status_code == 404


def test_an_officer_prints_the_sheet_once(client, path, sari):
    client.force_login(sari)
    address = reverse("give-code", args=[path.pk])
    assert client.get(address).status_code == 200
    sheet = client.post(address, {"submission": str(uuid.uuid4())})
    code = sheet.context["code"]
    assert code in sheet.content.decode() and "<svg" in sheet.content.decode()
    assert code not in client.get(address).content.decode()
    assert path.case.history.filter(act="give-access", actor=sari).count() == 1


def test_the_answer_to_a_clarification_takes_its_step_and_its_files_become_evidence(client, key, asked, path):
    answer = send(client, key, "answer", text="Bukan saya.", files=[pdf()])
    assert answer.status_code == 200, answer.context["form"].errors
    path.refresh_from_db()
    asked.refresh_from_db()
    assert (path.status, asked.answer) == (Status.CLARIFIED, "Bukan saya.")
    item = EvidenceItem.objects.get()
    assert item.added_by is None and item.giver == "yang bersangkutan" and path.employee.name in item.source
    assert path.history.filter(act="record-clarification", actor=None).exists()
    assert Notification.objects.filter(key__startswith="clarification-answered").exists()


def test_the_same_answer_again_changes_nothing_and_another_is_refused(client, key, asked):
    assert send(client, key, "answer", text="Bukan saya.").status_code == 200
    assert send(client, key, "answer", text="Bukan saya.").status_code == 200
    refused = send(client, key, "answer", text="Sebenarnya saya.")
    assert refused.status_code == 422
    assert Clarification.objects.get().answer == "Bukan saya."


def test_a_refused_file_keeps_the_text_and_stores_nothing(client, key, asked, settings):
    bad = SimpleUploadedFile("x.jpg", b"<script>alert(1)</script>")
    answer = send(client, key, "answer", text="Ini buktinya.", files=[photo(), bad])
    assert answer.status_code == 422 and "Ini buktinya." in answer.content.decode()
    assert not EvidenceItem.objects.exists()
    assert Clarification.objects.get().answered_on is None


def test_an_answer_without_the_second_factor_stores_nothing(client, key, asked):
    assert send(client, key | {"digits": "999999"}, "answer", text="Palsu.").status_code == 422
    assert Clarification.objects.get().answered_on is None


def test_a_correction_is_asked_answered_and_read_on_the_page(client, key, path, rina, now):
    sent = send(client, key, "ask", kind="CORRECTION", text="NIP saya keliru satu angka.")
    assert sent.status_code == 200
    asked, clock = DataRequest.objects.get(), AnswerClock.objects.get()
    assert clock.request == asked and clock.limit.step == "PDP-CORRECT"
    assert (clock.due_on - clock.starts_on).days == 3
    assert "paling lambat" in sent.content.decode()
    answer_request(request=asked, actor=rina, at=now, outcome="GRANTED", answer="NIP sudah dibetulkan.")
    clock.refresh_from_db()
    assert clock.met_on is not None
    assert "NIP sudah dibetulkan." in send(client, key).content.decode()
    with pytest.raises(RuleViolation):
        answer_request(request=asked, actor=rina, at=now, outcome="REFUSED", answer="Tidak.")


def test_the_same_request_again_counts_once_and_the_sixth_waits(client, key):
    form = {"submission": str(uuid.uuid4()), "kind": "OBJECTION", "text": "Saya keberatan atas ini."}
    assert [send(client, key, "ask", **form).status_code for _ in range(2)] == [200, 200]
    assert DataRequest.objects.count() == 1
    for _ in range(4):
        send(client, key, "ask", kind="ACCESS", text="Minta salinan data saya.")
    assert send(client, key, "ask", kind="ACCESS", text="Minta salinan data saya.").status_code == 422


@pytest.mark.parametrize(("who", "code"), [("rina", 200), ("joko", 200), ("dewi", 200), ("putri", 404)])
def test_requests_are_answered_by_those_above_agencies(request, client, key, who, code):
    send(client, key, "ask", kind="ACCESS", text="Minta salinan data saya.")
    user = request.getfixturevalue(who)
    client.force_login(user)
    asked = DataRequest.objects.get()
    assert client.get(asked.get_absolute_url()).status_code == code


def test_an_officer_answers_on_the_page(client, key, rina, sari):
    send(client, key, "ask", kind="ACCESS", text="Minta salinan data saya.")
    asked = DataRequest.objects.get()
    form = {"outcome": "PARTLY", "answer": "Terlampir rekam jejaknya.", "submission": str(uuid.uuid4())}
    client.force_login(sari)
    assert client.post(asked.get_absolute_url(), form | {"submission": str(uuid.uuid4())}).status_code == 200
    client.force_login(rina)
    assert client.post(asked.get_absolute_url(), form).status_code == 302
    asked.refresh_from_db()
    assert asked.outcome == "PARTLY" and asked.answered_by == rina


def test_readers_are_offices_without_names(client, key, path, sari):
    client.force_login(sari)
    client.get(reverse("case", args=[path.case.number]))
    client.logout()
    rows = send(client, key).context["readings"]
    assert [row.what for row in rows] == ["Ringkasan kasus"]
    assert sari.agency.name in rows[0].office
    assert str(sari) not in rows[0].office


def test_letters_of_others_and_internal_papers_are_not_handed_out(client, key, path, sari, now):
    other = factories.make_respondent(by=sari, employee=factories.make_employee("Cici", agency=path.agency), at=now)
    for pk in [*Letter.objects.filter(respondent=other).values_list("pk", flat=True), 0, 10**17]:
        assert send(client, key, "letter", letter=str(pk)).status_code == 404
    assert send(client, key, "letter", letter="1 OR 1=1").status_code == 404


@pytest.mark.parametrize("code", ["", "x", "\x00" * 16, "K7QD-M2XW-9RTB-4HVN" * 10, "💥" * 16])
def test_whatever_is_typed_as_a_code_is_refused_politely(client, code):
    assert client.post(PAGE, {"code": code, "digits": "\x00" if code == "x" else "1"}).status_code == 422


def test_guessing_costs_time(client, key, settings):
    from cases.web import limits

    answers = {
        send(client, key | {"code": f"0000-0000-0000-{n:04d}"}).status_code for n in range(limits.CODES.most + 1)
    }
    assert 429 in answers
