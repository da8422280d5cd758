"""Renders a letter as PDF: archival and tagged (PDF/A-2a, PDF/UA-1), embedded fonts, the same bytes for the same
data."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

import segno
import typst

from lib.documents import logos
from lib.documents.document import Document
from lib.documents.printable import FONTS, printable

HERE = Path(__file__).parent


def render(document: Document, *, at: dt.datetime) -> bytes:
    """Render a letter. ``at`` is the time written into the file.

    The data reach the template as JSON, never as its source, so typed text is never interpreted as a command.
    """
    data = printable(document.as_data())
    data["logo"] = list(logos.content(document.letterhead.logo)) if document.letterhead.logo else []
    data["qr"] = _qr(document.address) if document.address else ""
    # A compiler serves one thread at a time and is cheap; the fonts, which are slow to read, are cached.
    compiler = typst.Compiler(str(HERE / "letter.typ"), root=str(HERE), font_paths=fonts())
    drawn = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at.astimezone(dt.UTC).replace(microsecond=0),
    )
    assert isinstance(drawn, bytes)  # noqa: S101  # one file, since the format is PDF
    return drawn


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of all documents; reading them is slow, so they are kept."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _qr(address: str) -> str:
    return str(segno.make(address, error="m").svg_inline(border=0, omitsize=True))
