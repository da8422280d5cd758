"""The nightly comparison of counters and precedents with a recomputation."""

import logging

from cases.decisions import precedents
from cases.models import TALLIES

log = logging.getLogger(__name__)


def differences() -> dict[str, dict[tuple[object, ...], int]]:
    """For each counter, its difference; empty if all are right."""
    found = {}
    for tally in TALLIES:
        counted, recounted = tally.objects.as_counter(), tally.recount()
        off = {
            key: counted[key] - recounted[key]
            for key in counted.keys() | recounted.keys()
            if counted[key] != recounted[key]
        }
        if off:
            found[tally.__name__] = off
    return found


def check_tallies() -> None:
    """Log every wrong counter. It is not corrected, because the cause must be found."""
    for name, off in differences().items():
        log.error("%s differs from its rows by %s", name, off)
    if wrong := precedents.differences():
        log.error("the precedents of respondents %s differ from what was decided", wrong)
