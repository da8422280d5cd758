"""Reads cells of office sheets: staff numbers, days, months and years, in any notation."""

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.sheets.clock_times import read_clock
from lib.sheets.identifiers import EXACT, TEXT_TRICK
from lib.sheets.indonesian_days import FIRST_YEAR, LAST_YEAR, MONTHS, read_day

SERIAL = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?")  # days since the workbook's epoch, perhaps with a time
WHOLE = re.compile(r"\.0$")  # decimals after digits that came as a number
EPOCH = dt.date(1899, 12, 30)  # with the spreadsheet's wrong leap day of 1900
EPOCH_1904 = dt.date(1904, 1, 1)  # the epoch of workbooks created on a Macintosh
NOTHING = {
    "", "n/a", "na", "n.a", "#n/a", "nan", "null", "none", "nihil", "kosong", "tidak ada", "tdk ada", "belum ada",
}  # fmt: skip
# Around such a word, or alone: dashes, dots, brackets, apostrophes, and marks that nobody sees.
AROUND_NOTHING = " \t\r\n\xa0\u200b\u200e\u2060\ufeff-–—_.…()<>'’"
MONTH_AND_YEAR = re.compile(r"(?:([a-z]+)\.?|(\d{1,2})\s*[/.-])\s*(\d{4})")
LATEST_OF_TWO = 2069  # a higher two-digit year belongs to the previous century
YEAR = re.compile(r"(?:19|20)\d{2}")
HINT = gettext_lazy("Tulis tanggal seperti 01-03-2021 (hari-bulan-tahun) atau 1 Maret 2021.")


def plain(cell: Any) -> str:
    """A cell as one line of text. A whole number has no decimals; a number too long to be exact shows its exponent."""
    if cell is None or cell == "":
        return ""  # most cells of a sheet
    if isinstance(cell, str):
        return unwrapped(" ".join(cell.replace("\0", "").split()))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, bool):
        return _("ya") if cell else _("tidak")
    if isinstance(cell, int | float):
        return f"{cell:.0f}" if float(cell).is_integer() and abs(cell) < EXACT else f"{cell:G}"
    return unwrapped(" ".join(str(cell).split()))


def unwrapped(text: str) -> str:
    """The text without the formula in which exports wrap it."""
    trick = TEXT_TRICK.fullmatch(text) if text.startswith("=") else None
    return trick[1].strip() if trick else text


@lru_cache(maxsize=4096)
def is_nothing(text: str) -> bool:
    """Whether a cell means "nothing": a dash, dots, "N/A", "nihil"."""
    return text.strip(AROUND_NOTHING).lower() in NOTHING


def with_letters(name: str) -> str:
    """The name; one of digits and signs alone is refused, because its column holds something else."""
    if name and not any(map(str.isalpha, name)):
        raise ValidationError(_("Nama harus berisi huruf; periksa kolomnya."))
    return name


def not_a_formula(text: str) -> str:
    """The text; a formula stored as text, in a CSV, is refused, because its value is needed."""
    if text.startswith("="):
        raise ValidationError(_("Berisi rumus, bukan nilai. Salin, lalu Tempel Khusus sebagai nilai."))
    return text


def day_of(cell: Any, *, epoch: dt.date = EPOCH, zone: ZoneInfo | None = None) -> dt.date | None:
    """A day from a date cell, from text, or from the serial number of a spreadsheet; None for an empty cell.

    ``zone``: the time zone in which a time with a written zone is read; without it the written day counts.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    return _read(str("" if cell is None else cell).strip(), epoch, zone)


@lru_cache(maxsize=4096)
def _read(text: str, epoch: dt.date, zone: ZoneInfo | None) -> dt.date | None:
    if is_nothing(text := unwrapped(text).lstrip("'’")):
        return None
    if found := SERIAL.fullmatch(text):
        return _existing(epoch + dt.timedelta(days=int(found[1])))
    try:
        words, clock, written_in = read_clock(WHOLE.sub("", text))
        day = read_day(words, None)
    except ValidationError as error:
        if getattr(error, "code", "") in ("no_such_day", "no_such_year", "other_weekday"):
            raise ValidationError([*error.messages, str(HINT)]) from None
        raise ValidationError(HINT) from None
    if clock and zone and written_in:
        day = dt.datetime.combine(day, clock, written_in).astimezone(zone).date()
    return day.replace(year=day.year - 100) if day.year > LATEST_OF_TWO and not YEAR.search(text) else day


def _existing(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(HINT)
    return day


def period_of(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a month or year that is written alone: "Agustus 2022", "08/2022", "2022"."""
    words = " ".join(text.lower().split())
    if YEAR.fullmatch(words):
        return dt.date(int(words), 1, 1), dt.date(int(words), 12, 31)
    found = MONTH_AND_YEAR.fullmatch(words)
    if found is None or not YEAR.fullmatch(found[3]):
        return None
    month = MONTHS.get(found[1] or "", int(found[2] or 0))
    if not 1 <= month <= 12:
        return None
    year = int(found[3])
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
