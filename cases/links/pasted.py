"""Links as people paste them: in text, without https://, joined together, with invisible characters."""

import dataclasses
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from cases.links.reading import Link, read
from cases.links.table import HOSTS, SHORTENERS

KNOWN = "|".join(map(re.escape, sorted({*HOSTS, *SHORTENERS})))
ENDINGS = "com|id|net|org|co|news|info|tv|me|io"  # of other hosts that are accepted without https://
STOP = r"(?=(?<![/=])https?://|[\s<>\"“”]|$)"  # two links glued together are two
BARE = rf"(?<![@\w.-])(?:[a-z0-9-]+\.)*(?:{KNOWN}|[a-z0-9-]+\.(?:{ENDINGS}))/[^\s/]"
CANDIDATE = re.compile(rf"(?:\w+://|www\.)\S*?{STOP}|{BARE}\S*?{STOP}", re.I)
AROUND = ".,;:!?)]}>\"'”’*_"  # punctuation around a link
VALID = URLValidator(schemes=["http", "https"])
LONGEST = 1000


def links_in(text: str) -> list[Link]:
    """The links in a pasted text, each post once.

    Raises ValidationError if one is broken, or if the text contains none.
    """
    found = [link_of(match.group(0)) for match in CANDIDATE.finditer(_visible(text))]
    if text.strip() and not found:
        raise _unknown()
    return list({link.same: link for link in reversed(found)}.values())[::-1]


def link_of(typed: str) -> Link:
    """One address, with or without https://. Raises ValidationError if it is not an address, or is too long to
    store."""
    address = _visible(typed).strip().rstrip(AROUND)
    address = address if "://" in address else f"https://{address}"
    try:
        VALID(address)
        link = read(address)
        VALID(link.url)
    except (ValidationError, ValueError):
        raise _unknown() from None
    if len(link.url) > LONGEST:
        raise ValidationError(
            _("Tautan terlalu panjang: paling banyak %(n)d huruf."), params={"n": LONGEST}, code="bad_link"
        )
    return dataclasses.replace(link, typed=typed.strip())


def _visible(text: str) -> str:
    """The text without invisible characters: zero-width spaces, directions, soft hyphens, byte order marks."""
    return text if text.isascii() else "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def _unknown() -> ValidationError:
    return ValidationError(
        _("Tautan tidak dikenali. Salin dari tombol Bagikan di aplikasi, lalu tempel di sini."), code="bad_link"
    )
