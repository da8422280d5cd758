"""Times of day after a date, with a written zone: WIB, WITA or WIT."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.sheets.indonesian_days import short

ZONES = {
    name: ZoneInfo(zone)
    for names, zone in (
        ("wib gmt+7 gmt+07 gmt+07:00 utc+7 utc+07 utc+07:00 +07:00 +0700", "Asia/Jakarta"),
        ("wita gmt+8 gmt+08 gmt+08:00 utc+8 utc+08 utc+08:00 +08:00 +0800", "Asia/Makassar"),
        ("wit gmt+9 gmt+09 gmt+09:00 utc+9 utc+09 utc+09:00 +09:00 +0900", "Asia/Jayapura"),
        ("z utc gmt +00:00 +0000", "UTC"),
    )
    for name in names.split()
}
CLOCK = re.compile(
    r"(?:[\s,]+(?:pukul|pkl\.?|jam)?|(?<=\d)t)\s*(\d{1,2})[.:](\d{2})(?:[.:]\d{2}(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*"
    rf"\(?({'|'.join(re.escape(name) for name in sorted(ZONES, key=len, reverse=True))})?\)?$"
)


def read_clock(text: str) -> tuple[str, dt.time | None, ZoneInfo | None]:
    """Split the time of day from the end of a text, with its zone.

    Raises ValidationError for an invalid hour.
    """
    found = CLOCK.search(short(text).lower().rstrip(" ."))
    if not found:
        return text, None, None
    hour, minute, half, zone = found.groups()
    try:
        clock = dt.time(_of_24(int(hour), half), int(minute))
    except ValueError:
        raise ValidationError(_("Pukul %(text)s tidak ada."), params={"text": found.group(0).strip()}) from None
    return text[: found.start()], clock, ZONES.get(zone)


def _of_24(hour: int, half: str | None) -> int:
    """Raises ValueError for 13 p.m. and the like."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half.startswith("p") else 0)
