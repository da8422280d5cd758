"""Payrolls as offices send them: one reader finds sheet, heading and cells, and says what it did not read."""

import datetime as dt

import pytest

from cases.people.staff_sheet import StaffRow, read
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading
from tests.samples.sheets import MERGED, as_open_document, as_text, as_workbook

ANI, ADE = "198504122010012001", "199001012015011002"
TMT, TODAY = dt.date(2021, 3, 1), dt.date(2026, 7, 1)
UNITS = {"dinasa": 1}
HEAD = ["NIP", "Nama", "Status", "Unit Kerja", "Jabatan", "TMT"]
PEOPLE = [[ANI, "Ani", "PNS", "Dinas A", "Guru", "01-03-2021"], [ADE, "Ade", "PNS", "Dinas A", "Guru", "01-03-2021"]]
SHEET = [HEAD, *PEOPLE]
AS_DAYS = [HEAD, *([*row[:5], TMT] for row in PEOPLE)]
TWO_ROWS = [
    ["No", "NIP", "Nama", "Status", "Unit Kerja", "Jabatan", "", "Golongan", ""],
    ["", "", "", "", "", "Nama", "TMT", "Ruang", "TMT"],
    *([n, *row[:4], row[4], row[5], "III/a", "01-01-2015"] for n, row in enumerate(PEOPLE, 1)),
]
GROUPS = [
    ["No", "Data Pegawai", "", "", "Penempatan", "", ""],
    ["", "NIP", "Nama", "Status", "Unit Kerja", "Jabatan", "TMT"],
    *([n, *row] for n, row in enumerate(PEOPLE, 1)),
]
MERGED_HEAD = [
    ["NIP", "Nama", "Status", "Unit Kerja", "Jabatan", ""],
    [MERGED, MERGED, MERGED, MERGED, "Nama Jabatan", "TMT"],
    *PEOPLE,
]
NUMBERED = [HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], *PEOPLE]
TITLED = [["DAFTAR PEGAWAI PER 1 JULI 2026"], ["Pemerintah Kota Contoh", "", "data uji"], [], *SHEET]
NATIONAL = [
    ["PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "JENIS PEGAWAI NAMA", "TMT CPNS", "TMT PNS", "TMT GOLONGAN",
     "JABATAN NAMA", "TMT JABATAN", "UNOR NAMA"],
    *(["x", nip, "1", name, "", "PNS Daerah Otonom", "01-01-2010", "01-01-2011", "01-04-2020", post, day, unit]
      for nip, name, _status, unit, post, day in PEOPLE),
]  # fmt: skip


def headed(**others) -> list[list]:
    """The sheet under other headings."""
    return [[others.get(title.replace(" ", "_"), title) for title in HEAD], *PEOPLE]


def filled(column: int, value) -> list[list]:
    """The sheet with another value in a column."""
    return [HEAD, *([*row[:column], value, *row[column + 1 :]] for row in PEOPLE)]


