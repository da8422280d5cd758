"""Two hundred senders that drip a byte a second do not slow the others, without any proxy."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from conduct.patient_worker import BUFFERED, PEEKED, state_of

DRIPPING = 200
HEAD = b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (b"", "whole"),  # closed by the sender
        (b"G", "part"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", "part"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "whole"),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", "part"),
        (b"POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabc", "whole"),
        (b"POST / HTTP/1.1\r\nContent-Length: 999999\r\n\r\n" + b"a" * BUFFERED, "large"),
        (b"POST / HTTP/1.1\r\nContent-Length: 999999\r\n\r\nab", "part"),
        (b"x" * PEEKED, "whole"),  # the parser says that it is too long
    ],
)
def test_what_has_arrived_of_a_request(seen, state):
    assert state_of(seen) == state


@contextmanager
def served(*options):
    """gunicorn as it is shipped, with one worker: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "1", "ALLOWED_HOSTS": "127.0.0.1"}
    environment["CONDUCT_DEBUG"] = "true"  # no manifest of collected static files is asked for
    command = [sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", *options, "conduct.wsgi"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL)
    try:
        for _try in range(300):
            try:
                ask(port)
                break
            except OSError:
                time.sleep(0.2)
        yield port, process
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def server():
    with served() as (port, _process):
        yield port


def ask(port, path="/robots.txt"):
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200
    return time.monotonic() - began


def p95(port, times=60):
    return sorted(ask(port) for _each in range(times))[int(times * 0.95) - 1]


class Drips:
    """Connections that send a byte of a request a second: half of them in the head, half in a body."""

    def __init__(self, port):
        self.sockets = [socket.create_connection(("127.0.0.1", port)) for _each in range(DRIPPING)]
        for each in self.sockets[: DRIPPING // 2]:
            each.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._drip, daemon=True)
        self.thread.start()

    def _drip(self):
        while not self.stop.wait(1):
            for each in self.sockets:
                try:
                    each.send(b"a")
                except OSError:  # the server closed it
                    continue

    def end(self):
        self.stop.set()
        self.thread.join()
        for each in self.sockets:
            each.close()


@pytest.mark.process
def test_two_hundred_dripping_connections_leave_the_others_within_twice_their_time(server):
    alone = p95(server)
    drips = Drips(server)
    time.sleep(2)
    try:
        among = p95(server)
    finally:
        drips.end()
    print(f"p95 alone {alone * 1000:.1f} ms, among {DRIPPING} dripping {among * 1000:.1f} ms")
    assert among <= 2 * alone + 0.02  # what a busy machine adds by itself


@pytest.mark.process
def test_a_sender_that_never_ends_its_head_is_closed(server):
    with socket.create_connection(("127.0.0.1", server), timeout=40) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        began = time.monotonic()
        with suppress(ConnectionResetError):
            assert slow.recv(100) == b""
        assert 15 < time.monotonic() - began < 35


@pytest.mark.process
def test_a_large_body_arrives_whole(server):
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=30)
    connection.request("POST", "/login/", body=b"x" * 1_500_000, headers={"Content-Type": "text/plain"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (302, 403, 413)


def workers_of(process):
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


@pytest.mark.process
def test_a_worker_is_replaced_after_its_requests_and_no_request_fails():
    with served("--max-requests", "20", "--max-requests-jitter", "0") as (port, process):
        first = workers_of(process)
        for _each in range(60):
            ask(port)
        assert workers_of(process) and not workers_of(process) & first
