"""Measures the duplicate check with many incidents: `python -m benchmarks.duplicates --cases 1000000`; needs
DATABASE_URL.

Each check is that of the intake page, with every kind of trace, on rows from the whole table. The database
`conduct_bench_duplicates` is kept like those of `make bench`. Exits with 1 if the 95th percentile misses the goal.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

import django

GOAL = 100  # ms at 1,000,000 incidents
ACCOUNTS = ("bkpsdm", "hr", "hr-small")
TRACES = Path(__file__).parent / "traces.sql"
DATABASE = "conduct_bench_duplicates"


def fill(cases: int) -> None:
    from django.db import connection

    from benchmarks import load
    from cases.models import Case, PictureFingerprint

    if not Case.objects.exists():
        load.main(cases)
    if not PictureFingerprint.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(TRACES.read_text())
            cursor.execute("VACUUM ANALYZE")


def measure(checks: int) -> dict[str, list[float]]:
    """Milliseconds of each check, by account and kind of picture."""
    from django.utils import timezone

    from cases.intake import duplicates
    from cases.models import Case, User

    last = Case.objects.latest("pk").pk
    users = {name: User.objects.get(username=name) for name in ACCOUNTS}
    samples: dict[str, list[float]] = {}
    for n in range(checks):
        case = Case.objects.get(pk=1 + n * 7919 % last)
        name = ACCOUNTS[n % len(ACCOUNTS)]
        kind = "mostly even picture" if case.pk % 10 == 0 else "picture"
        traces = duplicates.traces_of(case)
        user = User.objects.get(pk=users[name].pk)  # without cached properties
        began = time.perf_counter()
        duplicates.find(user=user, at=timezone.now(), traces=traces)
        samples.setdefault(f"{name}, {kind}", []).append((time.perf_counter() - began) * 1000)
    return samples


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--checks", type=int, default=600)
    wanted = parser.parse_args()

    from benchmarks.site import address, ensure_databases

    ensure_databases([DATABASE])
    os.environ["DATABASE_URL"] = address(DATABASE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    fill(wanted.cases)
    measure(30)
    samples = measure(wanted.checks)
    for name, times in sorted(samples.items()):
        print(f"{name:34}{statistics.median(times):8.1f}{statistics.quantiles(times, n=20)[-1]:8.1f} ms p50, p95")
    everything = [duration for times in samples.values() for duration in times]
    p95 = statistics.quantiles(everything, n=20)[-1]
    print(f"{'all':34}{statistics.median(everything):8.1f}{p95:8.1f} ms p50, p95; goal {GOAL} at {wanted.cases:,}")
    sys.exit(p95 > GOAL)


if __name__ == "__main__":
    main()
