"""The number of a civil servant (NIP): its format and its content."""

import datetime as dt
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LOOKS_LIKE = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}  # typing errors
NAMED = r"(?:N\.?\s?I\.?\s?P(?:P?PK|3K)?(?![A-Za-z])\.?(?:\s(?:baru|PPPK))?|nomor induk (?:pegawai|PPPK))"
BEFORE = re.compile(rf"[(\[]?(?:no(?:mor|\.)?\s*)??(?:{NAMED}[\s.:=/–-]*)+", re.IGNORECASE)
BEHIND = re.compile(r"[\s,;.)\]]+$")  # punctuation that was copied along
BETWEEN = re.compile(r"[\s.'’‘`´/_–—-]")


def nip_in(text: str) -> str:
    """The characters of a NIP in any notation: with "NIP", spaces, dots, full-width digits or invisible characters.

    A correct one has only digits; `validate_nip` names the other characters.
    """
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    signs = BETWEEN.sub("", BEHIND.sub("", BEFORE.sub("", seen.strip(), count=1)))
    return "".join(str(unicodedata.digit(sign, sign)) for sign in signs)


def validate_nip(value: str) -> None:
    """A NIP is 18 digits: birth date (8), appointment year and month (6), sex (1), serial (3).

    PPPK have 21 and above in place of the month: the number of the agreement, counted from 21. Raises ValidationError
    in Indonesian that names the wrong digits.
    """
    if found := re.search(r"[^0-9]", value):
        raise _wrong_sign(found[0], found.start() + 1)
    if len(value) != 18:
        raise ValidationError(
            _("NIP terdiri atas 18 angka. Anda menulis %(n)d."), params={"n": len(value)}, code="nip_length"
        )
    if not _is_date(value[:8]):
        raise _wrong(value, 1, 8, _("bukan tanggal lahir (tahun-bulan-hari)"))
    if not max(1945, int(value[:4]) + 1) <= int(value[8:12]) <= 2100:
        raise _wrong(value, 9, 12, _("bukan tahun pengangkatan"))
    if not (1 <= int(value[12:14]) <= 12 or int(value[12:14]) >= 21):
        raise _wrong(value, 13, 14, _("harus bulan 01 sampai 12 (PNS), atau 21 ke atas (PPPK)"))
    if value[14] not in "12":
        raise ValidationError(_("NIP tidak sah: angka ke-15 harus 1 (laki-laki) atau 2 (perempuan)."), code="nip_sex")


def _wrong_sign(sign: str, place: int) -> ValidationError:
    said = {"sign": sign, "place": place, "digit": LOOKS_LIKE.get(sign.upper(), "")}
    if said["digit"]:
        message = _("NIP hanya angka: ada huruf %(sign)s pada angka ke-%(place)d. Mungkin maksudnya %(digit)s?")
    else:
        message = _("NIP hanya angka: ada “%(sign)s” pada angka ke-%(place)d.")
    return ValidationError(message, params=said, code="nip_sign")


def _wrong(value: str, first: int, last: int, why: str) -> ValidationError:
    said = {"first": first, "last": last, "digits": value[first - 1 : last], "why": why}
    message = _("NIP tidak sah: angka ke-%(first)d sampai ke-%(last)d (%(digits)s) %(why)s.")
    return ValidationError(message, params=said, code="nip_dates")


def _is_date(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
