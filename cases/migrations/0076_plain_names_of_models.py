import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0075_week_basis_default")]

    operations = [
        migrations.RenameModel("Pen", "WritingLease"),
        migrations.AlterField(
            "writinglease",
            "draft",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="lease",
                serialize=False,
                to="cases.hearingdraft",
            ),
        ),
        migrations.RenameModel("Viewing", "ReadingAttempt"),
        migrations.AlterField(
            "readingattempt",
            "item",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="reading_attempt",
                serialize=False,
                to="cases.evidenceitem",
            ),
        ),
        migrations.RenameModel("ReportLook", "ReportPictureHash"),
        migrations.AlterField(
            "reportpicturehash",
            "file",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="picture_hash",
                serialize=False,
                to="cases.reportfile",
            ),
        ),
        migrations.RenameField("stagedfile", "look", "picture_hash"),
        migrations.AlterField(
            "picturefingerprint",
            "item",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="picture_hashes", to="cases.evidenceitem"
            ),
        ),
    ]
