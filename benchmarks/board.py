"""`make bench`: the pages of the product beside the reference pages, in one interleaved run.

One client asks, one request at a time; the sites take turns page by page, round after round, so that other load on the
machine affects them alike. Beside the time by the clock stands the processor time of the web processes and PostgreSQL.
Compare only figures of the same run. Exits with 1 if a page answered wrongly.
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from benchmarks import board_print
from benchmarks.pages import ADMIN_LIST, FAST_LIST, LIST, Page
from benchmarks.processor import Meter, Used
from benchmarks.site import Site, ensure_databases, reference

THREADS = 8  # of one site: two workers with four threads each, every one of which opens its connection
CLIENTS = 4  # that ask for lists at once


class Sample(NamedTuple):
    """The requests of one page in one round."""

    times: list[float]
    used: Used


class Figures(NamedTuple):
    """What a run found: the samples of each page of each site, lists a second, memory in MiB."""

    samples: dict[tuple[str, Page], list[Sample]]
    rates: dict[Page, float]
    memory: dict[str, float]

    def p50(self, site: Site, page: Page) -> float:
        return statistics.median(time for sample in self.samples[site.name, page] for time in sample.times)

    def p95(self, site: Site, page: Page) -> float:
        times = [time for sample in self.samples[site.name, page] for time in sample.times]
        return statistics.quantiles(times, n=20)[-1]

    def processor(self, site: Site, page: Page) -> float:
        """Milliseconds of processor time a request, web and database together."""
        samples = self.samples[site.name, page]
        return 1000 * sum(each.used.both for each in samples) / sum(len(each.times) for each in samples)


def warm(site: Site, pages: list[Page]) -> None:
    """Open every page in every thread, so that no sample contains a first request."""

    def once(_: int) -> None:
        with contextlib.closing(site.connect()) as connection:
            for page in pages:
                site.get(connection, page)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(once, range(2 * THREADS)))


def ask(site: Site, page: Page, times: int) -> list[float]:
    with contextlib.closing(site.connect()) as connection:
        return [site.get(connection, page) for _ in range(times)]


def rate(site: Site, page: Page, seconds: float) -> float:
    """Requests a second of four clients at once."""
    until = time.monotonic() + seconds

    def client(_: int) -> int:
        done = 0
        with contextlib.closing(site.connect()) as connection:
            while time.monotonic() < until:
                site.get(connection, page)
                done += 1
        return done

    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / (time.monotonic() - began)


def measure(meters: dict[Site, Meter], pages: dict[Site, list[Page]], rounds: int, repeats: int) -> Figures:
    """Every page of every site, in turn."""
    samples: dict[tuple[str, Page], list[Sample]] = {(site.name, page): [] for site in meters for page in pages[site]}
    for _ in range(rounds):
        for turn in range(max(len(each) for each in pages.values())):
            for site, meter in meters.items():
                if turn < len(pages[site]):
                    page = pages[site][turn]
                    times, used = meter.of(partial(ask, site, page, repeats))
                    samples[site.name, page].append(Sample(times, used))
    return Figures(samples, {}, {site.name: meter.memory() for site, meter in meters.items()})


def run(sizes: list[int], rounds: int, repeats: int) -> bool:
    """Print the whole board. Returns whether every page answered."""
    products = [Site(size) for size in sizes]
    beside = reference(sizes[-1])
    sites = [*products, beside]
    prepare(products, beside)
    wrong = [f"{site.name}: {page.label} answered {site.fact(page)['status']}" for site in sites for page in site.pages
             if site.fact(page)["status"] != 200]  # fmt: skip
    for line in wrong:
        print(f"WRONG {line}")
    with contextlib.ExitStack() as stack:
        meters = {site: stack.enter_context(site.serving()) for site in sites}
        pages = {site: list(site.pages) for site in sites}
        for site in sites:
            warm(site, pages[site])
        figures = measure(meters, pages, rounds, repeats)
        lists = ((products[-1], LIST), (beside, FAST_LIST), (beside, ADMIN_LIST))
        rates = {page: rate(site, page, 3) for site, page in lists}
    board_print.show(products, beside, figures._replace(rates=rates))
    print(f"{rounds} rounds of {repeats} requests; load average {os.getloadavg()[0]:.1f}")
    return not wrong


def prepare(products: list[Site], beside: Site) -> None:
    ensure_databases([site.database for site in products])
    for site in (*products, beside):
        site.prepare()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of cases")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=10, help="requests of a page in a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="conduct-bench-") as scratch:
        os.environ["CONDUCT_DATA_DIR"] = scratch
        return 0 if run(options.sizes, options.rounds, options.repeats) else 1


if __name__ == "__main__":
    sys.exit(main())
