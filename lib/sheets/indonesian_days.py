"""Dates in Indonesian notation."""

import datetime as dt
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january i",
            "februari feb pebruari peb pebr febuari february ii",
            "maret mar mrt march iii",
            "april apr iv",
            "mei may v",
            "juni jun june vi",
            "juli jul july vii",
            "agustus agu agt ags agust agus aug august viii",
            "september sep sept ix",
            "oktober okt oct october x",
            "november nov nopember nop nopem xi",
            "desember des dec december xii",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin sen", "selasa sel", "rabu rab", "kamis kam", "jumat jum'at jum", "sabtu sab", "minggu min ahad")
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
RELATIVE = {"hari ini": 0, "kemarin": 1, "kemarin dulu": 2}
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
COMPACT = re.compile(r"\d{8}$")
NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?'?(\d{4}|\d{2}))?$")
DAY_IN_WORDS = re.compile(r"(\d{1,2})(?:\s*[-/.]\s*|\s*)([a-z]+)\.?(?:\s*[-/.,]?\s*'?(\d{4}|\d{2}))?$")
MONTH_FIRST = re.compile(r"([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
DAY_NAME = re.compile(rf"(?:hari )?({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?\s*[,/]?\s*")
DAY_WORD = re.compile(r"(?:tgl|tanggal)\.?\s*:?\s*")
LAST_MINUTE = dt.time(23, 59)
LONGEST_DATE = 60  # characters of a date with its time; the patterns above must not run on long texts
FIRST_YEAR, LAST_YEAR = 1945, 2100  # all dates of this system lie between these years
DATE_HINT = gettext_lazy("Tulis tanggal seperti 27/3/2026 atau 27 Maret 2026.")
SIGNS = str.maketrans("’‘`´–—‐‑", "''''----")


def read_day(text: str, today: dt.date | None) -> dt.date:
    """A day from ``27/3/2026``, ``27-3-26``, ``27 Maret 2026``, ``27/3``, ``kemarin``; the day always precedes the
    month.

    Without a year: the latest such day that is not in the future; with ``today`` None, as in a table: refused. Raises
    ValidationError in Indonesian, also if the day of the week does not match the date.
    """
    words = plain_words(text)
    if today is not None and words in RELATIVE:
        return today - dt.timedelta(days=RELATIVE[words])
    named = DAY_NAME.match(words)
    words = DAY_WORD.sub("", words[named.end() :] if named else words, count=1)
    year, month, day = _parts(words)
    if year is None and today is None:
        raise ValidationError(DATE_HINT, code="invalid")
    found = _existing(text, int(day), month, year, today or dt.date.max)
    if named and found.weekday() != WEEKDAYS[named[1]]:
        raise _other_weekday(found, WEEKDAYS[named[1]])
    return found


def plain_words(text: str) -> str:
    """The text in lower case, with single spaces, plain punctuation and no invisible characters."""
    seen = unicodedata.normalize("NFKC", short(text)).translate(SIGNS).lower()
    return " ".join("".join(sign for sign in seen if unicodedata.category(sign) != "Cf").split())


def short(text: str) -> str:
    if len(text) > LONGEST_DATE:
        raise ValidationError(DATE_HINT, code="invalid")
    return text


def _parts(words: str) -> tuple[str | None, int, str]:
    """Year, month and day as written; the month as a number."""
    if found := ISO.match(words):
        return found[1], int(found[2]), found[3]
    if COMPACT.match(words):
        return _compact(words)
    if found := NUMBERS.match(words):
        return found[3], int(found[2]), found[1]
    if (found := DAY_IN_WORDS.match(words)) and found[2] in MONTHS:
        return found[3], MONTHS[found[2]], found[1]
    if (found := MONTH_FIRST.match(words)) and found[1] in MONTHS:
        return found[3], MONTHS[found[1]], found[2]
    raise ValidationError(DATE_HINT, code="invalid")


def _compact(digits: str) -> tuple[str, int, str]:
    """20220812 or 12082022: never ambiguous, because there is no month 19, 20 or 21."""
    if FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR and int(digits[4:6]) <= 12:
        return digits[:4], int(digits[4:6]), digits[6:]
    return digits[4:], int(digits[2:4]), digits[:2]


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


def _other_weekday(day: dt.date, said: int) -> ValidationError:
    facts = {"day": f"{day:%d-%m-%Y}", "is": WEEKDAY_NAMES[day.weekday()], "said": WEEKDAY_NAMES[said]}
    return ValidationError(
        _("%(day)s jatuh pada hari %(is)s, bukan %(said)s. Betulkan nama harinya atau tanggalnya."),
        params=facts,
        code="other_weekday",
    )
