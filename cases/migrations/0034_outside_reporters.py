from django.db import migrations

# Whoever complained to an outside body joins the other reporters, apart from the report itself.
MOVE = """
    INSERT INTO cases_reporter (outside_report_id, name, organisation, capacity, contact)
    SELECT id, reporter, '', '', '' FROM cases_outsidereport WHERE reporter <> '';
    SET CONSTRAINTS ALL IMMEDIATE;
"""
MOVE_BACK = """
    UPDATE cases_outsidereport SET reporter = told.name
    FROM cases_reporter told WHERE told.outside_report_id = cases_outsidereport.id;
    DELETE FROM cases_reporter WHERE incident_id IS NULL AND report_id IS NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [("cases", "0033_incoming_reports")]

    operations = [
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.RemoveField(model_name="outsidereport", name="reporter"),
    ]
