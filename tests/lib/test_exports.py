"""Files for spreadsheets: no number loses a digit, and no cell is a formula."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from lib.sheets import csv_files
from lib.sheets.exports import workbook
from lib.sheets.nip import nip_in

NIP = "198501022010121511"
HARD = [NIP, "0812345678", "=1+1", "+62811", "a;b", "“kutip”", "1e5", "1-2-2026", "http://contoh.go.id", ""]


def read_back(*rows):
    with workbook(["Isi"], rows, title="Ekspor") as file:
        return CalamineWorkbook.from_filelike(io.BytesIO(file.read())).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", HARD)
def test_a_cell_of_a_workbook_is_the_text_that_was_written(text):
    assert read_back([text], ["akhir"]) == [["Isi"], [text], ["akhir"]]


@pytest.mark.parametrize("text", HARD)
def test_a_csv_is_divided_by_semicolons_and_its_numbers_stay_text(text):
    written = "".join(csv_files.lines(["Isi", "Sesudah"], [[text, "x"]])).removeprefix("\ufeff")
    (cell, after) = list(csv.reader(io.StringIO(written), delimiter=";"))[1]
    assert after == "x"
    assert cell == text or cell == f"'{text}" or cell.replace("'", "") == text
    assert not cell[:1].isdigit() or len(cell) < 12


def test_a_nip_of_an_export_is_read_back_by_the_imports():
    assert nip_in(csv_files.cell(NIP)) == NIP
