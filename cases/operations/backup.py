"""Writes a backup: database and files of the same moment, so that every file named by a row is included."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model

from lib.backups import archive, postgres

DUMP = "database.dump"
FILES = "files/"


@transaction.atomic
def make(path: Path, recipient: str, now: dt.datetime) -> dict[str, Any]:
    """Write an archive. ``recipient``: an age public key, or empty for no encryption. Returns the manifest.

    The archive shows the moment at which the backup begins; users can go on working. A file that was deleted meanwhile,
    such as that of a draft, is listed under ``missing``.

    Raises FileExistsError, NoTool, and CalledProcessError with the output of pg_dump; then no archive remains.
    """
    snapshot = _freeze()
    begun = path.with_name(f"{path.name}.part")
    try:
        with archive.writing(begun, recipient) as writer:
            _add_database(writer, snapshot)
            missing = _add_files(writer)
            facts = {"made_at": now.isoformat(), "migrations": migrations(), "rows": rows(), "missing": missing}
            writer.close(facts)
        begun.rename(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    return facts


def _freeze() -> str:
    """Export a snapshot, which this transaction and pg_dump share. Returns its name."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])


def _add_database(writer: archive.Writer, snapshot: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, DUMP)
        postgres.dump(connection.get_connection_params(), major(), snapshot, dump)
        with dump.open("rb") as source:
            writer.add(DUMP, dump.stat().st_size, source)


def _add_files(writer: archive.Writer) -> list[str]:
    """Add every file named by a row. Returns the names of missing files."""
    missing = []
    for name in sorted(set(_names())):
        try:
            with default_storage.open(name) as source:
                writer.add(FILES + name, source.size, source)
        except FileNotFoundError:
            missing.append(name)
    return missing


def _names() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""}).exclude(**{f"{field.name}__isnull": True})
                yield from rows.values_list(field.name, flat=True).iterator(chunk_size=2000)


def rows() -> dict[str, int]:
    """The number of rows by table."""
    tables: list[type[Model]] = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._base_manager.count() for model in tables if not model._meta.proxy}


def migrations() -> list[str]:
    """The applied migrations as "app.name", sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def major() -> int:
    """The major version of the PostgreSQL server."""
    connection.ensure_connection()
    return int(connection.pg_version) // 10000  # type: ignore[attr-defined]  # of the PostgreSQL backend
