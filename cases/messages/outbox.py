"""The outbox: messages written with their cause and sent by the worker (decision 3).

A message is delivered at least once: it is marked as mailed only after the mail server accepted it, and every attempt
has the same Message-ID. It contains number, step and link; no name and no content of the case.
"""

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case, Notification, User
from cases.models.deadlines.outgoing import OutgoingQuerySet, Row

log = logging.getLogger(__name__)
GIVE_UP_AFTER = 10  # attempts; with the delays below about seventeen hours
MESSAGES_PER_ROUND = 100


@dataclasses.dataclass(frozen=True)
class Message:
    """A message to several accounts; ``cause`` makes each unique, so that a cause is sent once.

    It links to its case, or to ``path``.
    """

    kind: Notification.Kind
    cause: str
    recipients: Iterable[User]
    subject: str
    body: str
    case: Case | None = None
    path: str = ""


def notify(
    *,
    case: Case | None,
    kind: Notification.Kind,
    cause: str,
    recipients: Iterable[User],
    subject: str,
    body: str,
    at: dt.datetime,
    path: str = "",
) -> None:
    """Write one message for each recipient."""
    notify_all([Message(kind, cause, recipients, subject, body, case, path)], at=at)


def notify_all(messages: Iterable[Message], *, at: dt.datetime) -> None:
    """Write the messages for all their recipients by one statement."""
    rows = [_row(message, user, at) for message in messages for user in message.recipients]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _row(message: Message, user: User, at: dt.datetime) -> Notification:
    case = message.case
    return Notification(
        key=f"{message.cause}:{user.pk}",
        kind=message.kind,
        recipient=user,
        case=case,
        subject=message.subject,
        body=message.body,
        path=message.path or (reverse("case", args=[case.number]) if case else "/"),
        created_at=at,
        next_try_at=at,
        failed_at=None if user.email else at,
        last_error="" if user.email else _("tanpa alamat surel"),
    )


def deliver_notifications(now: dt.datetime) -> int:
    """Send due messages to accounts by mail; returns how many were accepted."""
    return deliver(Notification.objects.select_related("recipient"), _message, now, batch=MESSAGES_PER_ROUND)


def deliver(
    rows: OutgoingQuerySet[Row], compose: Callable[[Row], EmailMessage], now: dt.datetime, *, batch: int
) -> int:
    """Send up to ``batch`` due messages. An invalid address does not stop the others."""
    taken = 0
    for pk in rows.to_mail(now).order_by("next_try_at").values_list("pk", flat=True)[:batch]:
        with transaction.atomic():
            due = rows.to_mail(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
            if row := due.filter(pk=pk).first():
                taken += _mail(row, compose, now)
    return taken


def _mail(row: Row, compose: Callable[[Row], EmailMessage], now: dt.datetime) -> bool:
    row.attempts += 1
    try:
        compose(row).send()
    except (
        OSError,
        SMTPException,
        ValueError,
    ) as error:  # network, server, or an invalid address or header
        log.warning("%s %s not mailed (try %s): %s", type(row).__name__, row.pk, row.attempts, error)
        row.last_error = str(error)[:300]
        row.next_try_at = now + dt.timedelta(minutes=2**row.attempts)
        row.failed_at = now if row.attempts >= GIVE_UP_AFTER else None
    else:
        row.mailed_at, row.last_error = now, ""
    row.save(update_fields=["attempts", "mailed_at", "next_try_at", "failed_at", "last_error"])
    return row.mailed_at is not None


def one_line(text: str) -> str:
    """The text for a header: a line break in a name would start another header, and such a mail is never sent."""
    return " ".join(text.split())


def _message(row: Notification) -> EmailMessage:
    link = f"{settings.BASE_URL}{row.path}"
    host = urlsplit(settings.BASE_URL).hostname
    return EmailMessage(
        subject=one_line(row.subject),
        body=f"{row.body}\n\n{link}\n",
        to=[row.recipient.email],
        headers={"Message-ID": f"<{row.key.replace(':', '.')}@{host}>", "Auto-Submitted": "auto-generated"},
    )
