"""The Word file of a letter: laid out as its PDF, in Indonesian, with nothing of the library's template in it."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from lib.documents import pdf, word
from lib.documents.document import Document, Letterhead

AT = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
SENTENCE = "Bahwa yang bersangkutan diminta hadir pada hari dan tempat yang disebut di bawah ini untuk diperiksa. "
FACTS = {"kind": "facts", "rows": [["Nama", "Budi Santoso"], ["NIP", "19850412 201001 1 003"], ["Jabatan", SENTENCE]]}
TABLE = {
    "kind": "table",
    "head": ["No.", "Bukti", "Sidik jari"],
    "widths": [1, 4, 6],
    "rows": [[str(n), f"Tangkapan layar {n}", "a1b2c3d4e5f6"] for n in range(1, 61)],
}
ALL = [
    {"kind": "paragraph", "text": "Yth. Budi Santoso\ndi tempat"},
    {"kind": "heading", "text": "Dasar"},
    {"kind": "paragraph", "text": SENTENCE * 4},
    FACTS,
    {"kind": "items", "rows": [["1.", SENTENCE], ["2.", "Membawa kartu pegawai."]]},
    {"kind": "centred", "text": "MEMUTUSKAN:"},
    {"kind": "dialogue", "rows": [{"number": "1.", "question": "Apakah Saudara sehat?", "answer": "Sehat."}]},
    {"kind": "signatures", "rows": [{"title": "Kepala Dinas A,", "name": "Wati", "number": "NIP 1978"}]},
]


def letter(*blocks, **over):
    head = Letterhead("Pemerintah Kota Contoh", "Dinas A", "Jalan Contoh 1")
    fields = {"layout": "letter", "title": "Panggilan I", "number": "800/1/DIS-A/2026", "note": "KS-2026-0001"} | over
    return Document(head, blocks=list(blocks), **fields)


def opened(document):
    return docx.Document(io.BytesIO(word.render(document, at=AT)))


@pytest.mark.parametrize("block", [FACTS, TABLE, ALL[4], ALL[6], ALL[7]], ids=lambda block: block["kind"])
def test_the_grid_of_a_table_has_the_widths_of_its_cells(block):
    table = opened(letter(block, layout="plain")).tables[0]
    assert sum(column.width for column in table.columns) == pytest.approx(Mm(word.WRITTEN), abs=Mm(1))
    for row in table.rows:
        cells = [cell.width for cell in row.cells if cell.width is not None]
        assert cells == [column.width for column in table.columns]
    assert not table.autofit


def test_headings_are_black_and_the_language_is_indonesian():
    read = opened(letter(*ALL))
    for name in ("Heading 1", "Heading 2"):
        assert str(read.styles[name].font.color.rgb) == "000000"
    (language,) = read.styles.element.xpath("w:docDefaults//w:lang")
    assert {language.get(qn(f"w:{name}")) for name in ("val", "eastAsia", "bidi")} == {"id-ID"}


def test_nothing_of_the_template_stays_inside():
    content = word.render(letter(*ALL), at=AT)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "thumbnail" in name]
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.comments, properties.keywords, properties.last_modified_by) == ("", "", "")
    assert properties.author == "Pemerintah Kota Contoh"


def test_the_heading_of_a_table_comes_again_on_each_page():
    table = opened(letter(TABLE)).tables[-1]
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert not table.rows[1]._tr.xpath("w:trPr/w:tblHeader")


def test_the_numbers_of_the_pages_are_as_small_as_the_words_beside_them():
    footer = opened(letter(*ALL)).sections[0].footer.paragraphs[0]
    sizes = {size.get(qn("w:val")) for size in footer._p.xpath(".//w:sz")}
    assert sizes == {"17"}
    assert [field.get(qn("w:instr")) for field in footer._p.xpath("w:fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_code_says_in_words_what_it_holds():
    read = opened(letter(*ALL, address="https://conduct.example.go.id/verify/abc"))
    described = [each.get("descr") for each in read.element.body.xpath(".//wp:docPr")]
    assert described == ["Kode QR: https://conduct.example.go.id/verify/abc"]


def words_of(content):
    """Every word of a PDF, in whatever order its program wrote them; the numbers of pages stand apart."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return sorted(set(re.findall(r"[A-Za-z]{4,}", text)))


def drawn(content, place):
    """The pages as grey pictures of 40 dots per inch."""
    (place / "letter.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-gray", "-r", "40", "letter.pdf", "page"], cwd=place, check=True)
    return [Image.open(page) for page in sorted(place.glob("page*.pgm"))]


def ink(picture):
    """Left and right edge of what is printed, in millimetres, and how much of the page it covers."""
    left, _top, right, _bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    dark = sum(picture.histogram()[:200]) / (picture.width * picture.height)
    return left * 25.4 / 40, right * 25.4 / 40, dark


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="LibreOffice Writer or poppler is not installed here; CI installs both",
)
@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize(
    "blocks", [ALL, [FACTS], [TABLE], ALL[:3] * 3, ALL[4:]], ids=["all", "facts", "table", "text", "end"]
)
def test_word_shows_the_letter_as_its_pdf_shows_it(blocks, paper, tmp_path):
    document = letter(*blocks, paper=paper, layout="report")
    (tmp_path / "letter.docx").write_bytes(word.render(document, at=AT))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "letter.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    converted = (tmp_path / "letter.pdf").read_bytes()
    own = pdf.render(document, at=AT)
    (tmp_path / "own").mkdir()
    theirs, ours = drawn(converted, tmp_path), drawn(own, tmp_path / "own")
    assert len(theirs) == len(ours)
    for left, right in zip(map(ink, theirs), map(ink, ours), strict=True):
        assert left[0] == pytest.approx(right[0], abs=4)
        assert left[1] == pytest.approx(right[1], abs=8)
        assert left[2] == pytest.approx(right[2], rel=0.5, abs=0.01)
    assert words_of(converted) == words_of(own)
