"""A form is carried out once: double sends, corrections, other content, other accounts, twenty at a time."""

import threading
import uuid

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Decision, Delivery, EvidenceItem, Remedy, Respondent, Status, Submission
from cases.web import limits
from tests import factories
from tests.samples.pictures import photo

PLACE = "/incidents/new/"


def report(agency, **over):
    return {"submission": str(uuid.uuid4()), "agency": agency.pk, "summary": factories.SENTENCE} | over


@pytest.mark.django_db
def test_the_same_form_twice_records_one_case(client, sari, dinas_a):
    client.force_login(sari)
    sent = report(dinas_a)
    first, second = client.post(PLACE, sent), client.post(PLACE, sent)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused(client, sari, dinas_a):
    client.force_login(sari)
    sent = report(dinas_a)
    client.post(PLACE, sent)
    response = client.post(PLACE, sent | {"summary": "Sesuatu yang sama sekali lain"})
    assert response.status_code == 409
    assert "sudah dikirim" in response.text
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_the_key_of_another_account_is_refused(client, sari, rina, dinas_a):
    sent = report(dinas_a)
    client.force_login(sari)
    client.post(PLACE, sent)
    client.force_login(rina)
    assert client.post(PLACE, sent).status_code == 409
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_corrected_form_may_be_sent_with_the_same_key(client, sari, dinas_a):
    client.force_login(sari)
    wrong = report(dinas_a, summary="pendek")
    response = client.post(PLACE, wrong)
    assert response.status_code == 422
    assert wrong["submission"] in response.text
    assert not Submission.objects.exists()
    assert client.post(PLACE, wrong | {"summary": factories.SENTENCE}).status_code == 302


@pytest.mark.django_db
def test_a_form_without_a_key_is_refused(client, sari, dinas_a):
    client.force_login(sari)
    response = client.post(PLACE, {"agency": dinas_a.pk, "summary": factories.SENTENCE})
    assert response.status_code == 400
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_each_opened_form_has_a_key_of_its_own(client, sari):
    client.force_login(sari)
    keys = [client.get(PLACE).text.split('name="submission" value="')[1][:36] for _ in range(2)]
    assert keys[0] != keys[1]


def at_once(times, send):
    """Runs a send in many threads that start together; returns the answers."""
    ready, answers = threading.Barrier(times), []

    def run():
        try:
            ready.wait()
            answers.append(send())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db(transaction=True)
def test_twenty_sends_at_once_record_one_case(sari, dinas_a):
    sent, client = report(dinas_a), signed_in(sari)
    cookies = client.cookies

    def send():
        one = Client()
        one.cookies = cookies
        return one.post(PLACE, sent)

    answers = at_once(20, send)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_uploads_at_once_keep_the_quota_of_the_case(sari, budi, monkeypatch, settings):
    monkeypatch.setattr(limits, "FILES_OF_CASE", limits.Limit("FILES_OF_CASE", 5))
    case = factories.make_respondent(by=sari, employee=budi).case
    place = reverse("case-act", args=[case.number, "add-evidence"])
    clients, sizes = iter([signed_in(sari) for _each in range(20)]), iter(range(200, 220))

    def send():
        file = photo((next(sizes), 200))
        return next(clients).post(place, {"file": file, "title": "Layar", "submission": str(uuid.uuid4())})

    answers = at_once(20, send)
    assert sorted(answer.status_code for answer in answers) == [302] * 5 + [422] * 15
    assert EvidenceItem.objects.count() == 5
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 5


@pytest.mark.django_db(transaction=True)
def test_two_people_acting_at_once_on_one_respondent_have_one_effect(sari, rina, budi):
    respondent = factories.make_respondent(by=sari, employee=budi)
    path = f"/respondents/{respondent.pk}/request-clarification/"
    clients = iter([signed_in(sari), signed_in(rina)])
    sent = {"version": respondent.version, "on": "hari ini", "channel": "LETTER", "turn_reason": "Petugas cuti"}

    def send():
        return next(clients).post(path, sent | {"submission": str(uuid.uuid4())})

    answers = at_once(2, send)
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert "sudah diubah" in refused.text
    assert Respondent.objects.get().clarifications.count() == 1


DECISIVE = {
    "decide": (Status.FINDINGS, {"sanction": "pns-r2-2021", "official": "AGENCY_HEAD", "person": "Kepala Dinas A",
                                 "tie": "NONE", "considerations": "Terbukti", "departure_reason": "Beralasan"}),
    "deliver": (Status.DECIDED, {"method": "IN_PERSON"}),
    "file-remedy": (Status.DELIVERED, {"grounds": "Tidak setuju"}),
    "uphold": (Status.CONTESTED, {"ruling": "Ditolak", "ruled_by": "Atasan pejabat"}),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", DECISIVE)
def test_a_decision_its_delivery_and_a_ruling_are_recorded_once_however_they_are_sent(act, sari, rina, dewi, budi):
    """Two accounts at once, the same form again, and a form opened before: one effect, and the rest is told so."""
    stage, words = DECISIVE[act]
    respondent = factories.bring_to(factories.make_respondent(by=sari, employee=budi), stage, by=sari)
    factories.signatory(respondent.agency)
    if act == "deliver":
        factories.with_decree(respondent, by=sari, at=timezone.now())
    path, entries = f"/respondents/{respondent.pk}/{act}/", respondent.case.history.count()
    sent = {"version": respondent.version, "on": "hari ini"} | words
    forms = [sent | {"submission": str(uuid.uuid4())} for _ in range(2)]
    pairs = iter([(signed_in(sari), forms[0]), (signed_in(rina), forms[1])])

    def send():
        client, form = next(pairs)
        return client.post(path, form), client, form

    answers = at_once(2, send)
    assert sorted(answer.status_code for answer, _client, _form in answers) == [302, 422]
    won = next(answer for answer in answers if answer[0].status_code == 302)
    assert won[1].post(path, won[2]).url == won[0].url
    late = won[1].post(path, sent | {"submission": str(uuid.uuid4())})
    assert late.status_code == 422
    assert respondent.case.history.count() == entries + 1
    fresh = Respondent.objects.get()
    assert (Decision.objects.count(), Delivery.objects.count(), Remedy.objects.count()) == {
        "decide": (1, 0, 0), "deliver": (1, 1, 0), "file-remedy": (1, 1, 1), "uphold": (1, 1, 1),
    }[act]  # fmt: skip
    assert fresh.version == respondent.version + 1
