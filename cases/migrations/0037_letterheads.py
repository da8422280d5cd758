"""Letterheads by government and version; letters name theirs; a letter may be issued again under its number."""

import datetime as dt

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "cases_letterhead"
CREATE = f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
DROP = f"DROP TRIGGER {TABLE}_append_only ON {TABLE};"
# What was set up before versions were kept: the agency's only one, for as long as letters were written here.
FILL = """
UPDATE cases_letterhead SET government_id = a.government_id, government_line = 'Pemerintah ' || g.name
FROM cases_agency a JOIN cases_government g ON g.id = a.government_id WHERE a.id = cases_letterhead.agency_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0036_room_desk"), ("regulations", "0010_number_pattern_parts")]

    operations = [
        migrations.AlterField(
            model_name="letterhead",
            name="agency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letterheads",
                to="cases.agency",
            ),
        ),
        migrations.AlterField(
            model_name="letterhead",
            name="unit_code",
            field=models.CharField(
                blank=True,
                help_text="bagian nomor surat, mis. BKPSDM; kosong: kode instansi",
                max_length=40,
                verbose_name="kode unit",
            ),
        ),
        migrations.AlterModelOptions(
            name="letterhead",
            options={
                "ordering": ["-version"],
                "verbose_name": "kepala surat",
                "verbose_name_plural": "kepala surat",
            },
        ),
        migrations.AddField(
            model_name="letterhead",
            name="government",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letterheads",
                to="cases.government",
            ),
        ),
        migrations.AddField(
            model_name="letterhead",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="versi"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="in_force_from",
            field=models.DateField(default=dt.date(2000, 1, 1), verbose_name="berlaku sejak"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="government_line",
            field=models.CharField(
                default="", help_text="mis. Pemerintah Kota Contoh", max_length=120, verbose_name="baris pemerintah"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="office_line",
            field=models.CharField(
                blank=True,
                default="",
                help_text="kosong: nama perangkat daerahnya",
                max_length=150,
                verbose_name="baris instansi",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="logo",
            field=models.FileField(blank=True, default="", max_length=200, upload_to="", verbose_name="lambang"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="signatory_post",
            field=models.CharField(blank=True, default="", max_length=150, verbose_name="jabatan penanda tangan"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="signatory_name",
            field=models.CharField(blank=True, default="", max_length=150, verbose_name="nama penanda tangan"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="signatory_number",
            field=models.CharField(blank=True, default="", max_length=30, verbose_name="NIP penanda tangan"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterhead",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letterhead",
            name="made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="letterhead",
            name="government",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letterheads", to="cases.government"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.UniqueConstraint(
                fields=("government", "agency", "version"), name="letterhead_version_unique", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="letterhead_version_positive"
            ),
        ),
        migrations.RunSQL(CREATE, DROP),
        migrations.AddField(
            model_name="letter",
            name="letterhead",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.letterhead"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="edition",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="ke berapa di bawah nomor ini", verbose_name="terbitan"
            ),
        ),
        migrations.RemoveConstraint(model_name="letter", name="letter_number_unique"),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("government", "number", "edition"), name="letter_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edition", 1), models.Q(("edition__gt", 1), ("replaces__isnull", False)), _connector="OR"
                ),
                name="letter_further_edition_replaces",
            ),
        ),
        migrations.AddIndex(
            model_name="summons",
            index=models.Index(fields=["letter_number"], name="summons_number"),
        ),
    ]
