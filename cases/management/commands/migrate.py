"""Django's migrate for an office that works meanwhile, and then the rights of the application's role.

A migration that waits for a lock makes every later query on the table wait behind it. So it gives up after
CONDUCT_LOCK_SECONDS, lets the others pass, and tries again.

Who holds DATABASE_ADMIN_URL acts as the owner of the tables; the role that gets the rights stands in DATABASE_URL.
"""

import time
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg2.errors import LockNotAvailable

from lib import database_rights

TRIES = 30
PAUSE = 2.0  # seconds, for those who waited behind
OLD, JOINED = ("cases", "0002_append_only"), ("cases", "0079_paraf_of_letters")
INVALID = """
    SELECT format('DROP INDEX CONCURRENTLY %I.%I', nspname, relname)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE NOT indisvalid AND nspname = current_schema()
"""


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate_patiently(*args, **options)
        if not settings.IS_OWNER or options["plan"] or options["check_unapplied"]:
            return
        tables, database = apps.get_models(include_auto_created=True), settings.APPLICATION_DATABASE
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                database_rights.grant(cursor, tables, role=database["USER"], password=database["PASSWORD"])
        except database_rights.StrongRole as error:
            raise CommandError(str(error)) from None

    def _refuse_older_tables(self) -> None:
        """Tables of before the migrations that were joined into one cannot be brought up to date by it."""
        applied = MigrationRecorder(connection).applied_migrations()
        if OLD in applied and JOINED not in applied:
            raise CommandError("these tables are older than the joined migrations: see docs/operations.md, Upgrades")

    def _migrate_patiently(self, *args: Any, **options: Any) -> None:
        for attempt in range(1, TRIES + 1):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{settings.LOCK_SECONDS}s"])
            try:
                self._refuse_older_tables()
                super().handle(*args, **options)
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(f"a table is busy (try {attempt} of {TRIES}): {error}")
                time.sleep(PAUSE)
                self._drop_half_built()
        raise CommandError(
            "a table stayed busy: end long transactions (see pg_stat_activity) or migrate at a quiet hour"
        )

    def _drop_half_built(self) -> None:
        """Indexes that CREATE INDEX CONCURRENTLY left invalid when it gave up; it builds them anew."""
        with connection.cursor() as cursor:
            cursor.execute(INVALID)
            for (drop,) in cursor.fetchall():
                cursor.execute(drop)
