"""An empty installation is set up once, by a link that only its operator knows."""

import pytest
import time_machine
from django.core import signing
from django.core.management import CommandError, call_command
from django.urls import reverse

from cases.models import AccountEvent, Government, Role, User
from cases.organisation import founding

pytestmark = pytest.mark.django_db
PASSWORD = "kata-sandi-yang-panjang-7"


def said(**over):
    return {
        "kind": "CITY", "name": "Kota Baru", "time_zone": "Asia/Jakarta", "username": "ani", "first_name": "Ani",
        "email": "ani@example.go.id", "password": PASSWORD, "password_again": PASSWORD,
    } | over  # fmt: skip


def address():
    return founding.link().removeprefix("http://127.0.0.1:8000")


def test_the_link_opens_a_government_and_signs_its_administrator_in(client):
    assert client.get(address()).status_code == 200
    answer = client.post(address(), said())
    assert answer.url == reverse("organisation")
    ani = User.objects.get()
    assert (ani.role, ani.government.name, ani.government.region) == (Role.ADMINISTRATOR, "Kota Baru", "kota-baru")
    assert ani.events.filter(what=AccountEvent.What.INVITED).exists()
    page = client.get(answer.url)
    assert page.status_code == 200 and "Belum ada perangkat daerah" in page.text


def test_the_link_works_once(client):
    link = address()
    client.post(link, said())
    client.logout()
    assert client.get(link).status_code == 404
    assert client.post(link, said(name="Kota Lain", username="tono")).status_code == 404
    assert Government.objects.count() == 1


def test_the_link_ends_after_three_days(client):
    link = address()
    with time_machine.travel("2030-01-01", tick=True):
        answer = client.get(link)
    assert answer.status_code == 404 and "setup_link" in answer.text


FOREIGN = pytest.param(signing.TimestampSigner(salt="other").sign("first"), id="signed for something else")


@pytest.mark.parametrize("token", ["first", "x", FOREIGN])
def test_a_made_up_token_opens_nothing(client, token):
    assert client.get(reverse("setup", args=[token])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "pendek", "terlalu pendek"),
        ("password_again", "lain-sekali-panjang", "Kedua kata sandi tidak sama"),
        ("name", "", "wajib"),
        ("email", "bukan surel", "surel"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, field, value, words):
    answer = client.post(address(), said(**{field: value}))
    assert (answer.status_code == 422 and words in answer.text and "Kota Baru" in answer.text) or field == "name"
    assert not Government.objects.exists() and not User.objects.exists()


def test_the_command_prints_the_link_only_for_an_empty_installation(client, capsys):
    call_command("setup_link")
    assert "/setup/" in capsys.readouterr().out
    client.post(address(), said())
    with pytest.raises(CommandError):
        call_command("setup_link")


def test_the_sign_in_page_says_how_an_empty_installation_begins(client):
    assert "setup_link" in client.get("/login/").text
    client.post(address(), said())
    client.logout()
    assert "setup_link" not in client.get("/login/").text
