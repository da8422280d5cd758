"""What a cell of an office's sheet means: numbers of staff, days, months and years, however they were typed."""

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.sheets.indonesian_days import MONTHS, read_day
from lib.sheets.nip import validate_nip

SCIENTIFIC = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
TEXT_TRICK = re.compile(r'="([^"]*)"')  # how exports keep a spreadsheet from reading digits as a number
SERIAL = re.compile(r"([2-7]\d{4})(?:\.0+)?")  # days since the spreadsheet's epoch: from 1954 to 2119
EPOCH = dt.date(1899, 12, 30)  # with the spreadsheet's leap day of 1900 that never was
MIDNIGHT = re.compile(r"[T ]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?$")
MONTH_AND_YEAR = re.compile(r"(?:([a-z]+)\.?|(\d{1,2})\s*[/.-])\s*(\d{4})")
LATEST_OF_TWO = 2069  # a year of two digits after it belongs to the century before
YEAR = re.compile(r"(?:19|20)\d{2}")
HINT = gettext_lazy("Tulis tanggal seperti 01-03-2021 (hari-bulan-tahun) atau 1 Maret 2021.")


def plain(cell: Any) -> str:
    """A cell as one line of text. A whole number has no decimals; one too long to be exact shows its exponent."""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, bool):
        return _("ya") if cell else _("tidak")
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:G}"
    text = " ".join(str(cell if cell is not None else "").replace("\0", "").split())
    trick = TEXT_TRICK.fullmatch(text)
    return trick[1].strip() if trick else text


def nip_of(cell: Any) -> str:
    """A NIP as text; a number of a spreadsheet has lost its last digits and is refused."""
    text = str(cell or "").strip()
    if isinstance(cell, float | int) or SCIENTIFIC.fullmatch(text):
        raise ValidationError(
            _(
                "NIP tersimpan sebagai angka, sehingga digit akhirnya hilang. "
                "Jadikan kolomnya teks, lalu tempel ulang NIP dari sumbernya."
            )
        )
    nip = re.sub(r"[^0-9A-Za-z]", "", text) if text else ""
    if nip:
        validate_nip(nip)
    return nip


def not_a_formula(text: str) -> str:
    """The text; a formula that came as text, in a CSV, is refused: its value is what was meant."""
    if text.startswith("="):
        raise ValidationError(_("Berisi rumus, bukan nilai. Salin, lalu Tempel Khusus sebagai nilai."))
    return text


def day_of(cell: Any) -> dt.date | None:
    """A day from a date cell, from text, or from the serial number that a spreadsheet keeps; None for nothing."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    return _read(str(cell or "").strip())


@lru_cache(maxsize=4096)
def _read(text: str) -> dt.date | None:
    if text in ("", "-", "–"):
        return None
    if found := SERIAL.fullmatch(text):
        return EPOCH + dt.timedelta(days=int(found[1]))
    try:
        day = read_day(_dated(MIDNIGHT.sub("", text)), dt.date.min)
    except ValidationError as error:
        if getattr(error, "code", "") in ("no_such_day", "no_such_year"):
            raise ValidationError([*error.messages, str(HINT)]) from None
        raise ValidationError(HINT) from None
    return day.replace(year=day.year - 100) if day.year > LATEST_OF_TWO and not YEAR.search(text) else day


def _dated(text: str) -> str:
    """A table has no today: neither "kemarin" nor a day without its year means anything in it."""
    if not re.search(r"\d\W+\w+\W+\d{2,4}$|^\d{4}-", text):
        raise ValidationError(HINT)
    return re.sub(r"^(?:tgl|tanggal)\.?\s*", "", text.replace("–", "-"), flags=re.IGNORECASE)


def period_of(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a month or a year that is written alone, as "Agustus 2022", "08/2022" or "2022"."""
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
