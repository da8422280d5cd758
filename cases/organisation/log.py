"""Records changes of the settings in the log of the administration, which is part of the sealed record."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db.models import Model

from cases.models import User


def record_addition(actor: User, row: Model, what: str = "") -> None:
    """A new row; ``what``: what was said of it."""
    LogEntry.objects.log_actions(actor.pk, [row], ADDITION, what, single_object=True)


def record_change(actor: User, row: Model, what: str) -> None:
    """A changed row; ``what`` was changed."""
    LogEntry.objects.log_actions(actor.pk, [row], CHANGE, what, single_object=True)
