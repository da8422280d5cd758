"""Whether the same breach again calls for more than the last time."""

from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("regulations", "0007_letter_wordings")]

    operations = [
        migrations.AddField(
            model_name="provision",
            name="heavier_when_repeated",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Tidak untuk ketidakhadiran: jenjangnya sudah menjumlah (Pasal 46 ayat (7) PerBKN 6/2022).",
                verbose_name="lebih berat bila diulang",
            ),
        ),
    ]
