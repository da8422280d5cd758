"""Prints errors in the cases: paths without a clock, levels without accounts, contradictory rows, wrong counters.

It changes nothing; the nightly task of the same name starts missing clocks.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.dashboard import tally_check
from cases.deadlines import forgotten
from cases.decisions import precedents
from cases.operations.database_clock import sweep_time


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [*_forgotten(), *_drifted()]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("ok")


def _forgotten() -> list[str]:
    paths = forgotten.silent_paths(sweep_time().date()).select_related("case").order_by("pk")
    return [
        *(f"nothing is due on path {path.pk} of {path.case.number}" for path in paths),
        *(f"nobody acts on {level}: {paths} open paths" for level, paths in sorted(forgotten.empty_levels().items())),
        *(f"{what}: {keys}" for what, keys in forgotten.orphans().items()),
    ]


def _drifted() -> list[str]:
    off = [f"{name} differs from its rows by {keys}" for name, keys in tally_check.differences().items()]
    wrong = precedents.differences()
    return [*off, f"precedents of respondents {wrong} differ from what was decided"] if wrong else off