READ_ALIKE = {
    "semicolons": as_text(SHEET), "commas": as_text(SHEET, ","), "tabs": as_text(SHEET, "\t"), "bars": as_text(SHEET, "|"),
    "UTF-8 with mark": as_text(SHEET, encoding="utf-8-sig"), "UTF-16": as_text(SHEET, "\t", "utf-16"),
    "UTF-16 LE": as_text(SHEET, "\t", "utf-16-le"), "UTF-16 BE": as_text(SHEET, ";", "utf-16-be"),
    "UTF-16 BE with mark": as_text(SHEET, ",", "utf-16-be", "\ufeff"), "sign said": as_text(SHEET, "|", before="sep=|\r\n"),
    "workbook": as_workbook(SHEET), "days": as_workbook(AS_DAYS), "book of 1904": as_workbook(AS_DAYS, is_1904=True),
    "serials": as_workbook(filled(5, 44256)), "serials of 1904": as_workbook(filled(5, 42794), is_1904=True),
    "serials as text": as_workbook(filled(5, "44256")), "cover": as_workbook(SHEET, cover=True),
    "hidden": as_workbook(SHEET, hidden=True), "cover and guide": as_workbook(SHEET, cover=True, after=True),
    "moved": as_workbook(SHEET, left=3, top=5), "title": as_workbook(TITLED), "title in text": as_text(TITLED),
    "two rows": as_workbook(TWO_ROWS), "two rows in text": as_text(TWO_ROWS), "groups": as_workbook(GROUPS),
    "groups in text": as_text(GROUPS), "merged heading": as_workbook(MERGED_HEAD), "numbered": as_workbook(NUMBERED),
    "numbered in text": as_text(NUMBERED), "OpenDocument": as_open_document(SHEET),
    "OpenDocument days": as_open_document(AS_DAYS), "OpenDocument two rows": as_open_document(TWO_ROWS),
    "OpenDocument to the last row": as_open_document(SHEET, repeated='<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'),
    "national system": as_workbook(NATIONAL), "national system in text": as_text(NATIONAL),
    "NIP as formula": as_text([HEAD, *([f'="{row[0]}"', *row[1:]] for row in PEOPLE)]),
    "name as formula": as_text(filled(2, '="PNS"')), "apostrophe": as_workbook([HEAD, *([f"'{row[0]}", *row[1:]] for row in PEOPLE)]),
    "NIP in groups": as_workbook([HEAD, *([f"{row[0][:8]} {row[0][8:14]} {row[0][14]} {row[0][15:]}", *row[1:]] for row in PEOPLE)]),
} | {
    f"heading {title}": as_workbook(headed(TMT=title)) for title in (
        "Tgl TMT", "TMT Jabatan (dd-mm-yyyy)", "Tanggal TMT", "TMT (tgl-bln-thn)", "Terhitung Mulai Tanggal", "Terhitung Mulai", "TMT Jab.",
        "Tgl. Mulai Jabatan", "TMT\nJabatan", "T.M.T.", "TMT UNOR", "TMT Jabatan Terakhir")
} | {
    f"heading {title}": as_workbook(headed(**{field: title})) for field, title in (
        ("NIP", "NIP/NI PPPK"), ("NIP", "No. NIP"), ("NIP", "NIP (18 angka)"), ("Nama", "Nama Lengkap (tanpa gelar)"),
        ("Status", "Status ASN"), ("Unit_Kerja", "SKPD"), ("Unit_Kerja", "Satuan Kerja"), ("Jabatan", "Nama Jabatan"))
} | {
    f"status {status}": as_workbook(filled(2, status))
    for status in ("Pegawai Negeri Sipil", "PNS Daerah Otonom", "P N S", "pns", "PNSD")
} | {
    f"day {day}": as_workbook(filled(5, day))
    for day in ("1-Mar-2021", "01-Mrt-21", "1 Maret 2021", "2021-03-01", "20210301", "Senin, 1 Maret 2021", '="01-03-2021"')
}  # fmt: skip


def told(file):
    reading = Reading()
    return list(read(file, reading, units=UNITS, valid_on=TODAY, own="Kota Contoh")), reading


@pytest.mark.parametrize("name", READ_ALIKE)
def test_a_payroll_is_read_alike_however_it_was_made(name):
    rows, reading = told(READ_ALIKE[name])
    assert [(row.nip, row.name, row.category, row.agency, row.post, row.starts_on) for row in rows] == [
        (ANI, "Ani", "PNS", 1, "Guru", TMT), (ADE, "Ade", "PNS", 1, "Guru", TMT),
    ]  # fmt: skip
    assert reading.notes == [] and len(reading.sheets) == 1


def test_the_corpus_is_as_wide_as_the_offices():
    assert len(READ_ALIKE) >= 60


@pytest.mark.parametrize(
    ("status", "category"),
    [("Calon PNS", "CPNS"), ("Calon Pegawai Negeri Sipil", "CPNS"), ("C", "CPNS"), ("P3K", "PPPK"), ("PPPK Penuh Waktu", "PPPK"),
     ("Pegawai Pemerintah dengan Perjanjian Kerja", "PPPK"), ("P3K Paruh Waktu", "PPPK_PART_TIME"),
     ("PPPK Paruh Waktu", "PPPK_PART_TIME"), ("Honorer", "CONTRACT"), ("Tenaga Harian Lepas", "CONTRACT"), ("THL", "CONTRACT"),
     ("Non ASN", "CONTRACT"), ("Outsourcing", "OUTSOURCED"), ("BUMD", "BUMD"), ("Perangkat Desa", "VILLAGE")],
)  # fmt: skip
def test_a_status_is_known_by_its_full_name(status, category):
    assert {row.category for row in told(as_text(filled(2, status)))[0]} == {category}


