"""The number of a civil servant (NIP): its form and what it says."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_nip(value: str) -> None:
    """A NIP is 18 digits: birth date (8), appointment year and month (6), sex (1), serial (3).

    PPPK numbers carry 21 where PNS numbers carry the month. Raises ValidationError in Indonesian.
    """
    if not re.fullmatch(r"[0-9]{18}", value):
        raise ValidationError(
            _("NIP terdiri atas 18 angka. Anda menulis %(n)d."), params={"n": len(value)}, code="nip_length"
        )
    month = int(value[12:14])
    if not _is_date(value[:8]) or not 1945 <= int(value[8:12]) <= 2100 or not (1 <= month <= 12 or month == 21):
        raise ValidationError(
            _("NIP tidak sah: tanggal lahir atau tahun pengangkatan di dalamnya tidak ada."), code="nip_dates"
        )
    if value[14] not in "12":
        raise ValidationError(_("NIP tidak sah: angka ke-15 harus 1 (laki-laki) atau 2 (perempuan)."), code="nip_sex")


def _is_date(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
