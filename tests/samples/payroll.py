"""A payroll as an office uploads it."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

HEAD = "NIP BARU;NAMA;STATUS KEPEGAWAIAN;UNOR NAMA;JABATAN NAMA;TMT JABATAN"
DAY = dt.date(2026, 7, 1)


def sheet(*lines: str, head: str = HEAD, name: str = "pegawai.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([head, *lines, ""]).encode())
