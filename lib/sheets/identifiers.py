"""Long numbers of people, decrees and reports in a sheet: read as text, or refused.

A spreadsheet keeps fifteen digits of a number. A longer number has lost its last digits and names somebody else.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.sheets.nip import nip_in, validate_nip

EXACT = 10**15  # a number below this has kept all its digits
TEXT_TRICK = re.compile(r"""=\s*["']([^"']*)["']""")  # the formula with which exports mark digits as text
SCIENTIFIC = re.compile(r"[+-]?\d(?:(?:[.,]\d+)?E\+\d+|[.,]\d{2,}E\d{2})", re.IGNORECASE)
MARK_OF_TEXT = re.compile(r"^['’‘`](?=\d)")  # typed before digits, so that a spreadsheet takes them for text
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
FULL_WIDTH = {0xFF10 + n: 48 + n for n in range(10)}
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){4,}(?:,\d+)?|\d{1,3}(?:,\d{3}){4,}(?:\.\d+)?|\d{1,3}(?:[  ]\d{3}){4,}")
DECIMALS = re.compile(r"\d{12,}[.,]0+")
TOO_NARROW = re.compile(r"#{3,}|#(?:N/A|VALUE|REF|NUM|NAME)\S*", re.IGNORECASE)  # saved in place of a value
UNSET_SERIAL = "000"  # serials of a NIP begin at 001: zeros appear where a spreadsheet dropped the digits
LOST = gettext_lazy(
    "Tersimpan sebagai angka, sehingga digit akhirnya hilang. Jadikan kolomnya teks, lalu tempel ulang dari sumbernya."
)
ZEROS = gettext_lazy(
    "Tiga angka terakhir NIP ini 000, padahal nomor urutnya mulai dari 001: digit akhirnya hilang di lembar kerja. "
    "Jadikan kolomnya teks, lalu tempel ulang NIP dari sumbernya."
)


def identifier(cell: Any) -> str:
    """A register, decree or staff number as text. Raises ValidationError for one that lost digits in a spreadsheet."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if abs(cell) >= EXACT:
            raise ValidationError(LOST, code="digits_lost")
        return f"{cell:.0f}" if float(cell).is_integer() else str(cell)
    text = " ".join(UNSEEN.sub("", str("" if cell is None else cell)).replace("\0", "").split())
    if trick := TEXT_TRICK.fullmatch(text):
        text = trick[1].strip()
    text = MARK_OF_TEXT.sub("", text.translate(FULL_WIDTH))
    if any(pattern.fullmatch(text) for pattern in (SCIENTIFIC, GROUPED, DECIMALS)):
        raise ValidationError(LOST, code="digits_lost")
    if TOO_NARROW.fullmatch(text):
        raise ValidationError(
            _("Selnya hanya berisi “%(text)s”. Lebarkan kolomnya atau betulkan rumusnya, lalu simpan ulang."),
            params={"text": text},
            code="digits_lost",
        )
    return text


def nip_of(cell: Any) -> str:
    """A NIP as text, empty for none. Raises ValidationError, also for any numeric cell, which never has 18 exact
    digits."""
    if isinstance(cell, str) and len(cell) == 18 and cell.isdecimal() and cell.isascii():
        nip = cell  # fast path for nearly every row of a payroll with a million rows
    else:
        if isinstance(cell, int | float) and cell:
            raise ValidationError(LOST, code="digits_lost")
        nip = nip_in(identifier(cell))
    if nip:
        validate_nip(nip)
        if nip.endswith(UNSET_SERIAL):
            raise ValidationError(ZEROS, code="digits_lost")
    return nip
