"""The Word file of a letter: laid out as its PDF, in Indonesian, with nothing of the library's template in it."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from lib.documents import pdf, word
from lib.documents.document import Document, Letterhead
from tests.samples.pages import convert, differences, needs_office

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
    assert sum(column.width for column in table.columns) == pytest.approx(Mm(215 - 50), abs=Mm(1))
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
    assert not [name for name in names if "thumbnail" in name or name == "docProps/app.xml"]
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
    described = [picture.get("descr") for picture in read.element.body.xpath(".//wp:docPr")]
    assert described == ["Kode QR: https://conduct.example.go.id/verify/abc"]


@needs_office
@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize(
    "blocks", [ALL, [FACTS], [TABLE], ALL[:3] * 3, ALL[4:]], ids=["all", "facts", "table", "text", "end"]
)
def test_word_shows_the_letter_as_its_pdf_shows_it(blocks, paper, tmp_path):
    document = letter(*blocks, paper=paper, layout="report")
    (tmp_path / "letter.docx").write_bytes(word.render(document, at=AT))
    convert(tmp_path)
    assert not differences((tmp_path / "letter.pdf").read_bytes(), pdf.render(document, at=AT), tmp_path)


@needs_office
def test_letters_that_differ_are_told_apart(tmp_path):
    long, short = (pdf.render(letter(*blocks, layout="report"), at=AT) for blocks in (ALL * 4, [FACTS]))
    assert len(differences(long, short, tmp_path)) >= 2


def test_a_draft_is_stamped_and_has_neither_number_nor_code():
    drafted = letter(*ALL, number="", is_draft=True)
    header = opened(drafted).sections[0].header
    assert 'string="KONSEP"' in header._element.xml
    assert 'string="KONSEP"' not in opened(letter(*ALL)).sections[0].header._element.xml
    assert not opened(drafted).element.body.xpath(".//wp:docPr")
