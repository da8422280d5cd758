from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0102_more_apostrophes'),
        ('regulations', '0020_letters_of_statements'),
    ]

    operations = [
        migrations.AddField(
            model_name='incomingreport',
            name='destroyed_on',
            field=models.DateField(null=True, verbose_name='isinya dimusnahkan'),
        ),
        migrations.AlterField(
            model_name='disposal',
            name='kind',
            field=models.CharField(choices=[('CASE', 'Berkas kasus'), ('READINGS', 'Jejak pembacaan'), ('REPORTS', 'Laporan yang tidak ditindaklanjuti')], max_length=10, verbose_name='yang dimusnahkan'),
        ),
        migrations.AlterField(
            model_name='retentionchoice',
            name='step',
            field=models.CharField(choices=[('INT-KEEP-CASE', 'INT-KEEP-CASE'), ('INT-KEEP-UNPROVEN', 'INT-KEEP-UNPROVEN'), ('INT-KEEP-REPORTS', 'INT-KEEP-REPORTS'), ('INT-KEEP-READINGS', 'INT-KEEP-READINGS')], max_length=30, verbose_name='yang disimpan'),
        ),
        migrations.RemoveConstraint(
            model_name='disposal',
            name='disposal_of_a_case_or_of_readings',
        ),
        AddConstraintNotValid(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('kind', 'CASE')), models.Q(models.Q(('kind', 'CASE'), _negated=True), ('case__isnull', True)), _connector='OR'), name='disposal_of_a_case_or_of_all'),
        ),
    ]
