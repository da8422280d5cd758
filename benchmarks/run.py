"""`make bench`: measures the same pages with 10,000 and 100,000 cases, alternating between both.

Exits with 1 if a goal is missed. Compare only figures of the same run.
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from benchmarks.pages import FLOOR, GROWTH, LIST, LIST_TO_FLOOR, PAGES, STATEMENTS, Page
from benchmarks.site import Site, ensure_databases

LISTS = ("/cases/?", "/work/")
THREADS = 8  # of one site: two workers with four threads each, every one of which opens its connection
Samples = dict[tuple[Page, Site], list[float]]


def warm(site: Site) -> None:
    """Open every page in every thread, so that no sample contains a first request."""

    def once(_: int) -> None:
        with contextlib.closing(site.connect()) as connection:
            for number, page in enumerate(PAGES):
                site.get(connection, number, page.account)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(once, range(2 * THREADS)))


def measure(sites: list[Site], rounds: int, repeats: int) -> Samples:
    """One client, one request at a time: each page on each site in turn, round after round."""
    samples: Samples = {(page, site): [] for page in PAGES for site in sites}
    for _ in range(rounds):
        with contextlib.ExitStack() as stack:
            lines = [stack.enter_context(contextlib.closing(site.connect())) for site in sites]
            for number, page in enumerate(PAGES):
                for _ in range(repeats):
                    for site, line in zip(sites, lines, strict=True):
                        samples[page, site].append(site.get(line, number, page.account))
    return samples


def p50(samples: list[float]) -> float:
    return statistics.median(samples)


def p95(samples: list[float]) -> float:
    return statistics.quantiles(samples, n=20)[-1]


def report(sites: list[Site], samples: Samples) -> None:
    small, large = sites[0], sites[-1]
    sizes = "".join(f"{f'{site.cases:,} p50':>13}{'p95':>7}{'SQL':>5}" for site in sites)
    print(f"\n{'ms':28}{sizes}{'growth':>8}{'/ floor':>9}{'kB':>7}")
    floor = p50(samples[FLOOR, large])
    for number, page in enumerate(PAGES):
        print(f"{page.label:28}", end="")
        for site in sites:
            times = samples[page, site]
            print(f"{p50(times):13.1f}{p95(times):7.1f}{site.facts['pages'][number]['statements']:5}", end="")
        middle, size = p50(samples[page, large]), large.facts["pages"][number]["bytes"] / 1000
        print(f"{middle / p50(samples[page, small]):8.2f}{middle / floor:9.2f}{size:7.1f}")


def judge(sites: list[Site], samples: Samples) -> list[tuple[str, float, float]]:
    """Goal, measured value and maximum, for pages that answered."""
    small, large = sites[0], sites[-1]
    facts = dict(zip(PAGES, large.facts["pages"], strict=True))
    pages = [page for page in PAGES if page is not FLOOR and facts[page]["status"] == 200]
    goals = [
        (f"growth of {page.label}", p50(samples[page, large]) / p50(samples[page, small]), GROWTH) for page in pages
    ]
    if LIST in pages:
        ratios = [(site.cases, p50(samples[LIST, site]) / p50(samples[FLOOR, site])) for site in sites]
        goals += [(f"{LIST.label} / floor, {cases:,}", ratio, LIST_TO_FLOOR) for cases, ratio in ratios]
    return goals + [
        (f"statements of {page.label}", facts[page]["statements"], STATEMENTS)
        for page in pages
        if page.path.startswith(LISTS)
    ]


def wrong_pages(sites: list[Site]) -> list[str]:
    return [
        f"{page.label} answered {facts['status']} with {site.cases:,} cases"
        for site in sites
        for page, facts in zip(PAGES, site.facts["pages"], strict=True)
        if facts["status"] != 200
    ]


def run(sites: list[Site], rounds: int, repeats: int) -> bool:
    """Whether every page answered and every goal was met."""
    ensure_databases([site.database for site in sites])
    for site in sites:
        site.prepare()
    wrong = wrong_pages(sites)
    for line in wrong:
        print(f"WRONG {line}")
    with contextlib.ExitStack() as stack:
        for site in sites:
            warm(stack.enter_context(site.serving()))
        samples = measure(sites, rounds, repeats)
    report(sites, samples)
    print(f"{rounds} rounds of {repeats} requests; load average {os.getloadavg()[0]:.1f}\n")
    goals = judge(sites, samples)
    for name, value, most in goals:
        print(f"{'OK  ' if value <= most else 'MISS'} {name}: {value:.2f} (at most {most})")
    return not wrong and all(value <= most for _, value, most in goals)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of cases")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=10, help="requests of a page in a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="conduct-bench-") as scratch:
        os.environ["CONDUCT_DATA_DIR"] = scratch
        return 0 if run([Site(size) for size in options.sizes], options.rounds, options.repeats) else 1


if __name__ == "__main__":
    sys.exit(main())
