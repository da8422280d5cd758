"""Number patterns say how the running number is written and which filing codes lead it."""

from django.db import migrations, models


def code_of_before_2022(apps, schema_editor):
    patterns = apps.get_model("regulations", "NumberPattern").objects
    patterns.filter(slug="nomor-surat-2009").update(filing_code="800", ethics_code="800")


class Migration(migrations.Migration):
    dependencies = [("regulations", "0009_mark_absences")]

    operations = [
        migrations.AlterField(
            model_name="numberpattern",
            name="pattern",
            field=models.CharField(
                help_text="KODE, NOMOR_URUT, KODE_UNIT, BULAN (angka Romawi), TAHUN",
                max_length=120,
                verbose_name="pola",
            ),
        ),
        migrations.AddField(
            model_name="numberpattern",
            name="digits",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="paling sedikit; kurangnya diisi nol di depan", verbose_name="angka nomor urut"
            ),
        ),
        migrations.AddField(
            model_name="numberpattern",
            name="filing_code",
            field=models.CharField(default="800.1.6.2", max_length=20, verbose_name="kode klasifikasi disiplin"),
        ),
        migrations.AddField(
            model_name="numberpattern",
            name="ethics_code",
            field=models.CharField(default="800.1.6.1", max_length=20, verbose_name="kode klasifikasi kode etik"),
        ),
        migrations.RunPython(code_of_before_2022, migrations.RunPython.noop),
    ]
