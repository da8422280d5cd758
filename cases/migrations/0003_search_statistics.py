"""Finer statistics on the search text.

From the usual hundred samples the planner takes every phrase for a frequent one, reads the cases newest first and, for a
rare name, reads them all instead of asking the trigram index.
"""

from django.db import migrations

COLUMN = "ALTER TABLE cases_case ALTER COLUMN search SET STATISTICS"


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_append_only")]

    operations = [migrations.RunSQL(f"{COLUMN} 1000", f"{COLUMN} -1")]
