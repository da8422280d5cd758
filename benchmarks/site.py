"""One size of the site: its database, created if missing or outdated, and its web server."""

import contextlib
import dataclasses
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

from benchmarks.pages import PRODUCT, REFERENCE, Page
from benchmarks.processor import Meter
from conduct.launch.port import free_port

PROJECT = Path(__file__).resolve().parent.parent
MADE_FROM = (
    "benchmarks/sql/**/*.sql",
    "benchmarks/reference/tables.sql",
    "benchmarks/load.py",
    "*/migrations/*.py",
    "regulations/fixtures/*",
)


def address(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def environment(database: str) -> dict[str, str]:
    """As in production except TLS: no debug pages, persistent connections, compressed static files."""
    return {
        **os.environ,
        "CONDUCT_ENV": "development",
        "CONDUCT_UNLIMITED": "1",  # one account asks as often as it can
        "CONDUCT_IDLE_MINUTES": "0",  # its session begins without signing in
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


@dataclasses.dataclass(eq=False)
class Site:
    """A web server on the database of a size: the product's, or the reference's."""

    cases: int
    pages: tuple[Page, ...] = PRODUCT
    settings: str = "benchmarks.settings"
    prepared_by: str = "benchmarks.prepare"
    application: str = "conduct.wsgi"
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database = f"conduct_bench_{self.cases // 1000}k"
        self.name = f"{self.application}-{self.cases}"
        self.port = free_port()

    @property
    def environment(self) -> dict[str, str]:
        """The connections bear the name of the site, so that their processor time can be told apart."""
        own = {"DJANGO_SETTINGS_MODULE": self.settings, "PGAPPNAME": self.name, "PORT": str(self.port)}
        return environment(self.database) | own

    def prepare(self) -> None:
        command = [sys.executable, "-m", self.prepared_by, str(self.cases)]
        done = subprocess.run(command, cwd=PROJECT, env=self.environment, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
        self.facts = json.loads(done.stdout)

    def fact(self, page: Page) -> dict[str, Any]:
        found: dict[str, Any] = self.facts["pages"][self.pages.index(page)]
        return found

    @contextlib.contextmanager
    def serving(self) -> Iterator[Meter]:
        """Run the site with the product's own gunicorn settings; stops the server afterwards."""
        command = [sys.executable, "-m", "gunicorn", "--config", "python:conduct.gunicorn", self.application]
        server = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        meter = Meter(os.environ["DATABASE_URL"], server.pid, self.name)
        try:
            self._wait_for(server)
            yield meter
        finally:
            meter.close()
            server.terminate()
            server.wait()

    def _wait_for(self, server: subprocess.Popen[bytes]) -> None:
        for _ in range(300):
            if server.poll() is not None:
                break
            with contextlib.suppress(OSError):
                self.get(self.connect(), self.pages[0])
                return
            time.sleep(0.1)
        raise SystemExit(f"{self.name} does not answer")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, connection: http.client.HTTPConnection, page: Page) -> float:
        """Milliseconds from request to the last byte."""
        cookie = f"{self.facts['cookie']}={self.facts['sessions'][page.account]}"
        began = time.perf_counter()
        connection.request("GET", self.fact(page)["path"], headers={"Cookie": cookie})
        connection.getresponse().read()
        return (time.perf_counter() - began) * 1000


def reference(cases: int) -> Site:
    """The reference pages on the database of this size; the product has to be prepared first."""
    module = "benchmarks.reference"
    return Site(cases, REFERENCE, f"{module}.settings", f"{module}.prepare", f"{module}.wsgi")
