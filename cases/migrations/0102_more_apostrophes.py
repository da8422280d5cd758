"""Folds the few stored names again that have one of the apostrophes known since; the other rows are only read.

The triggers of the migration before write the new value. Nobody waits but whoever changes one of those few rows.
"""

from django.db import migrations

# As in `lib.people.folding`, and the letters that contain one of them.
ADDED = (
    "\u02b9\u02bd-\u02c1\u02c8\u02ca\u02cb\u0374\u0384\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1ffd\u1ffe"
    "\u201b\u2035\u275b\u275c\ua78b\ua78c"
)
NAMES = f"UPDATE cases_employee SET folded = NULL WHERE name ~ '[{ADDED}\u1e9a\u2036\u2037]'"
CASES = f"""
    UPDATE cases_case SET search = regexp_replace(search, '[{ADDED}]', '', 'g') WHERE search ~ '[{ADDED}]'
"""


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0101_folded_by_a_trigger"),
    ]

    operations = [
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RunSQL(CASES, migrations.RunSQL.noop),
    ]
