"""Trusted timestamps for evidence, from the configured authority."""

import datetime as dt
import http.client
import logging

from django.conf import settings

from cases.models import EvidenceItem, TrustedTimestamp
from lib.documents.signatures import read_roots, root_texts
from lib.media import timestamps

log = logging.getLogger(__name__)
FILES_PER_ROUND = 20  # files of one run; with the timeout below it ends before a task is stopped


def stamp_evidence(now: dt.datetime) -> int:
    """Request a timestamp for every file without one, newest first; off unless an authority is configured.

    Storing evidence never waits for a timestamp. If the authority does not answer, the run ends and the next one asks
    again. An invalid response is logged and not stored, and is requested again. Returns the number of new timestamps.
    """
    if not settings.TIMESTAMP_URL:
        return 0
    roots, trusted = read_roots(settings.TIMESTAMP_ROOTS), root_texts(settings.TIMESTAMP_ROOTS)
    made = 0
    for item in EvidenceItem.objects.filter(timestamp=None).exclude(sha256="").order_by("-pk")[:FILES_PER_ROUND]:
        try:
            answer, stamp = timestamps.obtain(settings.TIMESTAMP_URL, item.sha256, roots)
        except (OSError, http.client.HTTPException) as why:
            log.warning("the timestamp authority does not answer: %s", why)
            break
        except timestamps.UnacceptableStamp as why:
            log.error("the timestamp for evidence %s does not hold: %s", item.pk, why)
            continue
        row = TrustedTimestamp(
            item=item,
            at=stamp.at,
            authority=stamp.authority[:200],
            serial=stamp.serial,
            answer=answer,
            roots=trusted,
            received_at=now,
        )
        # Two runs may have asked at the same time; the first response is kept.
        TrustedTimestamp.objects.bulk_create([row], ignore_conflicts=True)
        made += 1
    return made
