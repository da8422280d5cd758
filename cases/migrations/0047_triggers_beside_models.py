"""Triggers are declared beside their models from here on; the ones written by hand in 0002-0037 give way to them.

What they refuse stays the same. New: who read what, the nightly comparisons and Django's log of the administration pages.
"""
import django.contrib.admin.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


APPEND_ONLY = (
    "auditentry", "evidenceitem", "registerentry", "regulationdocument", "custodyentry", "letter", "lettertemplate",
    "conflictdeclaration", "signedsheet", "minutes", "minutessignature", "minutesaddendum", "minuteshandover", "signedcopy",
    "nationalrecord", "trustedtimestamp", "reportmessage", "reportfile", "reporterreading", "teamnoteversion", "letterhead",
)
BEFORE = {
    **{f"cases_{model}": f"cases_{model}_append_only" for model in APPEND_ONLY},
    "cases_receipt": "cases_receipt_confirmed_stays",
}
DROP = "".join(f"DROP TRIGGER {trigger} ON {table};\n" for table, trigger in BEFORE.items()) + """
DROP TRIGGER cases_summons_letter_unchanged ON cases_summons;
DROP TRIGGER cases_summons_never_deleted ON cases_summons;
"""
CREATE = "".join(
    f"CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
    f"{' WHEN (OLD.confirmed_at IS NOT NULL)' if table == 'cases_receipt' else ''} EXECUTE FUNCTION refuse_change();\n"
    for table, trigger in BEFORE.items()
) + """
CREATE TRIGGER cases_summons_never_deleted BEFORE DELETE ON cases_summons FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cases_summons_letter_unchanged BEFORE UPDATE ON cases_summons FOR EACH ROW
    WHEN ((OLD.respondent_id, OLD.sequence, OLD.ordinal, OLD.letter_number, OLD.letter_on, OLD.hearing_at, OLD.minutes,
           OLD.place, OLD.is_online, OLD.examiner_id, OLD.replaces_id, OLD.issued_by_id, OLD.issued_at)
        IS DISTINCT FROM
          (NEW.respondent_id, NEW.sequence, NEW.ordinal, NEW.letter_number, NEW.letter_on, NEW.hearing_at, NEW.minutes,
           NEW.place, NEW.is_online, NEW.examiner_id, NEW.replaces_id, NEW.issued_by_id, NEW.issued_at))
    EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('cases', '0046_heartbeats'),
    ]

    operations = [
        migrations.RunSQL(DROP, CREATE),
        migrations.CreateModel(
            name='AdministrationEntry',
            fields=[
            ],
            options={
                'verbose_name': 'jejak administrasi',
                'verbose_name_plural': 'jejak administrasi',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('admin.logentry',),
            managers=[
                ('objects', django.contrib.admin.models.LogEntryManager()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='e84a5ef32f539c61b8daba9e439570f252239f6a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_24baf', table='cases_accessentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='b470cb2cca6b21ff293fa8be1bd5e2222cbb9dff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_21917', table='cases_auditentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conflictdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='5c5605873c75e23b12c1e492d3fd1ec44c64c325', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d47c4', table='cases_conflictdeclaration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='custodyentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='a793e48b155aae73ab75c5a8ffe77924162b8b57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a882b', table='cases_custodyentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidenceitem',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='69f17260bc66b986e9f68f8b08b588adab0c39ee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abb89', table='cases_evidenceitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='c65df8a9c954bbf0b7b3f37e8c96383cbcdf8343', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a046', table='cases_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterhead',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='0675db05a1eb476afc7ee63983295fea5d353f68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22a92', table='cases_letterhead', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lettertemplate',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='ad56c224b171aeff237652f7dc0660f32ca0cb2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7946', table='cases_lettertemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='386ec2c897ee33b3540714bdb7b4f9d99959df49', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1bc40', table='cases_minutes', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutesaddendum',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='9a5d8237c2659d36beae66b1980b361312cc0179', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fece7', table='cases_minutesaddendum', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minuteshandover',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='07a2d60df358dc59c472652ec87c95fdeac10b87', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c35a8', table='cases_minuteshandover', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutessignature',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='f12b664cd626b0961c6b4f0c11960e2e5d675fbc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0595f', table='cases_minutessignature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nationalrecord',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='667733ed1c1fb354ec036812c6ae734602e629cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d5399', table='cases_nationalrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS NOT NULL)', execute='refuse_change()', func='RETURN NULL;', hash='a93d733ac2c9372bd2c1e8a8062e02ca948fc6d2', operation='UPDATE OR DELETE', pgid='pgtrigger_confirmed_stays_b92a1', table='cases_receipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='0b1420468bfd73b2567d8bc39dfe4f3a59d5ac02', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a29a4', table='cases_registerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='regulationdocument',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='3f4d5afe12a01a9bda3d7558dfa9cb6ebc6a6d33', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f2839', table='cases_regulationdocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporterreading',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='2a40ae8d441a66a64682089a6af9a6f4fb27db7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60d9a', table='cases_reporterreading', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfile',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='b7898d689d803ef857905f66df894b95128e7fc5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b8af', table='cases_reportfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportmessage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='7c1ea3d640e3f39f74f6bb03a62d645947f934c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2cd7b', table='cases_reportmessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedcopy',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='ae27cd8febff853eaf2815f8253000d42e5d76a5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_88072', table='cases_signedcopy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedsheet',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='23f7fd9b740dca44f1ab11492eeaa38e39707094', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_918ff', table='cases_signedsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='a2a988a30c557eefcb13afb45550e2152394d343', operation='DELETE', pgid='pgtrigger_never_deleted_7c736', table='cases_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='letter_unchanged', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."examiner_id" IS DISTINCT FROM (NEW."examiner_id") OR OLD."hearing_at" IS DISTINCT FROM (NEW."hearing_at") OR OLD."is_online" IS DISTINCT FROM (NEW."is_online") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."letter_number" IS DISTINCT FROM (NEW."letter_number") OR OLD."letter_on" IS DISTINCT FROM (NEW."letter_on") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."ordinal" IS DISTINCT FROM (NEW."ordinal") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."respondent_id" IS DISTINCT FROM (NEW."respondent_id") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence"))', execute='refuse_change()', func='RETURN NULL;', hash='761fc32c3141b693655e7bbe058bf06c7b29bfb9', operation='UPDATE', pgid='pgtrigger_letter_unchanged_de84a', table='cases_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamnoteversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='d74ca901d13cdcc062b2ff2ac27730e09650534d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc001', table='cases_teamnoteversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trustedtimestamp',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='ad0a6548290e66bec012aa195191492d781ccec5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_78c96', table='cases_trustedtimestamp', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vaultcheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='8ce2c2c3686f502b76fa8209c130526288ee58d2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93a89', table='cases_vaultcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='administrationentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='refuse_change()', func='RETURN NULL;', hash='64f5d7df242e9606401e32a5fa1bd9e79cb05b20', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ee30', table='django_admin_log', when='BEFORE')),
        ),
    ]
