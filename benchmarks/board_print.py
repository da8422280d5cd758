"""Prints the board: every page with its times, then every goal with a mark."""

from typing import TYPE_CHECKING

from benchmarks.pages import (
    ADMIN_LIST,
    ADMIN_RATE,
    ADMIN_RATE_BETTER,
    BYTES,
    BYTES_BETTER,
    FAST_LIST,
    GOALS,
    GROWTH,
    GROWTH_BETTER,
    LIST,
    MEMORY,
    MEMORY_BETTER,
    RATE,
    RATE_BETTER,
)

if TYPE_CHECKING:
    from benchmarks.board import Figures
    from benchmarks.site import Site


def show(products: "list[Site]", beside: "Site", figures: "Figures") -> None:
    """First the figures of each page of each site, then the goals."""
    print(f"\n{'page':28}{'cases':>10}{'p50 ms':>9}{'p95':>8}{'CPU ms':>8}{'SQL':>5}{'kB':>8}")
    for site in (*products, beside):
        for page in site.pages:
            fact = site.fact(page)
            print(
                f"{page.label:28}{site.cases:10,}{figures.p50(site, page):9.1f}{figures.p95(site, page):8.1f}"
                f"{figures.processor(site, page):8.1f}{fact['statements']:5}{fact['bytes'] / 1000:8.1f}"
            )
    print(f"\n{'mark':7}{'goal':52}{'time':>8}{'CPU':>8}{'must':>8}{'better':>8}")
    for goal in GOALS:
        name = f"{goal.page.label} ÷ {goal.reference.name}"
        times = figures.p50(products[-1], goal.page) / figures.p50(beside, goal.reference)
        processor = figures.processor(products[-1], goal.page) / figures.processor(beside, goal.reference)
        mark(name, max(times, processor), goal.must, goal.better, f"{times:8.2f}{processor:8.2f}")
        statements = products[-1].fact(goal.page)["statements"]
        mark(f"statements of {goal.page.label}", statements, goal.statements, goal.statements - 1)
    growth(products, figures)
    whole(products[-1], beside, figures)


def growth(products: "list[Site]", figures: "Figures") -> None:
    """The largest size ÷ the one before, in processor time, which other load on the machine moves less."""
    if len(products) < 2:
        return
    small, large = products[-2:]
    for page in large.pages:
        times = figures.p50(large, page) / figures.p50(small, page)
        processor = figures.processor(large, page) / figures.processor(small, page)
        name = f"growth of {page.label}"
        mark(name, processor, GROWTH, GROWTH_BETTER, f"{times:8.2f}{processor:8.2f}")


def whole(product: "Site", beside: "Site", figures: "Figures") -> None:
    """Bytes, memory and lists a second."""
    size = product.fact(LIST)["bytes"] / beside.fact(ADMIN_LIST)["bytes"]
    mark("bytes of the list ÷ the admin's", size, BYTES, BYTES_BETTER)
    memory = figures.memory[product.name] / figures.memory[beside.name]
    name = f"memory: {figures.memory[product.name]:.0f} ÷ {figures.memory[beside.name]:.0f} MiB"
    mark(name, memory, MEMORY, MEMORY_BETTER)
    lists = figures.rates[LIST]
    least("lists a second ÷ fast", lists / figures.rates[FAST_LIST], RATE, RATE_BETTER)
    least("lists a second ÷ the admin's", lists / figures.rates[ADMIN_LIST], ADMIN_RATE, ADMIN_RATE_BETTER)


def mark(name: str, value: float, must: float, better: float, shown: str = "") -> None:
    """One goal that is not to be exceeded."""
    word = "BETTER" if value <= better else "ok" if value <= must else "MISS"
    print(f"{word:7}{name:52}{shown or f'{value:16.2f}'}{must:8.2f}{better:8.2f}")


def least(name: str, value: float, must: float, better: float) -> None:
    """One goal that has to be reached."""
    word = "BETTER" if value >= better else "ok" if value >= must else "MISS"
    print(f"{word:7}{name:52}{value:16.2f}{must:8.2f}{better:8.2f}")
