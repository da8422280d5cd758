"""Messages to phones: what the inbox has, once more, for readers who chose it. Number, step and link only."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cases.messages import manners
from cases.messages.delivery import Outbox
from cases.messages.gateway import Text
from cases.messages.outbox import obsolete, one_line
from cases.models import MessageSettings, Notification, PhoneMessage, User

FRESH = dt.timedelta(days=1)  # older ones were written before the reader chose the phone, or while nothing ran
MOST_MESSAGES = 1000  # of one round


def pick(now: dt.datetime) -> int:
    """Put what readers want on their phone into its outbox. Returns the number of rows."""
    readers = MessageSettings.objects.filter(by_phone=True, user__is_active=True).values("user")
    known = PhoneMessage.objects.filter(notification=OuterRef("pk"))
    fresh = Notification.objects.filter(~Exists(known), recipient__in=readers, created_at__gt=now - FRESH)
    rows = [
        PhoneMessage(notification_id=pk, created_at=written, next_try_at=now)
        for pk, written in fresh.order_by("pk").values_list("pk", "created_at")[:MOST_MESSAGES]
    ]
    PhoneMessage.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _text(rows: Sequence[PhoneMessage]) -> Text:
    told = [row.notification for row in rows]
    lines = [f"{one_line(each.subject)}\n{settings.BASE_URL}{each.path}" for each in told]
    return Text(id=told[0].key, to=_settings(rows)[told[0].recipient.pk].phone, text="\n\n".join(lines))


def _unwanted(rows: Sequence[PhoneMessage], now: dt.datetime) -> dict[int, str]:
    """What lost its reader or its cause, and what the reader no longer wants on the phone."""
    own, by_notification = _settings(rows), {row.notification.pk: row.pk for row in rows}
    gone = obsolete([row.notification for row in rows], now)
    unwanted = {
        row.pk: _("pembaca tidak memilih ponsel") for row in rows if not own[row.notification.recipient.pk].by_phone
    }
    return unwanted | {by_notification[pk]: reason for pk, reason in gone.items()}


def _later(rows: Sequence[PhoneMessage], now: dt.datetime) -> dict[int, dt.datetime]:
    waits = manners.later([row.notification for row in rows], now)
    return {row.pk: waits[row.notification.pk] for row in rows if row.notification.pk in waits}


def _letters(rows: Sequence[PhoneMessage]) -> list[list[PhoneMessage]]:
    by_notification = {row.notification.pk: row for row in rows}
    together = manners.letters([row.notification for row in rows])
    return [[by_notification[each.pk] for each in letter] for letter in together]


def _settings(rows: Sequence[PhoneMessage]) -> dict[int, MessageSettings]:
    readers: list[User] = [row.notification.recipient for row in rows]
    return manners.settings_of(readers)


JOINED = ("notification__recipient__government", "notification__recipient__agency__government")
PHONES = Outbox(lambda: PhoneMessage.objects.select_related(*JOINED), _text, _unwanted, _later, _letters)
