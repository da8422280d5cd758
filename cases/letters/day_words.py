"""Days as letters write them. Call them in Indonesian."""

import datetime as dt

from django.template.defaultfilters import date as date_words

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


def without_day(day: dt.date | None) -> str:
    """``7 Desember 2026``."""
    return date_words(day, "j F Y") if day else ""


def in_words(day: dt.date | None) -> str:
    """``Senin, 7 Desember 2026``."""
    return date_words(day, "l, j F Y") if day else ""


def spelled(day: dt.date | None) -> str:
    """``Senin tanggal tujuh bulan Desember tahun dua ribu dua puluh enam (07-12-2026)``, as minutes begin."""
    if day is None:
        return ""
    name, month = date_words(day, "l"), date_words(day, "F")
    return f"{name} tanggal {number(day.day)} bulan {month} tahun {number(day.year)} ({day:%d-%m-%Y})"


def number(n: int) -> str:
    """A number below ten thousand in Indonesian words."""
    if n < len(UNITS):
        return UNITS[n]
    if n < 20:
        return f"{UNITS[n - 10]} belas"
    size, word, one = next(unit for unit in SCALE if n >= unit[0])
    head = one if n < 2 * size and one else f"{number(n // size)} {word}"
    return f"{head} {number(n % size)}" if n % size else head


SCALE = ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", ""))
