"""Outboxes that carry what the inbox has once more, to a phone or a browser. Number, step and link only."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet

from cases.messages import manners
from cases.messages.delivery import Outbox
from cases.messages.outbox import obsolete, one_line
from cases.models import Notification

FRESH = dt.timedelta(days=1)  # older ones were written before the reader chose this way, or while nothing ran
MOST_MESSAGES = 1000  # of one round
JOINED = ("notification__recipient__government", "notification__recipient__agency__government")


def pick(model: Any, readers: QuerySet[Any], now: dt.datetime) -> int:
    """Put what these readers were told into the outbox of ``model``. Returns the number of rows."""
    known = model.objects.filter(notification=OuterRef("pk"))
    fresh = Notification.objects.filter(~Exists(known), recipient__in=readers, created_at__gt=now - FRESH)
    rows = [
        model(notification_id=pk, created_at=written, next_try_at=now)
        for pk, written in fresh.order_by("pk").values_list("pk", "created_at")[:MOST_MESSAGES]
    ]
    model.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def line_of(notification: Notification) -> tuple[str, str]:
    """What is told, and where it leads."""
    return one_line(notification.subject), f"{settings.BASE_URL}{notification.path}"


def outbox(
    model: type[Model],
    compose: Callable[[Sequence[Any]], Any],
    unwanted: Callable[[Sequence[Any]], dict[int, str]],
) -> Outbox[Any]:
    """``unwanted``: rows whose reader no longer wants them this way, and the words for it."""
    objects: Any = model._default_manager

    def lapsed(rows: Sequence[Any], now: dt.datetime) -> dict[int, str]:
        by_notification = {row.notification.pk: row.pk for row in rows}
        gone = obsolete([row.notification for row in rows], now)
        return unwanted(rows) | {by_notification[pk]: reason for pk, reason in gone.items()}

    return Outbox(lambda: objects.select_related(*JOINED), compose, lapsed, _later, _letters)


def _later(rows: Sequence[Any], now: dt.datetime) -> dict[int, dt.datetime]:
    waits = manners.later([row.notification for row in rows], now)
    return {row.pk: waits[row.notification.pk] for row in rows if row.notification.pk in waits}


def _letters(rows: Sequence[Any]) -> list[list[Any]]:
    by_notification = {row.notification.pk: row for row in rows}
    together = manners.letters([row.notification for row in rows])
    return [[by_notification[each.pk] for each in letter] for letter in together]
