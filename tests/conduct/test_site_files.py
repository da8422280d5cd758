"""What every site is asked for: robots.txt, icons, security.txt, and methods that no page takes."""

import gzip

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
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


@pytest.fixture
def styles(settings, tmp_path):
    """A client of a site with one static file, plain and compressed."""
    words = b"body { margin: 0 } " * 100
    (tmp_path / "a.css").write_bytes(words)
    (tmp_path / "a.css.gz").write_bytes(gzip.compress(words))
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    return Client()


@pytest.mark.parametrize(
    ("asked", "sent"),
    [("gzip", "gzip"), ("gzip;q=1.0, br", "gzip"), ("gzip;q=0", None), ("gzip; q=0.000, identity", None),
     ("gzip;q=0.1", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)  # fmt: skip
def test_a_static_file_is_compressed_only_for_whom_takes_it(styles, asked, sent):
    answer = styles.get("/static/a.css", headers={"Accept-Encoding": asked})
    assert answer.status_code == 200 and answer.get("Content-Encoding") == sent
    content = b"".join(answer)
    assert (gzip.decompress(content) if sent else content).startswith(b"body { margin: 0 }")
    assert answer["Vary"] == "Accept-Encoding"


def test_both_forms_of_a_static_file_have_one_weak_mark_and_are_sent_once(styles):
    plain = styles.get("/static/a.css")
    packed = styles.get("/static/a.css", headers={"Accept-Encoding": "gzip"})
    assert plain["ETag"] == packed["ETag"] and plain["ETag"].startswith('W/"')
    for answer in (plain, packed):
        b"".join(answer)
    again = styles.get("/static/a.css", headers={"If-None-Match": plain["ETag"]})
    assert (again.status_code, b"".join(again)) == (304, b"")


def test_the_head_and_a_part_of_a_static_file_are_sent(styles):
    head = styles.head("/static/a.css")
    assert (head.status_code, head["Content-Length"]) == (200, "1900")
    part = styles.get("/static/a.css", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part["Content-Range"], b"".join(part)) == (206, "bytes 0-3/1900", b"body")
