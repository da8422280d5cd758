"""From wording and data to a letter: fields are checked, data never interpreted, the same letter has the same bytes."""

import datetime as dt
import io

import docx
import pypdf
import pytest

from lib.documents import pdf, word, wording
from lib.documents.document import Document, Letterhead, fingerprint
from lib.documents.wording import WordingError

AT = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
WORDS = {"nama", "nip", "nomor_surat"}
BLOCKS = {"tanda_tangan"}
SIGNED = [{"kind": "signatures", "rows": [{"title": "Kepala Dinas A,", "name": "Wati", "number": "NIP 1978"}]}]


def letter(text="Yth. {nama}", data=None, **over):
    head = Letterhead("Pemerintah Kota Contoh", "Dinas A")
    fields = {"layout": "letter", "title": "Panggilan I", "number": "800/1/DIS-A/2026"} | over
    return Document(head, blocks=wording.compose(text, data or {}), **fields)


def words_of(document):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, at=AT)))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_fields_rows_lists_and_tables_become_blocks_in_order():
    text = (
        "# Bagian\nYth. {nama}\ndi tempat\n\n| NIP | {nip}\n|  | kedua\n1. satu\n2. dua\n= MEMUTUSKAN:\n{tanda_tangan}"
    )
    blocks = wording.compose(text, {"nama": "Budi", "nip": "1985", "tanda_tangan": SIGNED})
    assert [block["kind"] for block in blocks] == ["heading", "paragraph", "facts", "items", "centred", "signatures"]
    assert blocks[1]["text"] == "Yth. Budi\ndi tempat"
    assert blocks[2]["rows"] == [["NIP", "1985"], ["", "kedua"]]
    assert blocks[3]["rows"] == [["1.", "satu"], ["2.", "dua"]]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("c. bahwa {pertimbangan};", "Tidak patut. Nomor tidak disebut.", "c. bahwa tidak patut. Nomor tidak disebut;"),
        ("berupa {pertimbangan} kepada", "Teguran tertulis", "berupa teguran tertulis kepada"),
        ("bahwa {pertimbangan};", "ASN wajib menjaga etika", "bahwa ASN wajib menjaga etika;"),
        ("Alasan: {pertimbangan}", "Tidak patut.", "Alasan: Tidak patut."),
        ("bahwa {pertimbangan};", "", f"bahwa {wording.UNFILLED};"),
    ],
)
def test_a_sentence_of_the_record_agrees_with_the_sentence_around_it(text, value, expected):
    assert wording.fill(text, {"pertimbangan": value}) == expected


def test_a_persons_own_letter_bears_no_number_of_the_government():
    document = letter(data={"nama": "Budi"}, layout="plain")
    assert document.number not in words_of(document)


def test_a_missing_value_becomes_a_dotted_line_to_complete_by_hand():
    assert wording.compose("Yth. {nama}", {})[0]["text"] == f"Yth. {wording.UNFILLED}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("baik\nYth. {nma}", r"Baris 2: isian \{nma\} tidak dikenal. Mungkin maksudnya \{nama\}\?"),
        ("Yth. {nama", "Baris 1: kurung kurawal tidak lengkap"),
        ("Yth. {Nama}", "kurung kurawal tidak lengkap"),
        ("Hormat kami {tanda_tangan}", "harus sendirian di satu baris"),
        ("  \n", "masih kosong"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_refused_with_its_line(text, message):
    with pytest.raises(WordingError, match=message):
        wording.check(text, words=WORDS, blocks=BLOCKS)


def test_a_right_wording_passes_and_names_its_fields():
    text = "Yth. {nama}\n\n{tanda_tangan}\n{nama}"
    wording.check(text, words=WORDS, blocks=BLOCKS)
    assert wording.fields_in(text) == ["nama", "tanda_tangan"]


@pytest.mark.parametrize(
    "hostile", ["#panic()", "*tebal* $x$", '"] #read("pdf.py")', "\\u{1}", "{nip}", "= judul", "| a | b"]
)
def test_typed_text_is_printed_and_never_interpreted(hostile):
    assert hostile in words_of(letter(data={"nama": hostile, "nip": "rahasia"}))


def test_emoji_and_foreign_letters_of_a_quoted_post_are_written_out():
    shown = words_of(letter(data={"nama": "mantap \U0001f602\ufe0f \u65e5 cafe\u0301 \x00\u200f"}))
    assert "mantap [face with tears of joy] [cjk unified ideograph-65e5] café" in " ".join(shown.split())


def test_the_pdf_is_archival_tagged_and_carries_its_fonts():
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(letter(), at=AT)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors and all("/FontFile2" in descriptor for descriptor in descriptors)
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>A<" in metadata and "<pdfuaid:part>1<" in metadata
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("id", True)


def test_the_same_letter_is_the_same_file_to_the_byte():
    assert pdf.render(letter(), at=AT) == pdf.render(Document.from_data(letter().as_data()), at=AT)
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1}) != fingerprint({"a": 1, "b": [3]})


def test_marks_number_and_pages_stand_on_the_paper():
    long = letter("\n\n".join(f"Alinea {i}" for i in range(60)), note="KS-2026-0001")
    shown = words_of(long)
    assert shown.count("RAHASIA") == 2
    assert "800/1/DIS-A/2026" in shown and "PEMERINTAH KOTA CONTOH" in shown
    assert "Halaman 1 dari 2" in shown and "Halaman 2 dari 2" in shown and shown.count("KS-2026-0001") == 2


