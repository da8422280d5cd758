"""Workbooks as files that are sent."""

import datetime as dt
import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile


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
