"""Restores a backup into an empty installation, and compares the result with the manifest."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

from cases.operations import backup
from lib.backups import archive, postgres


class NotEmpty(Exception):
    """The installation already contains tables or files; the message names them."""


def restore(path: Path, identity: Path | None) -> dict[str, Any]:
    """Read the whole archive, then fill the empty database and the empty storage. Returns the manifest.

    ``identity``: the file of the age key, for an encrypted archive. Raises NotEmpty, BrokenArchive, NoTool, and
    CalledProcessError with the output of pg_restore.
    """
    _must_be_empty()
    manifest = archive.check(path, identity)
    with archive.reading(path, identity) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None or member.name == archive.MANIFEST:
                continue
            if member.name == backup.DUMP:
                _fill_database(content)
            else:
                _keep(member.name.removeprefix(backup.FILES), content)
    return manifest


def differences(manifest: dict[str, Any]) -> list[str]:
    """A sentence for each difference from the manifest: migrations, number of rows by table, hashes of files."""
    found = []
    if backup.migrations() != manifest["migrations"]:
        found.append("other migrations were applied")
    now = backup.rows()
    found += [
        f"{table}: {now.get(table)} rows, not {n}" for table, n in manifest["rows"].items() if now.get(table) != n
    ]
    for name, expected in manifest["sha256"].items():
        if name.startswith(backup.FILES) and _fingerprint(name.removeprefix(backup.FILES)) != expected:
            found.append(f"{name} is missing or differs")
    return found


def _must_be_empty() -> None:
    if tables := connection.introspection.table_names():
        raise NotEmpty(f"the database has {len(tables)} tables: restore into a new one")
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return
    if folders or files:
        raise NotEmpty("files are stored already: restore into an empty place")


def _fill_database(content: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, backup.DUMP)
        with dump.open("wb") as target:
            while chunk := content.read(archive.CHUNK):
                target.write(chunk)
        postgres.restore(connection.get_connection_params(), backup.major(), dump)


def _keep(name: str, content: Any) -> None:
    kept = default_storage.save(name, File(content, name))
    if kept != name:
        raise NotEmpty(f"{name} is stored already")


def _fingerprint(name: str) -> str:
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
