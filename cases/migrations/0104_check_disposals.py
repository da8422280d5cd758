from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0103_refused_reports_end'),
    ]

    operations = [
        ValidateConstraint(model_name='disposal', name='disposal_of_a_case_or_of_all'),
    ]
