"""Computes picture hashes of incoming reports, so that similar cases are found before a report is checked.

The worker does this, not the public page, because a small file may contain a picture that takes long to decode.
"""

import datetime as dt
import logging

from cases.evidence.files import picture_hash_of
from cases.models import ReportFile, ReportPictureHash
from lib.media import picture_hash

log = logging.getLogger(__name__)
FILES_PER_ROUND = 50


def hash_pictures(now: dt.datetime) -> int:
    """Process pictures without a hash, oldest first; returns their number."""
    waiting = ReportFile.objects.filter(picture_hash=None).order_by("pk")[:FILES_PER_ROUND]
    for row in waiting:
        # Written first: a file that crashes the decoder is not processed again.
        found, is_mine = ReportPictureHash.objects.get_or_create(file=row, defaults={"at": now})
        if not is_mine:
            continue  # another worker has it
        try:
            with row.file.open("rb") as stored:
                bits = picture_hash_of(stored)
        except FileNotFoundError:
            log.error("attachment %s of report %s is missing from the storage", row.place, row.report_id)
            continue
        if bits is not None:
            found.bits = picture_hash.signed(bits)
            found.save(update_fields=["bits"])
    return len(waiting)
