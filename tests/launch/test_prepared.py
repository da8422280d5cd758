"""A start skips tables, law and static files only if nothing changed since they were prepared."""

import shutil
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from conduct.launch import prepared
from conduct.launch.prepared import is_prepared, mark_of, note


class Place:
    """A data directory as the launcher sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.link = ""
        (path / "static").mkdir()
        (path / "static/.fingerprint").touch()

    def setup_link(self) -> str:
        return self.link


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def told(tmp_path_factory, monkeypatch, transactional_db):
    """The settings of a start on the database of this test, with sources of its own."""
    project = tmp_path_factory.mktemp("project")
    (project / "cases").mkdir()
    (project / "cases/table.py").write_text("one")
    shutil.copy(prepared.PROJECT / "requirements-product.lock", project)
    monkeypatch.setattr(prepared, "PROJECT", project)
    facts = connection.get_connection_params()
    login = facts["user"] + (f":{facts['password']}" if facts.get("password") else "")
    address = f"postgresql://{login}@{facts['host']}:{facts['port']}/{facts['dbname']}"
    yield {"DATABASE_URL": address, "SECRET_KEY": "rahasia" * 8}
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS NULL")


def test_a_database_that_nobody_prepared_is_prepared(told, place):
    assert not is_prepared(told, place)
    note(told)
    assert is_prepared(told, place)


def test_any_changed_file_or_setting_prepares_again(told, place):
    note(told)
    assert not is_prepared(told | {"CONDUCT_DEMO_PASSWORD": "lain"}, place)
    assert not is_prepared(told | {"SECRET_KEY": "lain" * 20}, place)
    (prepared.PROJECT / "cases/more.py").touch()
    assert not is_prepared(told, place)


def test_a_migration_taken_back_or_applied_by_hand_prepares_again(told, place):
    note(told)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_later', now())")
        try:
            assert not is_prepared(told, place)
        finally:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    assert is_prepared(told, place)


def test_missing_static_files_and_a_waiting_set_up_prepare_again(told, place):
    note(told)
    place.link = "http://127.0.0.1:8000/setup/"
    assert not is_prepared(told, place)
    place.link = ""
    (place.path / "static/.fingerprint").unlink()
    assert not is_prepared(told, place)


def test_a_database_without_tables_or_away_is_not_prepared(told, place):
    note(told)
    empty = "conduct_test_empty"
    server = psycopg2.connect(told["DATABASE_URL"])
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {empty}")
        cursor.execute(f"CREATE DATABASE {empty}")
        try:
            for address in (told["DATABASE_URL"].rpartition("/")[0] + f"/{empty}", "postgresql://127.0.0.1:1/none"):
                assert not is_prepared(told | {"DATABASE_ADMIN_URL": address}, place)
                note(told | {"DATABASE_ADMIN_URL": address})
        finally:
            cursor.execute(f"DROP DATABASE {empty}")


def test_the_mark_shows_no_password_without_the_key(told):
    other = told | {"DATABASE_URL": told["DATABASE_URL"].replace("postgresql://", "postgresql://x")}
    assert len({mark_of(told), mark_of(other), mark_of(told | {"SECRET_KEY": "k" * 50})}) == 3
