"""A staged file keeps its type, so that its content is examined once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0055_competence_from_the_record'),
    ]

    operations = [
        migrations.AddField(
            model_name='stagedfile',
            name='content_type',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
    ]
