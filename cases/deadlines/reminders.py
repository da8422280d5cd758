"""The sweep that sends the reminders of every kind of clock."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from django.db import transaction

from cases.deadlines.batches import work_off
from cases.messages.outbox import Message, notify_all
from cases.messages.wording import texts_of
from cases.models import Clock, Government, Notification, ReminderStage, User
from cases.procedure.accounts import Asked, accounts_for


def remind(kind: type[Clock], now: dt.datetime) -> int:
    """Remind one working day before, on and after the due date; for a long clock also every two weeks until then.

    The last level is reminded every week until it acts. Only clocks whose day has come are read. After an outage only
    the latest stage is sent; a second run sends nothing, and simultaneous sweeps share the rows. Returns the number of
    clocks.
    """
    due = kind.objects.to_remind(now).order_by("next_reminder_on", "pk")
    return work_off(
        list(due.values_list("pk", flat=True)), lambda ids: _remind(kind, ids, now), f"reminder of {kind.KEY}"
    )


@transaction.atomic
def _remind(kind: type[Clock], ids: Sequence[int], now: dt.datetime) -> int:
    rows = kind.objects.to_remind(now).filter(pk__in=ids)
    claimed = list(rows.select_for_update(skip_locked=True, of=("self",), no_key=True).select_related(*kind.RELATED))
    tell(claimed, now)
    return len(claimed)


def tell(clocks: Sequence[Clock], now: dt.datetime) -> None:
    """Remind those who have to act on these clocks (all of one kind, locked), and store the stage."""
    if not clocks:
        return
    calendar = cache(Government.working_calendar)
    askings = [Asked(clock.asked_role, clock.government.pk, clock.case, clock.asked_agency) for clock in clocks]
    accounts = accounts_for(askings)
    messages, moved = [], defaultdict(list)
    for clock, asking in zip(clocks, askings, strict=True):
        today, days = clock.place.local_date(now), calendar(clock.government, clock.place.six_day_week)
        stage = clock.stage(today, days)
        named = clock.asked_account
        messages.append(_message(clock, stage, [named] if named else accounts[asking], today))
        clock.reminded, clock.next_reminder_on = stage, clock.reminder_after(stage, today, days)
        moved[stage, clock.next_reminder_on].append(clock.pk)
    notify_all(messages, at=now)
    for (stage, following), keys in moved.items():
        type(clocks[0]).objects.filter(pk__in=keys).update(reminded=stage, next_reminder_on=following)


def _message(clock: Clock, stage: ReminderStage, recipients: Sequence[User], today: dt.date) -> Message:
    late = stage == ReminderStage.AFTER
    again = f":{today}" if stage == clock.reminded else ""  # weeks later it is another message
    subject, body = texts_of(f"{clock.KEY}_reminder", clock=clock, late=late)
    return Message(
        kind=Notification.Kind.OVERDUE if late else Notification.Kind.REMINDER,
        cause=f"{clock.KEY}:{clock.pk}:{stage}{again}",
        recipients=recipients,
        subject=subject,
        body=body,
        case=clock.case,
        path=clock.path,
        priority=clock.priority,
    )
