"""Measures the milliseconds to render a page of a letter: `python -m benchmarks.letters`. No database."""

import datetime as dt
import io
import sys
import time
from pathlib import Path

import pypdf
import yaml

from lib.documents import pdf, word, wording
from lib.documents.document import Document, Letterhead

GOAL = 300.0  # milliseconds a page
AT = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
FIXTURE = Path(__file__).parents[1] / "regulations" / "fixtures" / "letter_wordings.yaml"
QUESTIONS = 60
LETTERS = 100


def documents() -> dict[str, Document]:
    """A summons, a decree, and minutes of 60 questions, each from its standard wording."""
    rows = {row["fields"]["code"]: row["fields"] for row in yaml.safe_load(FIXTURE.read_text("utf-8"))}
    said = [
        {"number": f"{n}.", "question": "Apakah Saudara mengenali video ini?", "answer": "Ya, saya. " * 12, "note": ""}
        for n in range(1, QUESTIONS + 1)
    ]
    data: dict[str, object] = {"nama": "Pegawai Contoh", "tanya_jawab": [{"kind": "dialogue", "rows": said}]}
    return {code: _document(rows[code], data) for code in ("SP-PANGGILAN", "SK-R2", "BAP")}


def _document(row: dict[str, str], data: dict[str, object]) -> Document:
    return Document(
        letterhead=Letterhead("Pemerintah Kota Contoh", "Badan Kepegawaian", "Jalan Merdeka 1"),
        layout=row["layout"].lower(),
        title=wording.fill(row["title"], data),
        blocks=wording.compose(row["text"], data),
        number="800.1.6.2/1/BKPSDM/2026",
        address="https://conduct.example.go.id/letters/check/7f0c0000-0000-4000-8000-000000000000/",
    )


def measured(document: Document, times: int) -> tuple[float, int]:
    """Median milliseconds to render a new document, and its number of pages."""
    taken = []
    for turn in range(times):
        fresh = Document.from_data(document.as_data() | {"note": f"putaran {turn}"})
        start = time.perf_counter()
        content = pdf.render(fresh, at=AT)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[len(taken) // 2], len(pypdf.PdfReader(io.BytesIO(content)).pages)


def main() -> int:
    slowest = 0.0
    for code, document in documents().items():
        median, pages = measured(document, 15)
        slowest = max(slowest, median / pages)
        print(f"{code:14} {pages} pages: {median:6.1f} ms, {median / pages:5.1f} ms a page")
    document = documents()["SP-PANGGILAN"]
    start = time.perf_counter()
    for n in range(LETTERS):
        pdf.render(Document.from_data(document.as_data() | {"number": str(n)}), at=AT)
    print(f"{LETTERS} letters one after the other: {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    word.render(documents()["BAP"], at=AT)
    print(f"minutes as Word: {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"{'OK  ' if slowest < GOAL else 'MISS'} slowest page: {slowest:.0f} ms (below {GOAL:.0f})")
    return 0 if slowest < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
