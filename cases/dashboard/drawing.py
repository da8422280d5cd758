"""Where the marks of a chart stand: the templates draw them as SVG, nothing is computed in the browser."""

import dataclasses
from typing import Any

from cases.dashboard.figures import Figure, Row
from cases.dashboard.small_cells import HIDDEN
from cases.dashboard.tiles import SERIES

WIDTH, HEIGHT, MARGIN = 240, 64, 4  # of one small line chart, in units of its view box
TINTS = 5


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A figure with what its template needs: ``rows`` are dictionaries, ``series`` tones and labels."""

    figure: Figure
    rows: list[dict[str, Any]]
    peak: int
    series: list[tuple[str, object]]


def drawn(figure: Figure) -> Drawn:
    """The marks of a figure. Raises KeyError for a form that has none."""
    mark = {"bars": _bar, "share": _share, "stacked": _column, "lines": _line, "grid": _cells}[figure.form]
    peak = 100 if figure.form == "share" else figure.peak
    return Drawn(figure, [mark(row, figure.peak) for row in figure.rows], peak, list(SERIES))


def _bar(row: Row, _peak: int) -> dict[str, Any]:
    value = row.values[0]
    return {
        "label": row.label,
        "value": value or 0,
        "shown": HIDDEN if value is None else value,
        "url": row.url,
        "note": row.note,
    }


def _share(row: Row, _peak: int) -> dict[str, Any]:
    if row.values[0] is None:
        return {"label": row.label, "value": 0, "shown": HIDDEN, "url": row.url, "note": f"{HIDDEN} / {row.out_of}"}
    note = f"{row.values[0]} / {row.out_of}"
    return {"label": row.label, "value": row.share, "shown": f"{row.share}%", "url": row.url, "note": note}


def _column(row: Row, _peak: int) -> dict[str, Any]:
    parts = [(tone, value or 0) for (tone, _label), value in zip(SERIES, row.values, strict=True)]
    total = HIDDEN if None in row.values else row.total
    return {"label": row.label, "total": total, "url": row.url, "parts": parts}


def _line(row: Row, peak: int) -> dict[str, Any]:
    step = WIDTH / max(len(row.values) - 1, 1)
    points = [
        f"{n * step:.1f},{HEIGHT - MARGIN - (value or 0) * (HEIGHT - 2 * MARGIN) / peak:.1f}"
        for n, value in enumerate(row.values)
    ]
    return {
        "label": row.label, "url": row.url, "points": " ".join(points),
        "total": HIDDEN if None in row.values else row.total,
        "values": [HIDDEN if value is None else value for value in row.values],
    }  # fmt: skip


def _cells(row: Row, peak: int) -> dict[str, Any]:
    """Each cell with its tint: none for zero, the darkest for the peak."""
    cells = [
        (HIDDEN if value is None else value, 0 if not value else 1 + (TINTS - 1) * value // max(peak, 1))
        for value in row.values
    ]
    return {"label": row.label, "url": row.url, "cells": cells}
