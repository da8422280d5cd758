"""What every site is asked for: robots.txt, icons, security.txt, and methods that no page takes."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_robots_and_security_txt_are_told_without_signing_in(client, settings):
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    told = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert told["Contact"] == f"mailto:{settings.SERVER_EMAIL}"
    assert told["Expires"].endswith("T00:00:00Z")


@pytest.mark.parametrize("address", ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"])
def test_icons_are_where_browsers_look_for_them(client, address, settings):
    answer = client.get(address)
    assert answer.status_code == 302
    assert finders.find(answer.url.removeprefix(settings.STATIC_URL))


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/login/", "/cases/", "/incidents/new/", "/healthz", "/robots.txt"])
def test_a_method_that_no_page_takes_is_refused_as_such(client, sari, address, method):
    client.handler.enforce_csrf_checks = True
    client.force_login(sari)
    answer = getattr(client, method)(address)
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


def test_the_manifest_has_an_icon_that_may_be_cut_round(client):
    icons = client.get(reverse("manifest")).json()["icons"]
    assert [icon["sizes"] for icon in icons if icon.get("purpose") == "maskable"] == ["512x512"]


def test_public_pages_describe_themselves(client):
    assert '<meta name="description"' in client.get(reverse("login")).text
