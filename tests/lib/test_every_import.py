"""All imports read sheets by one reader: the same file shapes, marks of nothing, days and long numbers in each."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from cases.past_cases.columns import HEADINGS as PAST_CASES
from cases.past_cases.columns import REQUIRED as PAST_REQUIRED
from cases.people.staff_sheet import COLUMNS as STAFF
from cases.people.staff_sheet import REQUIRED as STAFF_REQUIRED
from cases.reports.channel_exports import COLUMNS as REPORTS
from cases.reports.channel_exports import TITLES as REPORTS_REQUIRED
from cases.staff_record.national_history import COLUMNS as SANCTIONS
from cases.staff_record.national_history import OPTIONAL
from lib.sheets.cells import day_of, is_nothing, plain
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading, SheetReader
from tests.samples.sheets import MERGED, as_open_document, as_text, as_workbook

NIP, DAY = "198504122010012001", dt.date(2021, 3, 1)
IMPORTS = {  # columns, required ones, and the cells of a row; the last one is a day
    "staff": (STAFF, STAFF_REQUIRED, {
        "nip": NIP, "name": "Ani", "category": "PNS", "unit": "Dinas A", "post": "Guru", "starts_on": "01-03-2021"}),
    "past cases": (PAST_CASES, PAST_REQUIRED, {
        "name": "Ani", "nip": NIP, "category": "PNS", "sanction": "Teguran lisan", "event_on": "01-03-2021"}),
    "past sanctions": (SANCTIONS, [field for field in SANCTIONS if field not in OPTIONAL], {
        "nip": NIP, "code": "7", "decree_number": "SK/7/2021", "decided_on": "01-02-2021", "starts_on": "01-03-2021"}),
    "reports": (REPORTS, tuple(REPORTS_REQUIRED), {
        "register_number": NIP, "text": "Isi laporan", "subject": "Siaran", "received": "01-03-2021"}),
}  # fmt: skip
SHAPES = {
    "semicolons": as_text,
    "commas": lambda rows: as_text(rows, ","),
    "tabs": lambda rows: as_text(rows, "\t"),
    "bars": lambda rows: as_text(rows, "|"),
    "UTF-16": lambda rows: as_text(rows, "\t", "utf-16"),
    "UTF-16 without its mark": lambda rows: as_text(rows, ";", "utf-16-be"),
    "sign said": lambda rows: as_text(rows, "|", before="sep=|\r\n"),
    "workbook": as_workbook,
    "cover": lambda rows: as_workbook(rows, cover=True, after=True),
    "hidden": lambda rows: as_workbook(rows, hidden=True),
    "moved": lambda rows: as_workbook(rows, left=2, top=4),
    "title": lambda rows: as_workbook([["REKAPITULASI 2021"], ["Pemerintah Kota Contoh", "", "data uji"], [], *rows]),
    "title in text": lambda rows: as_text([["REKAPITULASI 2021"], [], *rows]),
    "numbered": lambda rows: as_workbook([rows[0], [f"({n})" for n in range(1, len(rows[0]) + 1)], *rows[1:]]),
    "merged heading": lambda rows: as_workbook([rows[0], [MERGED] * len(rows[0]), *rows[1:]]),
    "heading on every page": lambda rows: as_workbook([*rows[:2], rows[0], *rows[2:]]),
    "numbered below a merged heading": lambda rows: as_workbook(
        [rows[0], [MERGED] * len(rows[0]), [str(n) for n in range(1, len(rows[0]) + 1)], *rows[1:]]
    ),
    "numbered on every page": lambda rows: as_workbook(
        [rows[0], numbers := [str(n) for n in range(1, len(rows[0]) + 1)], rows[1], rows[0], numbers, *rows[2:]]
    ),
    "empty rows": lambda rows: as_workbook([rows[0], [], *rows[1:], [], [""]]),
    "OpenDocument": as_open_document,
    "formulas around text": lambda rows: as_text([rows[0], *([f'="{cell}"' for cell in row] for row in rows[1:])]),
    "apostrophes": lambda rows: as_workbook([rows[0], *([*row[:-1], f"'{row[-1]}"] for row in rows[1:])]),
}


def titles(columns, row):
    return [columns[field].title for field in row]


def records(columns, required, file):
    return [cells for _number, cells in SheetReader(columns, required).table(file).records()]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", IMPORTS)
def test_every_import_reads_every_shape(name, shape):
    columns, required, row = IMPORTS[name]
    file = SHAPES[shape]([titles(columns, row), list(row.values()), list(row.values())])
    last = list(row)[-1]
    for found in (read := records(columns, required, file)):
        assert {field: plain(found[field]) for field in row if field != last} == {
            field: text for field, text in row.items() if field != last
        }
        assert day_of(found[last]) == DAY
    assert len(read) == 2


@pytest.mark.parametrize(
    ("cell", "is_1904"), [(44256, False), (42794, True), (DAY, False), (DAY, True), ("1-Mrt-2021", False)]
)
@pytest.mark.parametrize("name", IMPORTS)
def test_every_import_counts_days_from_the_epoch_of_the_book(name, cell, is_1904):
    columns, required, row = IMPORTS[name]
    file = as_workbook([titles(columns, row), [*list(row.values())[:-1], cell]], is_1904=is_1904)
    (found,) = records(columns, required, file)
    assert day_of(found[list(row)[-1]]) == DAY


@pytest.mark.parametrize("name", IMPORTS)
def test_every_import_names_the_columns_that_it_lacks_and_those_that_it_saw(name):
    columns, required, row = IMPORTS[name]
    with pytest.raises(SheetError, match=r"Kolom tidak ditemukan.*terbaca: .*Umur"):
        records(columns, required, as_workbook([[*titles(columns, row)[1:], "Umur"], ["a", "b", "c"]]))


@pytest.mark.parametrize("name", IMPORTS)
def test_every_import_says_what_it_did_not_read(name):
    columns, required, row = IMPORTS[name]
    reading = Reading()
    file = as_workbook([[*titles(columns, row), "Alamat rumah"], [*row.values(), "Jl. Contoh"]], cover=True)
    list(SheetReader(columns, required, reading=reading).table(file).records())
    assert (reading.sheets[0]["unread"], reading.passed_over) == (["Alamat rumah"], ["Sampul"])


NOTHING = ["", " ", "-", "--", "---", "- -", "–", "—", "_", "…", "...", "N/A", "n.a.", "N.A", "#N/A", "NaN", "NULL",
           "<NULL>", "None", "nihil", "Nihil.", "(kosong)", "tidak ada", "tdk ada", "Belum ada", "\u200b", "\xa0",
           "'-"]  # fmt: skip
SOMETHING = ["0", "a", "-1", "A.", "Nia", "N.A. Rahman", "(Alm.)", "#", "####", "?", "/1", "Nanda", "Nihilda"]


@pytest.mark.parametrize("text", NOTHING)
def test_a_mark_of_nothing_is_nothing_in_every_cell(text):
    assert is_nothing(text) and day_of(text) is None


@pytest.mark.parametrize("text", SOMETHING)
def test_what_says_something_is_not_nothing(text):
    assert not is_nothing(text)
    with pytest.raises(ValidationError):
        day_of(text)
