"""The outboxes' indexes know cancelled messages, and order by what leaves first. Built beside the office's work."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

UNSENT = models.Q(("cancelled_at__isnull", True), ("failed_at__isnull", True), ("mailed_at__isnull", True))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0065_delivery")]

    operations = [
        RemoveIndexConcurrently("notification", "notification_outbox"),
        AddIndexConcurrently(
            "notification",
            models.Index(fields=["priority", "next_try_at", "id"], name="notification_outbox", condition=UNSENT),
        ),
        RemoveIndexConcurrently("receiptmail", "receipt_mail_outbox"),
        AddIndexConcurrently(
            "receiptmail",
            models.Index(fields=["next_try_at", "id"], name="receipt_mail_outbox", condition=UNSENT),
        ),
    ]
