"""Fills an empty, migrated database with many cases, by SQL: `python -m benchmarks.load 10000`; needs DATABASE_URL.

The services would take hours. Counters are computed from the rows and checked.
"""

import sys
import time
from pathlib import Path

import django

SCRIPTS = sorted((Path(__file__).parent / "sql").glob("*.sql"))

# Foreign keys are not checked if the account may skip that, because the rows are derived from one another.
UNCHECKED = """
DO $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN SET session_replication_role = replica; END IF;
END $$
"""
# Plain indexes are created once at the end; those of constraints stay.
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
    """All rows in one transaction, then the planner's statistics."""
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
    """Compare the loaded counters with a recount by the product."""
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
