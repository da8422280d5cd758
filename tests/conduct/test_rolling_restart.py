"""F15 of docs/reliability.md: web servers are restarted one after the other behind the documented nginx, under load."""

import http.client
import shutil
import ssl
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import ExitStack, closing, suppress
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from cases.models import Case
from conduct.launch.port import free_port
from tests.samples.nginx import certificate, configured
from tests.samples.workers import environment_of_processes

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]
VISITORS = 6
ROUNDS = 2  # restarts of each server


class Server:
    """gunicorn as it is shipped, on a port of its own."""

    def __init__(self, environment, log):
        self.port, self.log = free_port(), log
        self.environment = environment | {"PORT": str(self.port), "WEB_CONCURRENCY": "1"}
        self.start()

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi"]
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment, stderr=self.log)
        give_up = time.monotonic() + 60
        while True:
            with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as client:
                client.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
                if client.getresponse().status == 200:
                    return
            assert time.monotonic() < give_up, "gunicorn did not start"
            time.sleep(0.1)

    def stop(self):
        """As systemd does: TERM, and the end is waited for."""
        self.process.terminate()
        self.process.wait(40)


@pytest.fixture
def site(tmp_path):
    """Two servers behind nginx; yields the port of nginx and the servers."""
    certificate(tmp_path)
    (tmp_path / "evidence").mkdir()
    environment = environment_of_processes(tmp_path) | {
        "ALLOWED_HOSTS": "127.0.0.1", "CONDUCT_TLS_PROXY": "true", "CONDUCT_UNLIMITED": "true",
    }  # fmt: skip
    with (tmp_path / "log").open("w") as log, ExitStack() as stack:
        servers = [Server(environment, log) for _ in range(2)]
        for server in servers:
            stack.callback(server.stop)
        port = free_port()
        (tmp_path / "nginx.conf").write_text(configured(tmp_path, port, [each.port for each in servers]))
        program = shutil.which("nginx")
        assert program, "nginx is missing: .ci/run installs it"
        nginx = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf")], stderr=log)
        stack.callback(nginx.wait, 20)
        stack.callback(nginx.terminate)
        while not (tmp_path / "pid").exists():
            assert nginx.poll() is None
            time.sleep(0.05)
        yield port, servers


class Visitor(threading.Thread):
    """Reads the list and records cases, one after the other, until told to stop; counts what was answered."""

    def __init__(self, port, cookies, form, over):
        super().__init__()
        self.port, self.cookies, self.form, self.over = port, cookies, form, over
        self.answers, self.recorded, self.slowest = Counter(), 0, 0.0

    def run(self):
        while not self.over.is_set():
            self.answers[self.ask("GET", "/cases/")[0]] += 1
            status, there = self.ask("POST", "/incidents/new/", self.unlike())
            self.answers[status] += 1
            self.recorded += status == 302 and "/cases/" in there

    def unlike(self):
        """A report that resembles no other, so that none is suggested."""
        words = " ".join(uuid.uuid4().hex for _ in range(8))
        return self.form | {"submission": str(uuid.uuid4()), "summary": words}

    def ask(self, method, path, form=None):
        headers = {"Cookie": self.cookies, "Referer": f"https://127.0.0.1:{self.port}/"}
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        trusting = ssl._create_unverified_context()
        try:
            with closing(http.client.HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=60)) as client:
                client.request(method, path, urlencode(form or {}), headers)
                answer = client.getresponse()
                answer.read()
                return answer.status, answer.headers.get("Location", "")
        except OSError as fault:
            return type(fault).__name__, ""
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)


def test_servers_restarted_under_load_lose_no_request_and_double_none(site, sari, dinas_a, tmp_path):
    port, servers = site
    officer = Client()
    officer.force_login(sari)
    token = "a" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={officer.session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    form = {"csrfmiddlewaretoken": token, "agency": dinas_a.pk}
    over = threading.Event()
    visitors = [Visitor(port, cookies, form, over) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for server in servers * ROUNDS:
        time.sleep(2)
        server.stop()
        server.start()
    over.set()
    for visitor in visitors:
        visitor.join(90)
    answers = sum((visitor.answers for visitor in visitors), Counter())
    recorded = sum(visitor.recorded for visitor in visitors)
    slowest = max(visitor.slowest for visitor in visitors)
    print(f"\n{len(servers) * ROUNDS} restarts, answers {dict(answers)}, {recorded} cases, slowest {slowest:.1f} s")
    assert set(answers) <= {200, 302}, (answers, (tmp_path / "log").read_text()[-3000:])
    assert Case.objects.count() == recorded > 20
