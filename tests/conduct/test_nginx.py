"""The documented nginx, with the real program: sizes, addresses, compression, files, and a server that stops."""

import json
import shutil
import ssl
import subprocess
import time
from contextlib import closing
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import resolve

from conduct.launch.port import free_port
from tests.samples.nginx import certificate, configured

MEGABYTE = 1 << 20
pytestmark = pytest.mark.process


class Application(BaseHTTPRequestHandler):
    """Answers with what it was told, or lets nginx send a file; it counts in place of Conduct."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = {name.lower(): value for name, value in self.headers.items()}
        answer = json.dumps({"told": told, "bytes": len(body), "padding": "x" * 2000}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if self.path == "/evidence/1/file/":
            self.send_header("X-Accel-Redirect", "/kept/bukti.jpg")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    """nginx before one server that answers and one that is down; yields its port."""
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    (folder / "evidence").mkdir()
    (folder / "evidence" / "bukti.jpg").write_bytes(b"bukti" * 1000)
    application = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    Thread(target=application.serve_forever, daemon=True).start()
    port = free_port()
    (folder / "nginx.conf").write_text(configured(folder, port, [free_port(), application.server_port]))
    program = shutil.which("nginx")
    assert program, "nginx is missing: .ci/run installs it"
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        give_up = time.monotonic() + 20
        while not (folder / "pid").exists():
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < give_up
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
        application.shutdown()
        application.server_close()


def ask(port, method, path, body=None, **headers):
    trusting = ssl._create_unverified_context()
    with closing(HTTPSConnection("127.0.0.1", port, context=trusting, timeout=20)) as client:
        client.request(method, path, body, headers)
        response = client.getresponse()
        return response.status, response.headers, response.read()


def told(port, **headers):
    return json.loads(ask(port, "GET", "/cases/", **headers)[2])["told"]


def test_the_application_learns_the_real_address_and_the_whole_host(nginx):
    heard = told(nginx, **{"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "http"})
    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["x-forwarded-proto"] == "https"
    assert heard["host"] == f"127.0.0.1:{nginx}"


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [
        ("/login/", 2, 200),
        ("/login/", 4, 413),
        ("/incidents/new/", 150, 200),
        ("/incidents/drafts/x/files/y/", 50, 200),
        ("/letters/heads/new/", 41, 413),
        ("/lapor/kota-contoh/", 60, 200),
        ("/lapor/kota-contoh/", 71, 413),
    ],
)
def test_a_body_may_be_as_large_as_its_page_takes_and_no_larger(nginx, path, megabytes, status):
    try:
        assert ask(nginx, "POST", path, b"x" * (megabytes * MEGABYTE))[0] == status
    except (BrokenPipeError, ConnectionResetError):
        assert status == 413  # it hung up before everything was sent


def test_pages_are_compressed_for_who_takes_it(nginx):
    status, headers, body = ask(nginx, "GET", "/cases/", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert len(body) < 1000
    assert ask(nginx, "GET", "/cases/")[1]["Content-Encoding"] is None


def test_files_leave_through_the_application_only(nginx):
    status, headers, body = ask(nginx, "GET", "/evidence/1/file/")
    assert (status, body) == (200, b"bukti" * 1000)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert ask(nginx, "GET", "/kept/bukti.jpg")[0] == 404


def test_a_server_that_is_down_costs_no_request(nginx):
    assert {ask(nginx, "POST", "/login/", b"a=b")[0] for _ in range(20)} == {200}


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/new/",
        "/incidents/share/",
        "/people/imports/",
        "/people/past-cases/",
        "/documents/new/",
        "/hearings/",
    ],
)
def test_the_addresses_of_the_file_are_those_of_the_application(path):
    assert resolve(path).url_name
