"""Rows worked off in batches, so that a thousand cost a few statements and one bad row stops none of the others."""

import logging
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)
BATCH = 500


def work_off(ids: Sequence[int], work: Callable[[Sequence[int]], int], what: str) -> int:
    """Give the rows to ``work`` in batches, each a transaction of its own; returns how many it moved.

    Of a batch that fails each row is tried alone; the one at fault is logged and tried again at the next sweep.
    """
    return sum(_together(ids[first : first + BATCH], work, what) for first in range(0, len(ids), BATCH))


def _together(ids: Sequence[int], work: Callable[[Sequence[int]], int], what: str) -> int:
    try:
        return work(ids)
    except Exception:
        if len(ids) == 1:
            log.exception("%s %s failed", what, ids[0])
            return 0
    return sum(_together([pk], work, what) for pk in ids)
