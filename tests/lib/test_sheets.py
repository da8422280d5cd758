"""Tables of offices in many formats: read, or refused with a sentence that says what to do."""

import datetime as dt
import io
import struct
import zipfile

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from lib.sheets import tables as sheets
from lib.sheets.cells import day_of, period_of, plain
from lib.sheets.csv_files import inert
from lib.sheets.identifiers import nip_of
from lib.sheets.problems import SheetError
from lib.sheets.tables import open_sheets, sheet_rows


def workbook(fill) -> io.BytesIO:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        fill(book)
    content.seek(0)
    return content


def with_sheet_xml(xml: bytes) -> io.BytesIO:
    """A workbook whose one sheet is this XML."""
    plainly = workbook(lambda book: book.add_worksheet("Satu"))
    content = io.BytesIO()
    with zipfile.ZipFile(plainly) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, xml if part.filename.startswith("xl/worksheets/") else old.read(part))
    content.seek(0)
    return content


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def old_container(stream_name: str) -> io.BytesIO:
    """The head of Office's old container with one stream of that name."""
    return io.BytesIO(sheets.COMPOUND + bytes(1000) + stream_name.encode("utf-16-le") + bytes(500))


@pytest.mark.parametrize(
    "text",
    ["12 Agustus 2022", "12-08-22", "12/8/2022", "12.08.2022", "2022-08-12", "Jumat, 12 Agt 2022",
     "tgl 12 Agustus 2022", "2022-08-12 00:00:00", "44785", "44785.0", dt.date(2022, 8, 12),
     dt.datetime(2022, 8, 12, 9, 30), 44785.0],
)  # fmt: skip
def test_a_day_is_read_however_it_was_typed(text):
    assert day_of(text) == dt.date(2022, 8, 12)


@pytest.mark.parametrize(
    "text", ["8/25/2022", "kemarin", "27/12", "Agustus", "31-02-2022", "2022", "12 s.d. 14 Agustus 2022"]
)
def test_a_day_that_cannot_be_meant_is_refused(text):
    with pytest.raises(ValidationError):
        day_of(text)


def test_two_digits_of_a_year_belong_to_the_last_hundred_years():
    assert (day_of("01-03-85"), day_of("01-03-21")) == (dt.date(1985, 3, 1), dt.date(2021, 3, 1))


def test_a_month_or_year_alone_is_its_whole_span():
    august = (dt.date(2022, 8, 1), dt.date(2022, 8, 31))
    assert [period_of(text) for text in ("Agustus 2022", "08/2022", "agt. 2022")] == [august] * 3
    assert period_of("2022") == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert [period_of(text) for text in ("13/2022", "12 Agustus 2022", "kapan-kapan")] == [None] * 3


@pytest.mark.parametrize("cell", [198504122010012001.0, 198504122010012001, "1.98504E+17", "1,98504E+17"])
def test_a_nip_that_is_a_number_is_refused_with_how_to_repair_it(cell):
    with pytest.raises(ValidationError, match="teks"):
        nip_of(cell)


@pytest.mark.parametrize(
    "cell", ["198504122010012001", " 19850412 201001 2 001 ", "'198504122010012001", '="198504122010012001"']
)
def test_a_nip_is_read_through_spaces_and_tricks(cell):
    assert nip_of(cell) == "198504122010012001"


def test_a_cell_becomes_one_line():
    assert [plain(cell) for cell in (" a\n b ", 7.0, 1.5, 1.98504122010012e17, dt.date(2022, 8, 12), None, True)] == [
        "a b", "7", "1.5", "1.98504E+17", "2022-08-12", "", "ya",
    ]  # fmt: skip


def test_hidden_sheets_are_passed_over_and_merged_cells_fill_their_rows():
    def fill(book):
        book.add_worksheet("Rahasia").hide()
        page = book.add_worksheet("Data")
        page.activate()
        page.write_row("B3", ["Kejadian", "Nama"])
        page.merge_range("B4:B6", "Siaran langsung")
        for row, name in enumerate(("Ani", "Ade", "Umi"), 3):
            page.write(row, 2, name)
        page.write_row("B7", ["", "Edi"])

    (found,) = open_sheets(workbook(fill))
    rows = [row for row in found.rows if any(row)]
    assert found.name == "Data"
    assert rows[1:] == [["Siaran langsung", "Ani"], ["Siaran langsung", "Ade"], ["Siaran langsung", "Umi"], ["", "Edi"]]


def test_a_formula_gives_its_value_and_an_error_nothing():
    def fill(book):
        page = book.add_worksheet()
        page.write_formula("A1", '="PN"&"S"', None, "PNS")
        page.write_formula("B1", "=1/0", None, "#DIV/0!")
        page.write("C1", "x")

    assert next(sheet_rows(workbook(fill))) == ["PNS", "", "x"]


