"""The trigger of the changes of law is declared beside its model from here on."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

DROP = "DROP TRIGGER regulations_lawchange_append_only ON regulations_lawchange;"
CREATE = """
CREATE TRIGGER regulations_lawchange_append_only BEFORE UPDATE OR DELETE ON regulations_lawchange
FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('regulations', '0011_indonesian_plurals'),
    ]

    operations = [
        migrations.RunSQL(DROP, CREATE),
        pgtrigger.migrations.AddTrigger(
            model_name='lawchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='f261c9bf19e3019dd5851aad0c128bf69acbfaa6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f00f', table='regulations_lawchange', when='BEFORE')),
        ),
    ]
