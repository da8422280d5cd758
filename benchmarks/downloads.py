"""Compares downloads of evidence with nginx alone: `python -m benchmarks.downloads`. Needs nginx and PostgreSQL.

Each download is the product's own: session, permission, reason, custody entry, and the file. nginx sends it after
X-Accel-Redirect, otherwise gunicorn. Slow clients show the effect of downloads on other requests.
"""

import contextlib
import hashlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psycopg2

from benchmarks.site import PROJECT, environment, python
from conduct.launch.port import free_port

DATABASE = "conduct_bench_downloads"
MEGABYTE = 1024 * 1024
SIZES = (100, 1024)  # megabytes: a reference file and a video
ROUNDS = 7  # the median or the best: on a shared machine only a miss of both counts
LEAST, FIRST = 0.95, 2.0  # share of nginx's own speed for the video; multiple of its first byte
SLOW = 24  # clients that request a file and stop reading; the site has eight threads
NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; {user}
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; sendfile_max_chunk 0;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream site {{ server 127.0.0.1:{site}; keepalive 8; }}
  server {{
    listen 127.0.0.1:{port};
    location /plain/ {{ alias {folder}/evidence/; }}
    location /kept/ {{ internal; alias {folder}/evidence/; }}
    location / {{
      proxy_pass http://site; proxy_set_header Host 127.0.0.1; proxy_http_version 1.1; proxy_set_header Connection "";
    }}
  }}
}}
"""
CSRF = "a" * 32


class Server:
    """A port, and the request of one client."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port, self.session = port, session

    def ask(self, path: str, *, reason: str = "") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        if not reason:
            connection.request("GET", path)
        else:
            headers = {
                "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
                "X-CSRFToken": CSRF,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", path, urlencode({"reason": reason}), headers)
        return connection.getresponse()

    def take(self, path: str, size: int, buffer: bytearray, *, reason: str = "") -> tuple[float, float]:
        """Megabytes for each second, and milliseconds to the first byte."""
        start, first, got = time.perf_counter(), 0.0, 0
        response = self.ask(path, reason=reason)
        while read := response.readinto(buffer):
            first = first or time.perf_counter() - start
            got += read
        if (response.status, got) != (200, size):
            raise SystemExit(f"{path}: {response.status} with {got} bytes")
        return size / MEGABYTE / (time.perf_counter() - start), first * 1000


def prepare(folder: Path) -> tuple[str, dict[int, int]]:
    """The session of an account and a piece of evidence for each size, in a separate database."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    python(DATABASE, "django", "migrate", "--verbosity", "0")
    printed = python(DATABASE, "benchmarks.downloads", "prepare", str(folder / "evidence")).split()
    return printed[0], {int(size): int(pk) for size, pk in (pair.split(":") for pair in printed[1:])}


def fill(evidence: Path) -> None:
    """Part of ``prepare``, in a process that uses that database: prints session and evidence."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from cases.models import Agency, Case, EvidenceItem, Government, Role, User

    now = timezone.now()
    government = Government.objects.create(name="Kota Ukur", region="kota-ukur")
    agency = Agency.objects.plant(
        government=government, code="ukur", name="Dinas Ukur", parent=None, kind=Agency.Kind.DEPARTMENT,
        short_name="Ukur", head_title="Kepala",
    )  # fmt: skip
    user = User.objects.create(username="ukur", role=Role.BKPSDM, government=government, agency=agency)
    case = Case.objects.create(government=government, agency=agency, number="KS-UKUR", title="Ukur", opened_at=now)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(session.session_key)
    evidence.mkdir(parents=True, exist_ok=True)
    for number, size in enumerate(SIZES, 1):
        digest, piece = hashlib.sha256(), os.urandom(MEGABYTE)
        with (evidence / str(size)).open("wb") as file:
            for _ in range(size):
                file.write(piece)
                digest.update(piece)
        item = EvidenceItem.objects.create(
            case=case, code=f"B-{number:02}", kind="VIDEO", title="Ukur", file=str(size), original_name="ukur.mp4",
            content_type="video/mp4", size=size * MEGABYTE, sha256=digest.hexdigest(), added_by=user, added_at=now,
        )  # fmt: skip
        print(f"{size}:{item.pk}")


@contextlib.contextmanager
def running(*command: str, variables: dict[str, str] | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=PROJECT, env=variables, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def serve(folder: Path, port: int, accel: str) -> contextlib.AbstractContextManager[None]:
    variables = {
        **environment(DATABASE), "PORT": str(port), "CONDUCT_DATA_DIR": str(folder), "CONDUCT_ACCEL_PREFIX": accel,
    }  # fmt: skip
    return running(
        sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi", variables=variables
    )


def wait_for(server: Server) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.ask("/healthz").status == 200:
                return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {server.port}")


def others_wait(server: Server, path: str) -> tuple[int, float]:
    """The number of slow clients whose download began, and milliseconds until another page answers; infinite for
    never."""
    lines = []
    body = urlencode({"reason": "Mengukur"}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={server.session}; csrftoken={CSRF}\r\n"
        f"X-CSRFToken: {CSRF}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    for _ in range(SLOW):
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall(head + body)
        lines.append(line)
    time.sleep(5)
    begun = 0
    for line in lines:
        line.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            begun += b" 200 " in line.recv(16)
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        return begun, (time.perf_counter() - start) * 1000
    except TimeoutError:
        return begun, float("inf")
    finally:
        connection.close()
        for line in lines:
            line.close()


def main() -> int:
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        raise SystemExit("nginx is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        session, items = prepare(folder)
        site, bare, front = free_port(), free_port(), free_port()
        user = "user root;" if os.getuid() == 0 else ""
        configuration = NGINX.format(folder=folder, port=front, site=site, user=user)
        (folder / "nginx.conf").write_text(configuration)
        with (
            serve(folder, site, "/kept/"),
            serve(folder, bare, ""),
            running(nginx, "-c", str(folder / "nginx.conf"), "-p", name),
        ):
            through, alone = Server(front, session), Server(bare, session)
            wait_for(through)
            wait_for(alone)
            return report(through, alone, items)


def report(through: Server, alone: Server, items: dict[int, int]) -> int:
    buffer, missed = bytearray(MEGABYTE), 0
    for size, pk in items.items():
        path = f"/evidence/{pk}/original/"
        measured: dict[str, list[tuple[float, float]]] = {"nginx alone": [], "X-Accel": [], "gunicorn": []}
        for turn in range(ROUNDS + 2):  # the first two open connections and read the file for the first time
            taken = [
                through.take(f"/plain/{size}", size * MEGABYTE, buffer),
                through.take(path, size * MEGABYTE, buffer, reason="Mengukur"),
                alone.take(path, size * MEGABYTE, buffer, reason="Mengukur"),
            ]
            for found, one in zip(measured.values(), taken, strict=True):
                found.extend([one] if turn > 1 else [])
        speeds = {name: statistics.median(speed for speed, _ in found) for name, found in measured.items()}
        firsts = {name: statistics.median(first for _, first in found) for name, found in measured.items()}
        best = {name: max(speed for speed, _ in found) for name, found in measured.items()}
        for name in measured:
            print(
                f"{size:5} MB {name:12} {speeds[name]:6.0f} MiB/s, at best {best[name]:6.0f}, "
                f"first byte {firsts[name]:6.1f} ms"
            )
        ratio = max(speeds["X-Accel"] / speeds["nginx alone"], best["X-Accel"] / best["nginx alone"])
        wait = firsts["X-Accel"] / firsts["nginx alone"]
        missed += size == SIZES[-1] and ratio < LEAST
        print(f"{'OK  ' if ratio >= LEAST else 'MISS'} {size} MB: {ratio:.2f} of nginx alone (at least {LEAST})")
        print(f"{'OK  ' if wait <= FIRST else 'MISS'} {size} MB: first byte after {wait:.1f} times as long ({FIRST})")
    path = f"/evidence/{items[SIZES[-1]]}/original/"
    for name, server in (("X-Accel", through), ("gunicorn", alone)):
        begun, wait = others_wait(server, path)
        print(f"{SLOW} slow readers, {name}: {begun} downloads begun, somebody else waits {wait:.0f} ms")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        fill(Path(sys.argv[2]))
    else:
        sys.exit(main())
