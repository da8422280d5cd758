"""One size of the site: its database, created if missing or outdated, and its web server."""

import contextlib
import datetime as dt
import hashlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from conduct.launch.port import free_port

PROJECT = Path(__file__).resolve().parent.parent
MADE_FROM = ("benchmarks/sql/**/*.sql", "benchmarks/load.py", "*/migrations/*.py", "regulations/fixtures/*")


def address(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def environment(database: str) -> dict[str, str]:
    """As in production except TLS: no debug pages, persistent connections, compressed static files."""
    return {
        **os.environ,
        "CONDUCT_ENV": "development",
        "CONDUCT_UNLIMITED": "1",  # one account asks as often as it can
        "DATABASE_URL": address(database),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "WEB_CONCURRENCY": "2",
    }


def python(database: str, *arguments: str) -> str:
    """Run a Python module with a database; returns its output."""
    command = [sys.executable, "-m", *arguments]
    variables = environment(database)
    done = subprocess.run(command, cwd=PROJECT, env=variables, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own
    return done.stdout


def fingerprint() -> str:
    """Changes with the date (rows have relative dates), the loader, the tables and the law."""
    digest = hashlib.sha256(dt.date.today().isoformat().encode())
    for pattern in MADE_FROM:
        for path in sorted(PROJECT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def scratch_database(name: str, *, with_law: bool = False) -> Iterator[None]:
    """A migrated database beside the one of DATABASE_URL, dropped in the end."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True  # databases are not made in a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            python(name, "django", "migrate", "--verbosity", "0")
            if with_law:
                python(name, "django", "load_law")
            yield
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def ensure_databases(names: list[str]) -> None:
    """Create empty, migrated databases for names without one of this fingerprint."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True  # a database cannot be created in a transaction
    mark, base = fingerprint(), "conduct_bench_base"
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [base])  # simultaneous runs wait here
        cursor.execute("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s", [mark])
        missing = sorted(set(names) - {name for (name,) in cursor.fetchall()})
        if not missing:
            return
        cursor.execute(f"DROP DATABASE IF EXISTS {base}")
        cursor.execute(f"CREATE DATABASE {base}")
        python(base, "django", "migrate", "--verbosity", "0")
        python(base, "django", "load_law")
        for name in missing:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {base}")
            cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [mark])
        cursor.execute(f"DROP DATABASE {base}")


class Site:
    """A size of the site while its server runs."""

    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.database = f"conduct_bench_{cases // 1000}k"
        self.port = free_port()
        self.facts: dict[str, Any] = {}

    def prepare(self) -> None:
        self.facts = json.loads(python(self.database, "benchmarks.prepare", str(self.cases)))

    @contextlib.contextmanager
    def serving(self) -> Iterator["Site"]:
        """Run the site with the product's own gunicorn settings; stops the server afterwards."""
        command = [sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi"]
        variables = {**environment(self.database), "PORT": str(self.port)}
        server = subprocess.Popen(command, cwd=PROJECT, env=variables, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        try:
            self._wait_for(server)
            yield self
        finally:
            server.terminate()
            server.wait()

    def _wait_for(self, server: subprocess.Popen[bytes]) -> None:
        for _ in range(300):
            if server.poll() is not None:
                break
            with contextlib.suppress(OSError):
                self.get(self.connect(), 0, "bkpsdm")
                return
            time.sleep(0.1)
        raise SystemExit(f"the site of {self.cases} cases does not answer")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, connection: http.client.HTTPConnection, page: int, account: str) -> float:
        """Milliseconds from request to the last byte."""
        cookie = f"{self.facts['cookie']}={self.facts['sessions'][account]}"
        began = time.perf_counter()
        connection.request("GET", self.facts["pages"][page]["path"], headers={"Cookie": cookie})
        connection.getresponse().read()
        return (time.perf_counter() - began) * 1000
