"""A session that nobody uses is locked; what was typed goes on with the password."""

import datetime as dt
import uuid

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import AccountEvent, Fact
from tests import factories

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = dt.timedelta(minutes=31)
RIGHT = {"unlock_password": "rahasia-sekali"}


@pytest.fixture(autouse=True)
def locked_after_half_an_hour(settings, never_idle, monkeypatch):
    settings.IDLE_MINUTES = 30
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


@pytest.fixture
def client(sari, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client = Client()
    client.post("/login/", {"login": "sari", "password": "rahasia-sekali"})
    return client


def test_a_session_in_use_is_not_locked(client, time_machine):
    for _ in range(4):
        time_machine.shift(dt.timedelta(minutes=20))
        assert client.get("/cases/").status_code == 200


def test_a_session_left_alone_asks_for_the_password_and_leads_on(client, time_machine):
    assert client.get("/cases/").status_code == 200
    time_machine.shift(HALF_AN_HOUR)
    answer = client.get("/cases/?stage=HEARD&q=a%26b")
    page = client.get(answer.url)
    assert "terkunci" in page.text
    assert client.get("/cases/").status_code == 302  # looking at the question opens nothing
    assert client.post(answer.url, RIGHT).url == "/cases/?stage=HEARD&q=a%26b"
    assert client.get("/cases/").status_code == 200


def test_a_session_without_the_cookie_is_as_old_as_its_sign_in(client, time_machine):
    assert client.get("/cases/").status_code == 200
    del client.cookies["active"]
    time_machine.shift(HALF_AN_HOUR)
    assert client.get("/cases/").status_code == 302


def test_a_later_sign_in_elsewhere_keeps_no_old_session_open(client, time_machine):
    client.cookies.pop("active", None)
    time_machine.shift(HALF_AN_HOUR)
    Client().post("/login/", {"login": "sari", "password": "rahasia-sekali"})
    assert client.get("/cases/").status_code == 302


def test_a_cookie_of_another_session_opens_nothing(client, rina, time_machine):
    time_machine.shift(HALF_AN_HOUR)
    other = Client()
    other.post("/login/", {"login": "rina", "password": "rahasia-sekali"})
    other.get("/cases/")
    client.cookies["active"] = other.cookies["active"].value
    assert client.get("/cases/").status_code == 302


def test_who_signs_in_where_another_account_was_used_is_not_asked_again(client, rina):
    assert client.get("/cases/").status_code == 200
    client.post("/logout/")
    client.post("/login/", {"login": "rina", "password": "rahasia-sekali"})
    assert client.get("/cases/").status_code == 200


def test_a_session_with_the_cookie_of_another_is_as_old_as_its_sign_in(client, rina, time_machine):
    assert client.get("/cases/").status_code == 200
    client.force_login(rina)
    time_machine.shift(HALF_AN_HOUR)
    assert client.get("/people/").status_code == 302


def test_a_form_that_is_sent_late_asks_in_place_and_is_carried_out_with_the_password(
    client, sari, budi, dinas_a, time_machine
):
    respondent = factories.make_respondent(by=sari, employee=budi)
    address = reverse("respondent-act", args=[respondent.pk, "record-fact"])
    assert client.get(address).status_code == 200
    time_machine.shift(HALF_AN_HOUR)
    words = "Permintaan maaf <di kanal> & sendiri\nbaris dua"
    sent = {"submission": str(uuid.uuid4()), "kind": "APOLOGY", "text": words, "on": "hari ini", "version": 1}
    answer = client.post(address, sent)
    assert answer.status_code == 403
    assert "Permintaan maaf &lt;di kanal&gt; &amp; sendiri" in answer.text and not Fact.objects.exists()
    wrong = client.post(address, sent | {"unlock_password": "salah"})
    assert wrong.status_code == 422 and "Kata sandi salah." in wrong.text and "baris dua" in wrong.text
    assert sari.events.filter(what=AccountEvent.What.REFUSED).exists()
    done = client.post(address, sent | RIGHT)
    assert done.status_code == 302
    assert Fact.objects.get().text.split() == words.split()


def test_what_a_script_sends_is_redirected_as_after_signing_out(client, time_machine):
    client.get("/cases/")
    time_machine.shift(HALF_AN_HOUR)
    answer = client.post("/incidents/similar/", {"url": "x"}, headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 302 and answer.url.startswith("/accounts/unlock/")


def test_guessing_at_a_locked_page_is_limited_as_at_the_sign_in(client, time_machine):
    client.get("/cases/")
    time_machine.shift(HALF_AN_HOUR)
    for _ in range(12):
        refused = client.post("/accounts/unlock/", {"unlock_password": "salah"})
    assert refused.status_code == 422 and "Kata sandi salah" not in refused.text
    assert client.post("/accounts/unlock/", RIGHT).status_code == 422


def test_the_question_leads_nowhere_outside(client, time_machine):
    time_machine.shift(HALF_AN_HOUR)
    assert client.post("/accounts/unlock/?next=https://jahat.example/", RIGHT).url == "/home/"


def test_pages_of_visitors_are_never_locked(client, time_machine):
    time_machine.shift(HALF_AN_HOUR)
    assert client.get("/accounts/reset/").status_code == 200
    assert client.post("/logout/").status_code == 302


def test_the_minutes_are_a_setting_and_nought_is_never(client, settings, time_machine):
    settings.IDLE_MINUTES = 0
    time_machine.shift(dt.timedelta(hours=3))
    assert client.get("/cases/").status_code == 200
