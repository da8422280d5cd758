"""Files for the worker to process, one at a time; a worker claims a row first."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from cases.models import EvidenceItem, Viewing

AGAIN = dt.timedelta(hours=1)


def next_unviewed(types: Iterable[str], now: dt.datetime) -> Viewing | None:
    """The newest unprocessed file of these types, claimed; otherwise one whose worker stopped an hour ago."""
    for item in EvidenceItem.objects.filter(content_type__in=types, viewing=None).order_by("-pk")[:1]:
        viewing, mine = Viewing.objects.get_or_create(item=item, defaults={"begun_at": now})
        return viewing if mine else None
    left = Viewing.objects.filter(
        item__content_type__in=types, done_at=None, tries__lt=Viewing.TRIES, begun_at__lt=now - AGAIN
    )
    for viewing in left.select_related("item").order_by("pk")[:1]:
        claimed = left.filter(pk=viewing.pk).update(begun_at=now, tries=F("tries") + 1)
        return viewing if claimed else None
    return None
