"""The audit trail and the evidence refuse change and deletion, whoever asks.

Row triggers without TRUNCATE, because the flush of transactional tests truncates; in production the application's database role has no
TRUNCATE on these tables (docs/operations.md).
"""

from django.db import migrations

TABLES = ("cases_auditentry", "cases_evidenceitem")

CREATE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in TABLES
)
DROP = "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in TABLES) + "DROP FUNCTION refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases")]

    operations = [migrations.RunSQL(CREATE, DROP)]
