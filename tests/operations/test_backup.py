"""A backup is restored into an empty installation, end to end, and what was changed in it is found."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from threading import Thread

import psycopg2
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from cases.models import AuditEntry, EvidenceItem
from cases.operations import backup
from lib.backups import archive


def made(folder) -> Path:
    call_command("backup", folder)
    (path,) = folder.iterdir()
    return path


def restore(path, database, data, *more):
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(path), *more],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database, "CONDUCT_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
    )


def ask(database, question):
    with psycopg2.connect(database) as other, other.cursor() as cursor:
        cursor.execute(question)
        found = cursor.fetchone()[0]
    other.close()
    return found


@pytest.mark.process
def test_an_encrypted_backup_is_restored_into_an_empty_installation(office, secret, empty_database, tmp_path):
    path = made(tmp_path / "backups")
    assert path.suffix == ".age" and path.stat().st_mode & 0o777 == 0o600
    assert office.number.encode() not in path.read_bytes()
    data = tmp_path / "elsewhere"
    assert "is encrypted" in restore(path, empty_database, data).stderr
    done = restore(path, empty_database, data, "--identity", str(secret))
    assert done.returncode == 0, done.stderr
    assert ask(empty_database, "SELECT number FROM cases_case") == office.number
    assert ask(empty_database, "SELECT count(*) FROM cases_auditentry") == AuditEntry.objects.count()
    item = EvidenceItem.objects.get()
    with default_storage.open(item.file.name) as kept:
        assert (data / "evidence" / item.file.name).read_bytes() == kept.read()
    again = restore(path, empty_database, tmp_path / "third", "--identity", str(secret))
    assert again.returncode == 1
    assert "restore into a new one" in again.stderr


def test_an_archive_that_is_whole_is_called_so(office, tmp_path, capsys):
    path = made(tmp_path / "backups")
    call_command("verify", path)
    assert "1 files" in capsys.readouterr().out


def test_a_changed_file_is_found(office, tmp_path):
    path = made(tmp_path / "backups")
    content = bytearray(path.read_bytes())
    with tarfile.open(path) as tar:
        place = next(member.offset_data for member in tar if member.name.startswith("files/"))
    content[place + 10] ^= 1
    path.write_bytes(content)
    with pytest.raises(CommandError, match="1 members are missing or differ: files/"):
        call_command("verify", path)


@pytest.mark.parametrize("encrypted", [False, True])
def test_an_archive_that_breaks_off_is_found(request, office, tmp_path, encrypted):
    identity = request.getfixturevalue("secret") if encrypted else None
    path = made(tmp_path / "backups")
    path.write_bytes(path.read_bytes()[:-40000])
    with pytest.raises(CommandError):
        call_command("verify", path, identity=identity)


def test_a_file_that_is_gone_is_named_and_stops_nothing(office, tmp_path, capsys):
    item = EvidenceItem.objects.get()
    default_storage.delete(item.file.name)
    made(tmp_path / "backups")
    assert f"gone: {item.file.name}" in capsys.readouterr().err


def test_a_backup_that_fails_leaves_nothing_behind(office, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    monkeypatch.setattr(default_storage, "open", lambda name: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", folder)
    assert list(folder.iterdir()) == []


def test_rows_written_meanwhile_are_not_in_it(office, tmp_path, monkeypatch):
    """The dump, the counts and the list of files are of one moment."""
    whole = backup._add_database

    def write_a_row():
        Session.objects.create(session_key="x", session_data="", expire_date=timezone.now())
        connections.close_all()

    def interrupted(writer, snapshot):
        thread = Thread(target=write_a_row)
        thread.start()
        thread.join()
        whole(writer, snapshot)

    monkeypatch.setattr(backup, "_add_database", interrupted)
    manifest = archive.check(made(tmp_path / "backups"), None)
    assert Session.objects.count() == 1
    assert manifest["rows"]["django_session"] == 0