@pytest.mark.parametrize("layout", ["letter", "decree", "record", "report", "plain"])
def test_the_address_that_verifies_a_letter_can_be_followed(layout):
    address = "https://conduct.example.go.id/verify/0c7e6a1e-9f30-4f5e-8d0a-1f0b6f3d2c11/"
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(letter(layout=layout, address=address), at=AT)))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert {str(note["/A"]["/URI"]) for note in notes} == {address}
    assert all(note["/Contents"] for note in notes)  # what a screen reader says of it (PDF/UA)


def test_paper_follows_the_government():
    sizes = {}
    for paper in ("a4", "f4"):
        page = pypdf.PdfReader(io.BytesIO(pdf.render(letter(paper=paper), at=AT))).pages[0]
        sizes[paper] = (round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4))
    assert sizes == {"a4": (210, 297), "f4": (215, 330)}


def test_threads_may_draw_at_the_same_time():
    from concurrent.futures import ThreadPoolExecutor

    documents = [letter(data={"nama": f"Orang {i}"}) for i in range(8)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda document: pdf.render(document, at=AT), documents))
    assert drawn == [pdf.render(document, at=AT) for document in documents]


def test_the_word_file_says_the_same_and_takes_every_block():
    text = "# Bagian\nYth. {nama}\n| NIP | {nip}\n1. satu\n= MEMUTUSKAN:\n{semua}"
    every = [
        {"kind": "table", "head": ["No", "Bukti"], "widths": [1, 4], "rows": [["1", "Video <b>&"]]},
        {
            "kind": "dialogue",
            "rows": [{"number": "1.", "question": "Sehat?", "answer": "Sehat \x0b\U0001f602", "note": "B-01"}],
        },
        {"kind": "ruled", "count": 2},
        {"kind": "page"},
        *SIGNED,
    ]
    document = letter(
        text, {"nama": "Budi", "nip": "1985", "semua": every}, layout="record", address="https://contoh.go.id/x"
    )
    opened = docx.Document(io.BytesIO(word.render(document, at=AT)))
    shown = "\n".join(
        [paragraph.text for paragraph in opened.paragraphs]
        + [c.text for t in opened.tables for r in t.rows for c in r.cells]
    )
    for expected in (
        "PANGGILAN I",
        "Yth. Budi",
        "1985",
        "satu",
        "Video <b>&",
        "Sehat [face with tears of joy]",
        "Wati",
    ):
        assert expected in shown
    assert opened.sections[0].header.paragraphs[0].text == "RAHASIA"
    pdf.render(document, at=AT)


def test_a_heading_full_of_signs_is_written_in_word_as_well():
    """Signs that paper lacks are written out by name; the property of a Word file holds 255 letters."""
    document = letter(title="\U0001f602" * 20)
    opened = docx.Document(io.BytesIO(word.render(document, at=AT)))
    assert "[face with tears of joy]" * 20 in "".join(cell.text for row in opened.tables[1].rows for cell in row.cells)
    assert len(opened.core_properties.title) == 255


RECEIVED = [{"kind": "signatures", "rows": [{"title": "Yang menerima,", "name": "Budi", "side": "left"}]}]


def test_place_and_date_stand_above_the_signature_that_follows():
    text = "Isi.\n\nDitetapkan di {tempat_surat}\npada tanggal {tanggal_surat}\n\n{tanda_tangan}\n\n{tanda_terima}"
    data = {"tempat_surat": "Bekasi", "tanggal_surat": "7 Desember 2026", "tanda_tangan": SIGNED}
    blocks = wording.compose(text, data | {"tanda_terima": RECEIVED})
    assert [block["kind"] for block in blocks] == ["paragraph", "signatures", "signatures"]
    assert blocks[1]["rows"][0]["title"] == "Ditetapkan di Bekasi\npada tanggal 7 Desember 2026\nKepala Dinas A,"
    assert SIGNED[0]["rows"][0]["title"] == "Kepala Dinas A,", "the caller's own row is not changed"


@pytest.mark.parametrize("signed", [[], [{"kind": "signatures", "rows": [{"title": "A"}, {"title": "B"}]}]])
def test_a_date_in_the_text_stays_where_no_single_signature_follows(signed):
    data = {"tanggal_surat": "7 Mei 2026", "tanda_tangan": signed}
    blocks = wording.compose("Pada tanggal {tanggal_surat}\n\n{tanda_tangan}", data)
    assert blocks[0] == {"kind": "paragraph", "text": "Pada tanggal 7 Mei 2026"}


def test_what_is_centred_is_in_capitals():
    blocks = wording.compose("= {penanda_jabatan},", {"penanda_jabatan": "Kepala Dinas A"})
    assert blocks == [{"kind": "centred", "text": "KEPALA DINAS A,"}]


@pytest.mark.parametrize("lines", range(28, 40))
def test_the_copies_stand_on_the_page_of_the_signature(lines):
    text = "\n\n".join(["Kalimat."] * lines) + "\n\n{tanda_tangan}\n\nTembusan:\n1. Wali Kota\n2. Kepala BKPSDM"
    document = letter(text, {"tanda_tangan": SIGNED}, address="https://contoh.go.id/letters/check/1/")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(document, at=AT))).pages]
    assert "Kepala BKPSDM" in next(page for page in pages if SIGNED[0]["rows"][0]["name"] in page)
