"""Processes rows in batches, so that a thousand rows need a few statements and one bad row stops no other."""

import logging
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)
CLOCKS_PER_TRANSACTION = 500


def work_off(ids: Sequence[int], work: Callable[[Sequence[int]], int], what: str) -> int:
    """Call ``work`` with the rows in batches, each in its own transaction; returns the number of processed rows.

    If a batch fails, its rows are tried one by one; a failing row is logged and tried again by the next sweep.
    """
    return sum(
        _together(ids[first : first + CLOCKS_PER_TRANSACTION], work, what)
        for first in range(0, len(ids), CLOCKS_PER_TRANSACTION)
    )


def _together(ids: Sequence[int], work: Callable[[Sequence[int]], int], what: str) -> int:
    try:
        return work(ids)
    except Exception:
        if len(ids) == 1:
            log.exception("%s %s failed", what, ids[0])
            return 0
    return sum(_together([pk], work, what) for pk in ids)
