"""A message that lost its meaning is cancelled; what is due by law leaves first; a channel that fails is closed."""

from django.db import migrations, models

NO_ADDRESS = "tanpa alamat surel"
CANCEL = f"""
    UPDATE cases_notification SET cancelled_at = failed_at, failed_at = NULL
    WHERE failed_at IS NOT NULL AND last_error = '{NO_ADDRESS}'
"""
GIVE_UP = f"""
    UPDATE cases_notification SET failed_at = cancelled_at
    WHERE cancelled_at IS NOT NULL AND last_error = '{NO_ADDRESS}'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0064_signed_copies_of_every_letter")]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "name",
                    models.CharField(
                        choices=[("mail", "Surel")],
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                        verbose_name="saluran",
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="gagal berturut-turut")),
                ("closed_until", models.DateTimeField(null=True, verbose_name="ditutup sampai")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="kegagalan terakhir")),
            ],
            options={"verbose_name": "saluran pemberitahuan", "verbose_name_plural": "saluran pemberitahuan"},
        ),
        migrations.AddField(
            model_name="notification",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="priority",
            field=models.PositiveSmallIntegerField(choices=[(0, "tenggat hukum"), (1, "biasa")], db_default=1),
        ),
        migrations.AddField(
            model_name="receiptmail",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(CANCEL, GIVE_UP),
    ]