@pytest.mark.parametrize("agreement", [21, 22, 24, 35, 99])
def test_a_pppk_is_read_by_the_number_of_any_agreement(agreement):
    nip = f"199001012023{agreement}2001"
    (row,), _reading = told(as_text([HEAD, [nip, "Umi", "PPPK", "Dinas A", "Guru", "01-03-2021"]]))
    assert (row.nip, row.category) == (nip, "PPPK")


@pytest.mark.parametrize("status", ["Raja", "ASN", "Aktif", "PNS/PPPK"])
def test_an_unknown_status_is_refused_with_the_words_that_are_known(status):
    (problem, _other), _reading = told(as_text(filled(2, status)))
    assert problem.column == "Status kepegawaian"
    assert f"“{status}” tidak dikenal. Pilih salah satu: PNS, CPNS, PPPK, PPPK paruh waktu" in problem.message


@pytest.mark.parametrize("mark", ["-", "–", "N/A", "n/a", "nihil", "NULL", " ", "---", "…", "n.a."])
def test_a_mark_of_nothing_is_no_name(mark):
    (problem, _other), _reading = told(as_text(filled(1, mark)))
    assert (problem.column, problem.message[:6]) == ("Nama", "Kosong")


@pytest.mark.parametrize("text", ["0", "1", "12.", "?", "#", "19850412", "1/2", "44256"])
def test_what_has_no_letter_is_no_name(text):
    (problem, _other), _reading = told(as_text(filled(1, text)))
    assert (problem.column, problem.message) == ("Nama", "Nama harus berisi huruf; periksa kolomnya.")


@pytest.mark.parametrize(
    "title",
    ["TMT Golongan", "TMT Gol.", "TMT CPNS", "TMT PNS", "TMT Pensiun", "TMT KGB", "Tanggal Lahir", "TMT Pangkat/Golongan",
     "Tgl SK"],
)  # fmt: skip
def test_a_day_of_something_else_is_never_taken_for_that_of_the_post(title):
    rows, reading = told(as_workbook(headed(TMT=title)))
    assert {row.starts_on for row in rows} == {TODAY}
    assert reading.sheets[0]["unread"] == [title]
    assert reading.notes == [
        "Kolom TMT jabatan tidak ditemukan; mulai jabatan 2 baris dicatat 01-07-2026 (Keadaan per tanggal)."
    ]


def test_rows_without_a_day_are_counted():
    rows, reading = told(as_text([HEAD, PEOPLE[0], [*PEOPLE[1][:5], "-"]]))
    assert [row.starts_on for row in rows] == [TMT, TODAY]
    assert reading.notes == ["1 baris tanpa TMT; mulai jabatannya dicatat 01-07-2026 (Keadaan per tanggal)."]


def test_what_was_read_and_what_was_not_is_said():
    file = as_workbook(
        [["No", *HEAD, "Alamat"], *([n, *row, "Jl. Contoh"] for n, row in enumerate(PEOPLE))], cover=True, top=2
    )
    reading = told(file)[1]
    (sheet,) = reading.sheets
    assert (sheet["name"], sheet["row"], reading.passed_over) == ("Data", 3, ["Sampul"])
    assert ["TMT jabatan", "TMT"] in sheet["columns"] and sheet["unread"] == ["No", "Alamat"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (as_text([["Nama", "Jabatan", "Umur"], ["Ani", "Guru", "7"]]), "Unit kerja.*terbaca: Nama, Jabatan, Umur"),
        (as_text([["x"]]), "Kolom tidak ditemukan"),
        (as_workbook([["Nama", "Umur"]], cover=True), "Kolom tidak ditemukan"),
        (as_open_document(SHEET, repeated='<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
         'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'), "terlalu luas"),
        (as_text(SHEET, encoding="utf-16").__class__(b"\xff\xfeN"), "CSV UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_payroll_says_why(file, said):
    with pytest.raises(SheetError, match=said):
        told(file)


def test_the_words_of_a_row_are_never_taken_for_headings():
    """Below one row of headings stands somebody without any digit."""
    head = ["Nama", "Nomor kontrak", "Status", "Perangkat daerah", "Jabatan"]
    rows, _reading = told(as_text([head, ["Umi", "TKK", "Honorer", "Dinas A", "Operator"]]))
    assert isinstance(rows[0], StaffRow) and rows[0].name == "Umi"
