"""Messages that are no longer retried: an administrator sends them again or cancels them."""

import datetime as dt
import logging
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Notification, PhoneMessage, PushMessage, ReceiptMail, User
from cases.models.deadlines.outgoing import OutgoingQuerySet

log = logging.getLogger(__name__)
OUTBOXES: dict[str, tuple[type[Notification | PhoneMessage | PushMessage | ReceiptMail], str, tuple[str, ...]]] = {
    "notifications": (Notification, "recipient__government", ("recipient",)),
    "phones": (PhoneMessage, "notification__recipient__government", ("notification__recipient",)),
    "browsers": (PushMessage, "notification__recipient__government", ("notification__recipient",)),
    "receipts": (
        ReceiptMail,
        "receipt__publication__government",
        ("receipt__employee", "receipt__publication__regulation"),
    ),
}


def set_aside(outbox: str, user: User) -> OutgoingQuerySet[Any]:
    """Messages of an outbox that were set aside, in the administrator's government; everywhere for an operator.

    Raises KeyError for an outbox that does not exist.
    """
    model, government, read = OUTBOXES[outbox]
    rows = model.objects.set_aside().select_related(*read).order_by("-failed_at", "-pk")
    return rows.filter(**{government: user.government}) if user.government else rows


def send_again(rows: OutgoingQuerySet[Any], *, actor: User, at: dt.datetime) -> int:
    """Send them again as if they were written now. Returns their number."""
    count = rows.send_again(at)
    log.info("account %s sends %s messages again", actor.pk, count)
    return count


def let_go(rows: OutgoingQuerySet[Any], *, actor: User, at: dt.datetime) -> int:
    """Cancel them permanently; the refusal stays in the log. Returns their number."""
    count = rows.cancel(at, _("dilepas oleh administrator"))
    log.info("account %s lets %s messages go", actor.pk, count)
    return count
