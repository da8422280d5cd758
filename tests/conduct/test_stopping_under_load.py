"""F15 of docs/reliability.md: web servers that are stopped and started again while forms are sent, behind nginx."""

import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from http.client import HTTPException, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import Thread

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cases.models import Notification
from conduct.health import answers
from conduct.launch.port import free_port
from tests.samples.nginx import certificate, configured
from tests.samples.workers import environment_of_processes

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]
FORMS, SENDERS, RESTARTS = 600, 4, 4
TO_START = 120  # seconds


class WebServer:
    """gunicorn as in an installation, on one port; started again after it was told to stop."""

    def __init__(self, folder, environment):
        self.port, self.folder = free_port(), folder
        self.environment = environment | {"PORT": str(self.port), "WEB_CONCURRENCY": "1"}
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi"]
        with (self.folder / f"web-{self.port}.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, cwd=settings.BASE_DIR
            )
        give_up = time.monotonic() + TO_START
        while not answers(self.port):
            assert time.monotonic() < give_up and self.process.poll() is None
            time.sleep(0.1)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(60)


@pytest.fixture
def installation(tmp_path):
    """nginx before two web servers; yields its port and the servers."""
    certificate(tmp_path)
    (tmp_path / "evidence").mkdir()
    environment = environment_of_processes(tmp_path) | {"CONDUCT_BASE_URL": "https://127.0.0.1"}
    servers = [WebServer(tmp_path, environment) for _ in range(2)]
    port = free_port()
    (tmp_path / "nginx.conf").write_text(configured(tmp_path, port, [server.port for server in servers]))
    with ExitStack() as stack:
        for server in servers:
            stack.callback(lambda server=server: server.process.poll() is None and server.stop())  # also if it fails
            server.start()
        nginx = subprocess.Popen([shutil.which("nginx"), "-c", str(tmp_path / "nginx.conf")])
        stack.callback(nginx.wait, 20)
        stack.callback(nginx.terminate)
        time.sleep(1)
        yield port, servers


def signed_in(user):
    client = Client()
    client.force_login(user)
    client.get("/login/")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    token = "a" * 32
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }


def send_all(port, headers, todo, seen):
    """Send each form once, on a connection of its own, and note what came back."""
    trusting = ssl._create_unverified_context()
    while True:
        try:
            path = todo.get_nowait()
        except Empty:
            return
        with closing(HTTPSConnection("127.0.0.1", port, context=trusting, timeout=60)) as client:
            try:
                client.request("POST", path, "", headers)
                seen.append(client.getresponse().status)
            except (OSError, HTTPException) as error:
                seen.append(type(error).__name__)


def test_servers_that_stop_one_after_the_other_lose_and_fail_no_form(installation, sari):
    port, servers = installation
    now = timezone.now()
    rows = Notification.objects.bulk_create(
        Notification(
            key=f"note:{n}:{sari.pk}", kind="TASK", recipient=sari, subject="s", body="b", path="/work/",
            created_at=now, next_try_at=now,
        )
        for n in range(FORMS)
    )  # fmt: skip
    todo, seen = SimpleQueue(), []
    for row in rows:
        todo.put(f"/notifications/{row.pk}/")
    headers = signed_in(sari)
    senders = [Thread(target=send_all, args=(port, headers, todo, seen)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    stopped = 0
    while stopped < RESTARTS and any(sender.is_alive() for sender in senders):
        server = servers[stopped % 2]
        server.stop()
        server.start()
        stopped += 1
    for sender in senders:
        sender.join()
    lost = Notification.objects.unread(sari).count()
    print(f"TERM under load: {len(seen)} forms, {stopped} stops, {lost} lost, answers {dict(Counter(seen))}")
    assert stopped >= 2
    assert Counter(seen) == {302: FORMS}
    assert lost == 0
