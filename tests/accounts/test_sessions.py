"""A session ends when the rights of its account change."""

import pytest
from django.core import mail
from django.test import Client

from cases.models import AccountEvent, Role, User
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "kata-sandi-yang-baru-9"


def signed_in(name="sari"):
    client = Client()
    assert client.post("/login/", {"login": name, "password": "rahasia-sekali"}).status_code == 302
    return client


def is_in(client):
    return client.get("/cases/").status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.LEADER}, {"is_staff": True}])
def test_all_sessions_end_within_one_request_when_rights_change(change, sari):
    client, other = signed_in(), signed_in()
    User.objects.filter(pk=sari.pk).update(**change)
    assert not is_in(client) and not is_in(other)


def test_no_old_session_is_valid_when_an_account_is_switched_on_again(sari):
    client, other = signed_in(), signed_in()
    User.objects.filter(pk=sari.pk).update(is_active=False)
    assert not is_in(client)
    User.objects.filter(pk=sari.pk).update(is_active=True)
    assert not is_in(client) and not is_in(other)
    assert is_in(signed_in())


def test_a_session_gets_a_new_key_at_its_start_and_is_invalid_after_its_end(sari):
    client = Client()
    client.get("/login/")
    fixed = client.session.session_key
    client.post("/login/", {"login": "sari", "password": "rahasia-sekali"})
    used = client.cookies["sessionid"].value
    assert used != fixed
    answer = client.post("/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    client.cookies["sessionid"] = used
    assert not is_in(client)


def test_changing_the_password_keeps_this_session_and_ends_the_others(sari):
    client, other = signed_in(), signed_in()
    answer = client.post("/accounts/password/", {"oldpassword": "rahasia-sekali", "password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    assert is_in(client) and not is_in(other)
    assert sari.events.filter(what=AccountEvent.What.PASSWORD).exists()
    assert sari.notifications.filter(subject="Kata sandi Anda diganti").exists()


def test_a_weak_password_is_refused_in_place(sari):
    client = signed_in()
    form = {"oldpassword": "rahasia-sekali", "password1": "pendek", "password2": "pendek"}
    assert "12" in client.post("/accounts/password/", form).text


def test_the_list_shows_every_session_and_ends_all_others(sari):
    client, other = signed_in(), signed_in()
    assert client.get("/accounts/sessions/").text.count("<strong>") >= 2
    client.post("/accounts/sessions/")
    assert is_in(client) and not is_in(other)


def test_a_link_to_a_new_password_works_once_and_only_for_an_account(sari):
    Client().post("/accounts/reset/", {"email": "siapa@example.go.id"})
    assert not mail.outbox
    old = signed_in()
    answer = Client().post("/accounts/reset/", {"email": sari.email})
    assert answer.url == "/accounts/reset/sent/"
    link = next(word for word in mail.outbox[0].body.split() if "/accounts/reset/" in word)
    client = Client()
    place = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": NEW, "password2": NEW})
    assert not is_in(old)
    assert "tidak berlaku" in Client().get(link, follow=True).text


def test_the_administration_has_no_sign_in_page_of_its_own(putri):
    client = Client()
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.url == "/login/?next=/admin/"
    assert client.post("/admin/login/", {"username": "putri", "password": "rahasia-sekali"}).status_code == 302
    assert not is_in(client)


def test_nobody_signs_up(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    assert factories.make_government() and User.objects.count() == 0
