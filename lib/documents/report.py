"""Renders a report of numbers and charts as PDF, A4 landscape. Knows no cases; all words and numbers come as data."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import typst

from lib.documents.pdf import fonts
from lib.documents.printable import printable

HERE = Path(__file__).parent


def render(data: dict[str, Any], *, at: dt.datetime) -> bytes:
    """``data``: title, place, period, mark, note, columns and lines of the table, heads of the charts, and figures
    (form, title, definition, columns, peak, rows of label, values, share, out_of). ``at``: the time written into the
    file."""
    compiler = typst.Compiler(str(HERE / "report.typ"), root=str(HERE), font_paths=fonts())
    drawn = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(printable(data))},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at.astimezone(dt.UTC).replace(microsecond=0),
    )
    assert isinstance(drawn, bytes)  # noqa: S101  # one file, since the format is PDF
    return drawn
