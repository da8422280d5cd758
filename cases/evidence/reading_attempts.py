"""Which file the worker reads next, one at a time: the worker that claims its row reads it."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from cases.models import EvidenceItem, ReadingAttempt

AGAIN = dt.timedelta(hours=1)


def next_unread(types: Iterable[str], now: dt.datetime) -> ReadingAttempt | None:
    """The newest file of these types that was not read yet, claimed; else one whose worker died an hour ago."""
    for item in EvidenceItem.objects.filter(content_type__in=types, reading_attempt=None).order_by("-pk")[:1]:
        attempt, mine = ReadingAttempt.objects.get_or_create(item=item, defaults={"begun_at": now})
        return attempt if mine else None
    left = ReadingAttempt.objects.filter(
        item__content_type__in=types, done_at=None, tries__lt=ReadingAttempt.TRIES, begun_at__lt=now - AGAIN
    )
    for attempt in left.select_related("item").order_by("pk")[:1]:
        claimed = left.filter(pk=attempt.pk).update(begun_at=now, tries=F("tries") + 1)
        return attempt if claimed else None
    return None
