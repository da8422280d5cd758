"""Pages for times when the application cannot answer."""

import errno
import uuid

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from cases.models import AuditEntry, EvidenceItem
from tests import factories
from tests.samples.pictures import photo


@pytest.fixture
def reader(rina):
    """Signed in; failures come back as pages instead of being raised in the test."""
    client = Client(raise_request_exception=False)
    client.force_login(rina)
    return client


@pytest.fixture
def database_gone(settings, db):
    """The server ends each connection of this process, as a restart of PostgreSQL does."""

    def end(execute, sql, params, many, context):
        raise OperationalError("terminating connection due to administrator command")

    with connection.execute_wrapper(end):
        yield


def test_a_page_answers_503_while_the_database_is_away(reader, request):
    request.getfixturevalue("database_gone")
    response = reader.get(reverse("cases"))
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "Basis data sedang tidak terjangkau" in response.content.decode()


def test_a_form_sent_while_the_database_is_away_says_how_to_send_it_again(reader, request):
    request.getfixturevalue("database_gone")
    response = reader.post(reverse("incident-new"), {"links": "https://x.com/a/status/1"})
    assert response.status_code == 503
    assert "Isian Anda masih ada di peramban" in response.content.decode()


def test_a_full_disk_is_said_and_leaves_nothing_half_kept(reader, rina, sari, dinas_a, monkeypatch, settings):
    """The disk of the files fills up while a picture is stored."""
    case = factories.make_case(by=sari, agency=dinas_a)
    entries = AuditEntry.objects.count()

    def full(name, content, max_length=None):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    sent = {"file": photo(), "title": "Layar", "submission": str(uuid.uuid4())}
    response = reader.post(reverse("case-act", args=[case.number, "add-evidence"]), sent)
    assert response.status_code == 507
    assert "ruang penyimpanan penuh" in response.content.decode()
    assert not EvidenceItem.objects.exists()
    assert AuditEntry.objects.count() == entries
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_any_other_failure_is_a_500(reader, monkeypatch):
    def broken(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("cases.casefile.views.listing.render", broken)
    response = reader.get(reverse("cases"))
    assert response.status_code == 500
    assert f"sebutkan kode {response.headers['X-Request-Id']}" in response.content.decode()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "x-unknown", "idna"])
@pytest.mark.parametrize("path", ["/login/", "/incidents/new/", "/lapor/", "/missing/", "/admin/login/"])
def test_a_form_in_another_charset_is_refused_as_a_page(db, charset, path):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get("/login/")  # brings the CSRF cookie, with which the body is read
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    response = client.generic("POST", path, b"username=a", content_type=kind)
    assert response.status_code == 400
    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response.headers
