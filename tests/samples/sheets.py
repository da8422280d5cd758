"""Sheets as offices and programs make them, built by code."""

import datetime as dt
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

MERGED = "^"  # a cell that is one with the cell above it
WIDE = "<"  # a cell that is one with the cell to its left
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def as_text(rows, sign=";", encoding="utf-8", before="") -> io.BytesIO:
    def cell(value):
        text = value.strftime("%d-%m-%Y") if isinstance(value, dt.date) else str(value)
        return f'"{text}"' if sign in text or "\n" in text else text

    text = before + "".join(sign.join(cell(value) for value in row) + "\r\n" for row in rows)
    return io.BytesIO(text.encode(encoding))


def as_workbook(rows, *, left=0, top=0, cover=False, hidden=False, after=False, is_1904=False) -> io.BytesIO:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": is_1904}) as book:
        if cover:
            book.add_worksheet("Sampul").write("A1", "PEMERINTAH KOTA CONTOH")
        if hidden:
            book.add_worksheet("Lama").hide()
        page = book.add_worksheet("Data")
        page.activate()
        page.set_first_sheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows, top):
            for place, value in enumerate(row, left):
                if isinstance(value, dt.date):
                    page.write_datetime(number, place, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, str) and value not in (MERGED, WIDE, ""):
                    page.write_string(number, place, value)
                elif isinstance(value, int | float):
                    page.write_number(number, place, value)
        for number, row in enumerate(rows, top):
            for place, value in enumerate(row, left):
                if value == MERGED and rows[number - top - 1][place - left] != MERGED:
                    above = rows[number - top - 1][place - left]
                    page.merge_range(number - 1, place, number, place, above)
        if after:
            book.add_worksheet("Petunjuk").write("A1", "Cara mengisi")
    content.seek(0)
    return content


def as_open_document(rows, *, name="Data", repeated="") -> io.BytesIO:
    def cell(value):
        if isinstance(value, dt.date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        if not value:
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    page = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0"'
        f' xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="{name}">'
        f"{lines}{repeated}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{SPREADSHEET}"/></manifest:manifest>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", SPREADSHEET)
        parts.writestr("content.xml", page)
        parts.writestr("META-INF/manifest.xml", manifest)
    content.seek(0)
    return content


def workbook(*rows: tuple) -> SimpleUploadedFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(number, place, dt.datetime.combine(cell, dt.time()), day)
                elif isinstance(cell, str):
                    page.write_string(number, place, cell)
                else:
                    page.write(number, place, cell)
    return SimpleUploadedFile("pegawai.xlsx", content.getvalue())
