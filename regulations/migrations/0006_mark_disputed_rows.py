"""Rows that were loaded before the readings were: what the fixtures now say of them in the new columns."""

from django.db import migrations

FORMS = {"tunjangan": "pns-s{}-menunggu", "peralihan": "pns-s{}t-2021"}


def mark(apps, schema_editor):
    kinds = apps.get_model("regulations", "SanctionType").objects
    for reading, slug in FORMS.items():
        kinds.filter(slug__in=[slug.format(n) for n in (1, 2, 3)]).update(reading=reading)
    kinds.filter(slug="pns-b3-2021").update(other_name="Pemberhentian tidak dengan hormat")
    apps.get_model("regulations", "Holiday").objects.filter(slug="2022-03-03").update(disputed_by="contoh-tanggal-bkn")
    apps.get_model("regulations", "Regulation").objects.filter(slug="skb-2-2022").update(other_issued_on="2023-09-22")


class Migration(migrations.Migration):
    dependencies = [("regulations", "0005_readings_and_codes")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
