"""Migrations under traffic: the rule, and that `migrate` waits for nobody longer than a moment."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import connection, connections, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cases.management.commands import migrate
from tests.conduct.migration_rules import broken_rules

# Of the first release; later ones run while offices work.
LAST_FREE = {"cases": 100, "regulations": 20}


def migration(*operations):
    made = migrations.Migration("0001_example", "cases")
    made.operations = list(operations)
    return made


def test_no_later_migration_keeps_a_table_busy():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    later = [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in LAST_FREE and int(name[:4]) > LAST_FREE[app]
    ]
    assert [broken for migration in later for broken in broken_rules(migration)] == []


INDEX = models.Index(fields=["number"], name="x")
GENERATED = models.GeneratedField(expression=models.F("id"), output_field=models.TextField(), db_persist=True)
CHECK = models.CheckConstraint(condition=models.Q(number=""), name="y")


@pytest.mark.parametrize(
    ("operation", "is_broken"),
    [
        (migrations.AddIndex("case", INDEX), True),
        (AddIndexConcurrently("case", INDEX), False),
        (migrations.RemoveIndex("case", "x"), True),
        (migrations.AddConstraint("case", CHECK), True),
        (AddConstraintNotValid("case", CHECK), False),
        (migrations.AddField("case", "z", models.IntegerField(default=1)), True),
        (migrations.AddField("case", "z", models.IntegerField(db_default=1)), False),
        (migrations.AddField("case", "z", models.IntegerField(null=True)), False),
        (migrations.AddField("case", "z", GENERATED), True),
    ],
)
def test_the_rule_knows_what_keeps_a_table_busy(operation, is_broken):
    assert bool(broken_rules(migration(operation))) is is_broken


def test_a_table_that_the_migration_makes_is_free():
    made = migrations.CreateModel("thing", [("id", models.BigAutoField(primary_key=True))])
    assert broken_rules(migration(made, migrations.AddIndex("thing", INDEX))) == []


@pytest.fixture
def busy(transactional_db):
    """Somebody holds the table of migrations until told to stop, as a long report would hold a table."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
    yield other
    other.rollback()
    other.close()


def test_a_busy_table_is_left_and_tried_again(busy, settings, monkeypatch, capsys):
    settings.LOCK_SECONDS = 1
    monkeypatch.setattr(migrate, "PAUSE", 0.1)

    def leave():
        busy.rollback()
        connections.close_all()

    monkeypatch.setattr(migrate.Command, "_drop_half_built", lambda self: leave())
    call_command("migrate", verbosity=0)
    assert "a table is busy (try 1 of 30)" in capsys.readouterr().err


def test_a_table_that_stays_busy_ends_the_command_with_what_to_do(busy, settings, monkeypatch):
    settings.LOCK_SECONDS = 1
    monkeypatch.setattr(migrate, "PAUSE", 0.0)
    monkeypatch.setattr(migrate, "TRIES", 2)
    with pytest.raises(CommandError, match="pg_stat_activity"):
        call_command("migrate", verbosity=0)


def test_tables_of_before_the_joined_migrations_are_refused(transactional_db):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*migrate.JOINED)
    recorder.record_applied(*migrate.OLD)
    try:
        with pytest.raises(CommandError, match="older than the joined migrations"):
            call_command("migrate", verbosity=0)
    finally:
        recorder.record_applied(*migrate.JOINED)
        recorder.record_unapplied(*migrate.OLD)


def test_an_index_that_was_left_half_built_is_dropped(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX half_built ON cases_case (number)")
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half_built'::regclass")
        migrate.Command()._drop_half_built()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'half_built'")
        assert cursor.fetchone() == (0,)


def test_a_statement_of_a_page_ends_after_its_seconds():
    code = (
        "from django.db import connection; cursor = connection.cursor();"
        "cursor.execute('SHOW statement_timeout'); print(cursor.fetchone()[0]);"
        "cursor.execute('SHOW lock_timeout'); print(cursor.fetchone()[0])"
    )
    shown = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=settings.BASE_DIR, env=os.environ | {"CONDUCT_STATEMENT_SECONDS": "30"}, capture_output=True, text=True,
    )  # fmt: skip
    assert shown.stdout.split() == ["30s", "15s"], shown.stderr
