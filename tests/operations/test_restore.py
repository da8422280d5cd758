"""A backup restored in this process: equal to its manifest, and refused where something is already."""

from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from cases.models import AuditEntry, Case, EvidenceItem, Submission
from cases.operations import backup, restore
from lib.backups import archive


@contextmanager
def connected_to(name):
    """Django's connection leads to another database of the same server."""
    own = connections["default"]
    other = own.copy()
    other.settings_dict["NAME"] = name
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = own


@pytest.fixture
def empty_installation(empty_database, settings, tmp_path):
    """An installation with an empty database and an empty storage."""

    @contextmanager
    def entered():
        here, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "elsewhere"
        with connected_to(empty_database.rpartition("/")[2]):
            yield
        settings.MEDIA_ROOT = here

    return entered


def test_an_installation_restored_from_a_backup_equals_the_manifest(office, archive_of, empty_installation, capsys):
    number, entries = office.number, AuditEntry.objects.count()
    with default_storage.open(EvidenceItem.objects.get().file.name) as file:
        content = file.read()
    with empty_installation():
        call_command("restore", archive_of)
        assert Case.objects.get().number == number and AuditEntry.objects.count() == entries
        with default_storage.open(EvidenceItem.objects.get().file.name) as file:
            assert file.read() == content
    assert "restored what was there at" in capsys.readouterr().out


def test_nothing_is_restored_over_tables(archive_of):
    with pytest.raises(CommandError, match=r"the database has \d+ tables: restore into a new one"):
        call_command("restore", archive_of)


def test_nothing_is_restored_beside_files(archive_of, empty_installation):
    with empty_installation():
        default_storage.save("evidence/foto.jpg", ContentFile(b"jpg"))
        with pytest.raises(CommandError, match="files are stored already"):
            call_command("restore", archive_of)
        assert connection.introspection.table_names() == []


def test_an_encrypted_backup_is_not_restored_without_its_key(office, secret, tmp_path, empty_installation):
    call_command("backup", tmp_path / "backups")
    (path,) = (tmp_path / "backups").iterdir()
    with empty_installation(), pytest.raises(CommandError, match="is encrypted"):
        call_command("restore", path)


def test_a_restore_that_differs_from_its_manifest_fails(archive_of, empty_installation, monkeypatch):
    monkeypatch.setattr(restore, "_keep", lambda name, content: None)  # a storage that loses what it is given
    with empty_installation(), pytest.raises(CommandError, match="is missing or differs"):
        call_command("restore", archive_of)


def test_the_comparison_names_other_rows_files_and_migrations(office, sari, archive_of):
    manifest = archive.check(archive_of, None)
    assert restore.differences(manifest) == []
    name = EvidenceItem.objects.get().file.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"other"))
    now = timezone.now()
    Submission.objects.create(key="0" * 32, user=sari, fingerprint="", location="/", at=now)
    manifest["migrations"].append("cases.9999_later")
    assert restore.differences(manifest) == [
        "other migrations were applied",
        "cases_submission: 1 rows, not 0",
        f"{backup.FILES}{name} is missing or differs",
    ]
