"""What may be sent where: files only to pages that take them, from accounts that may; nothing else touches the disk."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from cases.web import limits
from cases.web.limits import DAY, Limit
from conduct.bodies import LARGEST_FORM
from lib.media.sizes import MEGABYTE
from tests.samples.addresses import ANY, addresses_of

TOKEN = "a" * 32
ACTS = {"case-act", "respondent-act", "evidence", "incident-new", "incident-file"}
FOR_STRANGERS = {"report-new", "report-follow", "own-page"}
TAKE_FILES = {
    "sari": ACTS | {"letter-signed", "minutes-change", "publication-people"},
    "rina": ACTS
    | {"letterhead", "letterhead-general", "past-imports", "staff-imports", "sanction-history", "incoming-import"}
    | {"publication-people", "circular-new", "regulation-attach", "minutes-change"}
    | {"letter-signed", "clearance-signed", "organisation-agency-sheet"},
    "joko": ACTS | {"incoming-import", "letter-signed", "minutes-change"},
    "dewi": ACTS,
    "putri": {"letterhead", "letterhead-general", "staff-imports", "publication-people"}
    | {"circular-new", "regulation-attach", "organisation-agency-sheet"},
    None: set(),
}


def places():
    """Every address of the site that the product itself has, with something in place of its keys."""
    for pattern in addresses_of(get_resolver("cases.urls")):
        filled = {name: ANY.get(name, "x") for name in pattern.pattern.converters}
        yield pattern.name, reverse(pattern.name, kwargs=filled)


def reaches_disk(client, path, size):
    """Whether a file of that many bytes was written while the request was answered, and the answer."""
    incoming = Path(settings.MEDIA_ROOT, "incoming")
    file = SimpleUploadedFile("a.png", b"x" * size)
    answer = client.post(path, {"csrfmiddlewaretoken": TOKEN, "files": file})
    written = incoming.exists()
    if written:
        assert not list(incoming.iterdir())  # and it is gone with the request
        incoming.rmdir()
    return written, answer.status_code


def visitor(user=None):
    """A browser with a token, so that the middleware of the token reads the form."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", TAKE_FILES)
def test_a_file_reaches_the_disk_only_on_pages_that_accept_it_from_the_account(who, request, city):
    client = visitor(request.getfixturevalue(who) if who else None)
    skipped = FOR_STRANGERS | {"logout", "account_logout"}
    found = {name for name, path in places() if name not in skipped and reaches_disk(client, path, 1000)[0]}
    assert found == TAKE_FILES[who]


def test_a_stranger_sends_no_large_body_anywhere_but_to_the_pages_without_an_account(db):
    answers = {name: reaches_disk(visitor(), path, LARGEST_FORM + 1) for name, path in places()}
    answers["admin"] = reaches_disk(visitor(), "/admin/login/", LARGEST_FORM + 1)
    taken = {name for name, (_written, status) in answers.items() if status != 413}
    assert taken == FOR_STRANGERS | {"incident-share"}  # the last one reads no body
    assert not [name for name, (written, _status) in answers.items() if written and name not in FOR_STRANGERS]


def test_a_body_with_a_large_declared_length_is_refused_before_it_is_read(db, tmp_path):
    form = "multipart/form-data; boundary=x"
    answer = visitor().generic("POST", "/login/", b"x", form, CONTENT_LENGTH=str(10**10))
    assert answer.status_code == 413 and "paling banyak 2 MB" in answer.text
    assert not Path(settings.MEDIA_ROOT).exists()


def test_the_documented_proxy_lets_each_page_take_what_it_takes_and_no_page_much_more():
    """The application's own page says what was too large, so the proxy's limit lies a little above."""
    text = Path(settings.BASE_DIR, "deploy/nginx/conduct.conf").read_text()
    limits = [
        (re.compile(place), int(size)) for place, size in re.findall(r"location ~ (\S+) {[^}]*?body_size (\d+)m", text)
    ]
    usual = int(re.search(r"client_max_body_size (\d+)m;  # a form", text)[1])
    wrong = {}
    for pattern in addresses_of(get_resolver("cases.urls")):
        path = reverse(pattern.name, kwargs={name: ANY.get(name, "x") for name in pattern.pattern.converters})
        proxy = next((size for place, size in limits if place.match(path)), usual)
        taken = getattr(pattern.callback, "takes_files", None)
        most = (LARGEST_FORM + (taken.most if taken else 0)) // MEGABYTE
        if proxy <= most or (taken and proxy > most * 10):
            wrong[pattern.name] = (most, proxy)
    assert wrong == {}


def test_an_account_sends_no_more_than_its_page_takes(sari, rina):
    for user, name, most in ((sari, "incident-new", 2050), (rina, "letterhead-general", 4), (rina, "circular-new", 12)):
        length = str(most * 1024 * 1024 + 1)
        answer = visitor(user).generic("POST", reverse(name), b"x", "text/plain", CONTENT_LENGTH=length)
        assert answer.status_code == 413


def test_an_account_sends_a_days_bytes_and_a_stranger_far_fewer(sari, db, monkeypatch):
    monkeypatch.setattr(limits, "BYTES_OF_ACCOUNT", Limit("BYTES_OF_ACCOUNT", 3000, DAY))
    monkeypatch.setattr(limits, "BYTES_OF_ADDRESS", Limit("BYTES_OF_ADDRESS", 1000, DAY))
    client, path = visitor(sari), reverse("incident-new")
    answers = [reaches_disk(client, path, 1200) for _each in range(3)]
    assert [written for written, _status in answers] == [True, True, False]
    assert answers[-1][1] == 429
    answers = [reaches_disk(visitor(), reverse("report-follow"), 700)[1] for _each in range(2)]
    assert answers[-1] == 429 and answers[0] != 429
