"""The nightly comparison of counters and precedents with a recomputation."""

import logging

from django.db import connection

from cases.decisions import precedents
from cases.models import TALLIES, Tally

log = logging.getLogger(__name__)


def differences() -> dict[str, dict[tuple[object, ...], int]]:
    """For each counter, its difference; empty if all are right."""
    return {tally.__name__: off for tally in TALLIES if (off := _off(tally))}


def _off(tally: type[Tally]) -> dict[tuple[object, ...], int]:
    """The keys whose counter is wrong, and by how much. The database sums and compares; only what is wrong is read."""
    names = ", ".join(tally.KEY)
    kept, params = tally.objects.values_list(*tally.KEY, "n").query.sql_with_params()
    counted, more = tally.recount().query.sql_with_params()
    both = f"SELECT * FROM ({kept}) AS kept UNION ALL SELECT {names}, -n FROM ({counted}) AS counted ({names}, n)"  # noqa: S608  # our own
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, sum(n) FROM ({both}) AS compared ({names}, n) GROUP BY {names} HAVING sum(n) <> 0",  # noqa: S608  # as above
            (*params, *more),
        )
        return {tuple(row[:-1]): int(row[-1]) for row in cursor.fetchall()}


def check_tallies() -> None:
    """Log every wrong counter. It is not corrected, because the cause must be found."""
    for name, off in differences().items():
        log.error("%s differs from its rows by %s", name, off)
    if wrong := precedents.differences():
        log.error("the precedents of respondents %s differ from what was decided", wrong)
