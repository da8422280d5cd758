"""Every sheet of every workbook that is handed out prints on A4, across, as wide as one page, its headings on each."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from lib.sheets.exports import workbook
from lib.sheets.problems import Problem
from lib.sheets.rejects import RejectBook

pytestmark = pytest.mark.django_db


def exported(_client) -> bytes:
    with workbook(["Nomor", "Judul"], [["1", "a"]], title="Kasus") as file:
        return file.read()


def refused(_client) -> bytes:
    content = io.BytesIO()
    with RejectBook(content) as book:
        book.add(Problem(2, "NIP", "1", "Kurang"))
    return content.getvalue()


def fetched(name):
    def made(client) -> bytes:
        return client.get(reverse(name)).content

    return made


BOOKS = {
    "export": exported,
    "refused rows": refused,
    "payroll": fetched("staff-import-template"),
    "past cases": fetched("past-import-template"),
    "statistics": fetched("statistics-sheet"),
}


def sheets(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = sorted(name for name in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        return [parts.read(name).decode() for name in names]


@pytest.mark.parametrize("kind", BOOKS)
def test_every_sheet_is_as_wide_as_a_page(kind, client, rina, dinas_a):
    client.force_login(rina)
    found = sheets(BOOKS[kind](client))
    assert found
    for sheet in found:
        assert '<pageSetUpPr fitToPage="1"/>' in sheet
        setup = re.search(r"<pageSetup ([^>]*)/>", sheet)[1]
        assert 'paperSize="9"' in setup and 'orientation="landscape"' in setup and 'fitToHeight="0"' in setup


@pytest.mark.parametrize("kind", ["export", "refused rows", "payroll", "past cases"])
def test_the_headings_come_again_on_each_page(kind, client, rina, dinas_a):
    client.force_login(rina)
    with zipfile.ZipFile(io.BytesIO(BOOKS[kind](client))) as parts:
        names = parts.read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in names and "$1:$1" in names