def test_the_sign_between_the_columns_is_found_below_a_title():
    text = 'DAFTAR KASUS\n\nNama,Unit,Jabatan\n"Ani, S.Kom",Dinas A,Guru\n'
    assert list(sheet_rows(io.BytesIO(text.encode())))[3] == ["Ani, S.Kom", "Dinas A", "Guru"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (lambda: old_container("EncryptedPackage"), "kata sandi"),
        (lambda: old_container("Workbook"), r"\(\.xls\)"),
        (lambda: io.BytesIO(b"<html><table><tr><td>NIP</td></tr></table></html>"), "HTML"),
        (lambda: io.BytesIO(b"\x00\x01\x02"), "bukan CSV"),
        (lambda: io.BytesIO("Nama;Unit\nJosé;x".encode("latin-1")), "CSV UTF-8"),
        (lambda: io.BytesIO(b"PK\x03\x04 rusak"), "rusak"),
        (lambda: io.BytesIO(b'a;b\n"' + b"x" * 300_000), "CSV tidak dapat dibaca"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(file, told):
    with pytest.raises(SheetError, match=told):
        list(sheet_rows(file()))


def test_a_document_of_another_kind_is_no_workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    with pytest.raises(SheetError, match="bukan buku kerja"):
        list(sheet_rows(content))


def test_a_bomb_with_its_declared_size_is_not_unpacked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<w/>")
        with parts.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(410):
                part.write(bytes(1024 * 1024))
    assert len(content.getvalue()) < 1024 * 1024
    with pytest.raises(SheetError, match="terlalu besar"):
        list(sheet_rows(content))


def test_a_bomb_with_a_false_size_is_found_by_reading_it():
    content = with_sheet_xml(SHEET % (b" " * 5_000_000))
    data = bytearray(content.getvalue())
    at = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
    size = struct.unpack_from("<I", data, at + 24)[0]
    assert size > 5_000_000
    struct.pack_into("<I", data, at + 24, 1000)
    with pytest.raises(SheetError, match="rusak"):
        list(sheet_rows(io.BytesIO(bytes(data))))


def test_two_cells_in_opposite_corners_are_not_laid_out():
    xml = SHEET % b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(SheetError, match="baris 1048576"):
        list(sheet_rows(with_sheet_xml(xml)))


CORNER = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        CORNER.replace(b"XFD", b"xfd"),
        CORNER.replace(b"r=", b"r = "),
        CORNER.replace(b"r=", b"r\n\t=\n"),
        CORNER.replace(b'r="XFD1048576"', b'r\n=' + b" " * 3_000_000 + b'"XFD1048576"'),
        CORNER.replace(b'r="XFD1048576"', b"r" + b" " * 3_000_000 + b'="XFD1048576"'),
        CORNER.replace(b'r="XFD1048576"', b'r="XFD' + b"0" * 200 + b'1048576"'),
        b" " * (1024 * 1024 - 270) + CORNER,
        b'<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_000 + b'</row><row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1048576">' + b"""<c t=" r='A1' "><v>1</v></c>""" * 16_000 + b'</row><row r="1"><c r="A1"/></row>',
        b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576">'
        + b"<x:c><x:v>1</x:v></x:c>" * 16_000 + b'</x:row><row r="1"><c r="A1"/></row>',
    ],
    ids=["lower case", "spaces", "lines", "far apart", "far before", "zeros", "at the gap", "row alone",
         "without places", "false places", "prefixed"],
)  # fmt: skip
def test_a_wide_sheet_is_found_however_its_places_are_written(rows):
    """The reader ends the whole process when it cannot get the memory."""
    with pytest.raises(SheetError, match=r"terlalu luas|rusak"):
        list(sheet_rows(with_sheet_xml(SHEET % rows)))


def test_a_wide_sheet_is_found_under_any_name():
    content = io.BytesIO()
    with zipfile.ZipFile(with_sheet_xml(SHEET % CORNER)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.namelist():
            told = old.read(part).replace(b"worksheets/sheet1.xml", b"media/image1.png")
            new.writestr(part.replace("worksheets/sheet1.xml", "media/image1.png"), told)
    with pytest.raises(SheetError, match="terlalu luas"):
        list(sheet_rows(content))


def test_a_sheet_whose_cells_do_not_say_where_they_stand_is_read():
    rows = b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    assert list(sheet_rows(with_sheet_xml(SHEET % rows))) == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("=1+1", "'=1+1"), ("\t=1", "'\t'=1"), ("\n@x", "'\n'@x"), (" =1", "' =1"), ("＝1＋1", "'＝1＋1"),
     ("＠SUM(1)", "'＠SUM(1)"),
     ('joget;=HYPERLINK("x")', "joget;'=HYPERLINK(\"x\")"), ("a; +1", "a;' +1"), ("baris\n=1", "baris\n'=1"),
     ("a-b; c = d", "a-b; c = d"), ("", "")],
)  # fmt: skip
def test_no_spreadsheet_runs_what_somebody_typed(typed, written):
    """Not even one that divides cells at the semicolon, which stands unquoted between commas."""
    assert inert(typed) == written
