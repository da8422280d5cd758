"""Absences that were loaded before: the ladder already adds them up, so the same again calls for no more."""

from django.db import migrations

ABSENCES = ["PP94-4F", "PP53-3-11"]


def mark(apps, schema_editor):
    apps.get_model("regulations", "Provision").objects.filter(code__in=ABSENCES).update(heavier_when_repeated=False)


class Migration(migrations.Migration):
    dependencies = [("regulations", "0008_repeated_breaches")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
