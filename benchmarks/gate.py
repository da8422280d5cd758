"""`make bench-gate`: fails when a hot page needs more than 1.25 × its goal in processor time in each of three tries.

The pages and their goals are those of the board that bear the mark `gated`; the best try counts, since other load on
the machine can only add time.
"""

import contextlib
import os
import sys
import tempfile

from benchmarks.board import Figures, measure, prepare, warm
from benchmarks.pages import GATE, GOALS, Goal
from benchmarks.site import Site, reference

CASES, ROUNDS, REPEATS, TRIES = 100_000, 4, 10, 3


def passes(goal: Goal, product: Site, beside: Site, figures: Figures, attempt: int) -> bool:
    """Whether the page stayed below its limit in this try."""
    ratio = figures.processor(product, goal.page) / figures.processor(beside, goal.reference)
    most = GATE * goal.must
    mark = "OK  " if ratio <= most else "MISS"
    print(f"{mark} try {attempt}: {goal.page.label} ÷ {goal.reference.name} {ratio:.2f}, at most {most:.2f}")
    return ratio <= most


def run(cases: int) -> bool:
    """Whether every gated page passed once."""
    product, beside = Site(cases), reference(cases)
    prepare([product], beside)
    left = [goal for goal in GOALS if goal.gated]
    with contextlib.ExitStack() as stack:
        meters = {site: stack.enter_context(site.serving()) for site in (product, beside)}
        for attempt in range(1, TRIES + 1):
            references = list(dict.fromkeys(goal.reference for goal in left))
            pages = {product: [goal.page for goal in left], beside: references}
            for site in meters:
                warm(site, pages[site])
            figures = measure(meters, pages, ROUNDS, REPEATS)
            left = [goal for goal in left if not passes(goal, product, beside, figures, attempt)]
            if not left:
                return True
    return False


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="conduct-bench-") as scratch:
        os.environ["CONDUCT_DATA_DIR"] = scratch
        return 0 if run(int(sys.argv[1]) if len(sys.argv) > 1 else CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
