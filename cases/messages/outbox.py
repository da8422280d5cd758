"""The outbox of accounts: messages written with their cause, for the inbox and for delivery.

A message says number, step and link; no name and nothing of the content.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.messages import manners
from cases.messages.delivery import Outbox
from cases.messages.wording import texts_of
from cases.models import (
    AnswerClock,
    AskedOfficial,
    Case,
    Clock,
    Deadline,
    EvidenceRequest,
    Hold,
    ImposedDuty,
    Notification,
    Priority,
    User,
)
from cases.models.casefile import wall

KINDS: tuple[type[Clock], ...] = (Deadline, AnswerClock, Hold, EvidenceRequest, ImposedDuty, AskedOfficial)
CLOCKS: dict[str, type[Clock]] = {kind.KEY: kind for kind in KINDS}


@dataclasses.dataclass(frozen=True)
class Message:
    """A message to several accounts; ``cause`` makes each unique, so that a cause is sent once.

    It leads to its case, or to ``path``. Told of a clock, its cause begins with the clock's kind and number.
    """

    kind: Notification.Kind
    cause: str
    recipients: Iterable[User]
    subject: str
    body: str
    case: Case | None = None
    path: str = ""
    priority: Priority = Priority.ORDINARY


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
    """Write the messages for all their recipients by one statement, each in the language of its reader."""
    rows = [_row(message, user, at) for message in messages for user in message.recipients]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _row(message: Message, user: User, at: dt.datetime) -> Notification:
    case = message.case
    with translation.override(user.language):
        subject, body = str(message.subject), str(message.body)
    return Notification(
        key=f"{message.cause}:{user.pk}",
        kind=message.kind,
        recipient=user,
        case=case,
        subject=subject,
        body=body,
        path=message.path or (reverse("case", args=[case.number]) if case else "/"),
        priority=message.priority,
        created_at=at,
        next_try_at=at,
        cancelled_at=None if user.email else at,
        last_error="" if user.email else _("tanpa alamat surel"),
    )


def one_line(text: str) -> str:
    """The text for a header: a line break in a name would start another header, and such a mail is never sent."""
    return " ".join(text.split())


def _letter(rows: Sequence[Notification]) -> EmailMessage:
    """One mail for one message, or for several to the same reader."""
    first, host = rows[0], urlsplit(settings.BASE_URL).hostname
    entries = [(row.subject, row.body, f"{settings.BASE_URL}{row.path}") for row in rows]
    alone = (first.subject, f"{first.body}\n\n{entries[0][2]}")
    with translation.override(first.recipient.language):
        subject, body = map(str, alone if len(rows) == 1 else texts_of("several", entries=entries))
    return EmailMessage(
        subject=one_line(subject),
        body=f"{body}\n",
        to=[first.recipient.email],
        headers={"Message-ID": f"<{first.key.replace(':', '.')}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def obsolete(rows: Sequence[Notification], now: dt.datetime) -> dict[int, str]:
    """Nobody is written to about what was read in the inbox or is done already, nor whose account was switched off."""
    stopped = _stopped_clocks(rows)
    barred = wall.barred({row.case_id for row in rows if row.case_id}, {row.recipient for row in rows})
    reasons = {}
    for row in rows:
        if not row.recipient.is_active:
            reasons[row.pk] = _("akun penerima tidak aktif")
        elif row.read_at:
            reasons[row.pk] = _("sudah dibaca di aplikasi")
        elif (row.case_id, row.recipient_id) in barred:
            reasons[row.pk] = _("benturan kepentingan penerima")
        elif row.clock in stopped:
            reasons[row.pk] = _("yang ditunggu sudah selesai")
    return reasons


def _stopped_clocks(rows: Sequence[Notification]) -> set[tuple[str, int]]:
    """Of the clocks that these tell of, those that no longer run: one statement a kind."""
    clocks = {row.clock for row in rows if row.clock}
    stopped = set()
    for key, kind in CLOCKS.items():
        if ids := {pk for name, pk in clocks if name == key}:
            running = kind.objects.running().filter(pk__in=ids).values_list("pk", flat=True)
            stopped |= {(key, pk) for pk in ids.difference(running)}
    return stopped


def _unwanted(rows: Sequence[Notification], now: dt.datetime) -> dict[int, str]:
    """Also none to those who want no mail; the inbox has it."""
    settings_of = manners.settings_of(row.recipient for row in rows)
    no_mail = {row.pk: _("pembaca tidak memilih surel") for row in rows if not settings_of[row.recipient.pk].by_mail}
    return no_mail | obsolete(rows, now)


JOINED = ("recipient__government", "recipient__agency__government")
NOTIFICATIONS = Outbox(
    lambda: Notification.objects.select_related(*JOINED), _letter, _unwanted, manners.later, manners.letters
)
