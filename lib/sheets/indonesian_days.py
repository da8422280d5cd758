"""Days as people write them in Indonesian."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb pebruari",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt ags",
            "september sep sept",
            "oktober okt",
            "november nov nopember",
            "desember des",
        ),
        1,
    )
    for name in names.split()
}
RELATIVE = {"hari ini": 0, "kemarin": 1, "kemarin dulu": 2}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?$")
WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\.?(?:\s+(\d{4}|\d{2}))?$")
DAY_NAME = re.compile(r"^(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\s*,?\s+")
LAST_MINUTE = dt.time(23, 59)
LONGEST = 60  # letters of a date with its clock time; the patterns above must not meet a novel
FIRST_YEAR, LAST_YEAR = 1945, 2100  # nothing that this system keeps happened outside
DATE_HINT = gettext_lazy("Tulis tanggal seperti 27/3/2026 atau 27 Maret 2026.")


def read_day(text: str, today: dt.date) -> dt.date:
    """A day from ``27/3/2026``, ``27-3-26``, ``27 Maret 2026``, ``27/3``, ``kemarin``; the day always before the month.

    Without a year: the latest such day that is not ahead. Raises ValidationError in Indonesian.
    """
    words = DAY_NAME.sub("", " ".join(short(text).lower().split()))
    if words in RELATIVE:
        return today - dt.timedelta(days=RELATIVE[words])
    if found := ISO.match(words):
        year, month, day = found.groups()
    elif found := NUMBERS.match(words):
        day, month, year = found.groups()
    elif (found := WORDS.match(words)) and found.group(2) in MONTHS:
        day, month, year = found.group(1), str(MONTHS[found.group(2)]), found.group(3)
    else:
        raise ValidationError(DATE_HINT, code="invalid")
    return _existing(text, int(day), int(month), year, today)


def short(text: str) -> str:
    if len(text) > LONGEST:
        raise ValidationError(DATE_HINT, code="invalid")
    return text


def _existing(text: str, day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    full = today.year if year is None else int(year) + (2000 if len(year) == 2 else 0)
    if not FIRST_YEAR <= full <= LAST_YEAR:
        raise ValidationError(_("Periksa tahunnya: %(year)d."), params={"year": full}, code="no_such_year")
    try:
        found = dt.date(full, month, day)
        return found if year or found <= today else found.replace(year=full - 1)
    except ValueError:
        raise ValidationError(
            _("Tanggal %(text)s tidak ada."), params={"text": text.strip()}, code="no_such_day"
        ) from None
