"""Fills an empty, migrated database with many cases, by SQL: `python -m benchmarks.load 10000` with DATABASE_URL set.

Not through the services, which would take hours; the counters are counted from the rows, and checked against them.
"""

import sys
import time
from pathlib import Path

import django

SCRIPTS = sorted((Path(__file__).parent / "sql").glob("*.sql"))

# Checks of foreign keys are left out where the account may: the rows come from one another.
UNCHECKED = """
DO $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN SET session_replication_role = replica; END IF;
END $$
"""
# Plain indexes are made once at the end instead of row by row; those behind constraints stay.
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename LIKE 'cases\\_%%'
  AND indexname NOT IN (SELECT conname FROM pg_constraint) AND indexdef NOT LIKE '%%UNIQUE%%'
"""
SEQUENCES = """
SELECT format('SELECT setval(%%L, greatest((SELECT max(id) FROM %%I), 1))',
              pg_get_serial_sequence(table_name, 'id'), table_name)
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name LIKE 'cases\\_%%' AND column_name = 'id' AND is_identity = 'YES'
"""


def load(cases: int, scripts: list[Path]) -> None:
    """All rows in one transaction, then the statistics that the planner needs."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute("SELECT set_config('bench.cases', %s, true)", [str(cases)])
            cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'")
            cursor.execute(UNCHECKED)
            cursor.execute(INDEXES, [])
            indexes = cursor.fetchall()
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            for script in scripts:
                cursor.execute(script.read_text())
            for _, definition in indexes:
                cursor.execute(definition)
            cursor.execute(SEQUENCES, [])
            for (reset,) in cursor.fetchall():
                cursor.execute(reset)
            cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")


def check() -> None:
    """The counters that were loaded equal a recount by the product itself."""
    from cases.dashboard import tally_check as tallies

    if found := tallies.differences():
        raise SystemExit(f"the loaded counters are wrong: {found}")


def main(cases: int) -> None:
    began = time.monotonic()
    load(cases, SCRIPTS)
    check()
    print(f"loaded {cases:,} cases in {time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
