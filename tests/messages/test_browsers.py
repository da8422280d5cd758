"""Messages to browsers: a push service on a real port receives them, and a browser's key opens them."""

import base64
import datetime as dt
import json
import os
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from django.urls import reverse

from cases.messages import browsers, delivery
from cases.messages.push_services import PushServices
from cases.models import Channel, Notification, PushMessage, PushSubscription
from conduct import environment

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 2, 3, tzinfo=dt.UTC)  # a Wednesday, 10.00 WIB
HOUR = dt.timedelta(hours=1)


def encoded(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Browser:
    """The keys of a browser; what it was sent and could open."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.p256dh = encoded(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def opened(self, body):
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"))


class Service(BaseHTTPRequestHandler):
    """Answers with the status in the path; keeps what it took."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = int(self.path.split("/")[1])
        self.server.heard.append((self.path, self.headers, body))
        self.send_response(self.server.answers.get(self.path, status))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.heard, server.answers = [], {}
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def service(settings, monkeypatch, capsys):
    call_command("vapid_key")
    monkeypatch.setenv("A_KEY", capsys.readouterr().out.strip())
    settings.VAPID_KEY, settings.VAPID_PUBLIC_KEY = environment.vapid_keys("A_KEY")
    with serving() as server:
        yield server


def listening(service, user, status=201, n=1):
    """A browser of the account whose service answers so."""
    browser = Browser()
    endpoint = f"http://127.0.0.1:{service.server_port}/{status}/{n}"
    kept = {"endpoint": endpoint, "p256dh": browser.p256dh, "auth": encoded(browser.auth), "name": "Firefox"}
    PushSubscription.objects.create(user=user, made_at=NOW, **kept)
    return browser


def write(user, key="task:1", kind="TASK", **over):
    fields = {
        "subject": "Tugas: X-2026-0001",
        "body": "Budi",
        "path": "/cases/X-2026-0001/",
        "priority": 1,
    } | over
    return Notification.objects.create(
        key=f"{key}:{user.pk}", kind=kind, recipient=user, created_at=NOW, next_try_at=NOW, **fields
    )


def carry(now=NOW):
    browsers.pick(now)
    return delivery.drain([browsers.BROWSERS], lambda: now, carrier=PushServices())


def test_only_who_asked_gets_it_encrypted_with_number_step_and_link(service, sari, rina):
    browser, row = listening(service, sari), write(sari)
    write(rina)
    assert carry() == 1
    ((_path, headers, body),) = service.heard
    assert b"X-2026" not in body and headers["Authorization"].startswith("vapid t=")
    assert browser.opened(body) == {
        "key": row.key, "title": "Tugas: X-2026-0001", "lines": ["Tugas: X-2026-0001"], "path": "/cases/X-2026-0001/",
    }  # fmt: skip
    assert carry(NOW + HOUR) == 0


def test_every_browser_of_an_account_is_told_and_one_that_is_gone_is_forgotten(service, sari):
    listening(service, sari, 201, 1)
    listening(service, sari, 410, 2)
    write(sari)
    assert carry() == 1
    assert len(service.heard) == 2
    assert [kept.endpoint.rpartition("/")[2] for kept in PushSubscription.objects.all()] == ["1"]


def test_without_a_browser_left_the_message_is_set_aside_at_once(service, sari):
    listening(service, sari, 410)
    write(sari)
    assert carry() == 0
    assert PushMessage.objects.set_aside().get().last_error == "no browser is left"
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 302])
def test_trouble_of_the_service_is_held_against_no_message(service, sari, status):
    listening(service, sari, status)
    write(sari)
    assert carry() == 0
    assert Channel.objects.get(name="push").failures == 1
    assert (PushMessage.objects.get().attempts, PushMessage.objects.get().failed_at) == (0, None)
    service.answers = {f"/{status}/1": 201}
    assert carry(NOW + HOUR) == 1


def test_several_that_wait_become_one(service, sari):
    browser = listening(service, sari)
    write(sari, "note:1", "REMINDER", subject="Pengingat: A")
    write(sari, "note:2", "OVERDUE", subject="Terlambat: B")
    assert carry() == 2
    told = browser.opened(service.heard[0][2])
    assert len(service.heard) == 1 and told["lines"] == ["Pengingat: A", "Terlambat: B"]
    assert told["path"] == "/notifications/"


def subscribed(client, **over):
    browser = Browser()
    sent = {
        "endpoint": "https://fcm.googleapis.com/fcm/send/x", "p256dh": browser.p256dh, "auth": encoded(browser.auth),
        "name": "Chrome Android",
    }  # fmt: skip
    return client.post(reverse("browser-add"), sent | over)


def test_a_browser_is_added_listed_and_removed_by_its_account_alone(service, client, sari, rina):
    client.force_login(sari)
    assert subscribed(client).status_code == 200
    assert "Chrome Android" in client.get(reverse("message-settings")).text
    kept = PushSubscription.objects.get()
    client.force_login(rina)
    assert client.post(reverse("browser-remove", args=[kept.pk])).status_code == 404
    client.force_login(sari)
    client.post(reverse("browser-remove", args=[kept.pk]))
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    ["http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://fcm.googleapis.com.evil.example/x", "javascript:1"],
)
def test_the_server_is_made_to_ask_nobody_but_the_known_services(service, client, sari, endpoint):
    client.force_login(sari)
    assert subscribed(client, endpoint=endpoint).status_code == 422
    assert not PushSubscription.objects.exists()


def test_a_browser_tells_the_account_that_added_it_last(service, client, sari, rina):
    for user in (sari, rina):
        client.force_login(user)
        subscribed(client)
    assert PushSubscription.objects.get().user == rina


def test_without_a_key_there_is_nothing_to_choose(settings, client, sari):
    settings.VAPID_KEY = settings.VAPID_PUBLIC_KEY = ""
    client.force_login(sari)
    assert "Beri tahu di peramban ini" not in client.get(reverse("message-settings")).text
    assert subscribed(client).status_code == 422
