"""Pasted text as posts: the links in it, and the part that each plays in the incident."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from cases.links import reading as links
from cases.models import Post

HOST = "|".join(map(re.escape, links.HOSTS))
STOP = r"(?=(?<![/=])https?://|[\s<>\"“”]|$)"  # two links glued together are two
CANDIDATE = re.compile(rf"(?:\w+://|www\.)\S*?{STOP}|\b(?:[a-z0-9-]+\.)*(?:{HOST})/\S*?{STOP}", re.I)
VALID = URLValidator(schemes=["http", "https"])
LONGEST = 1000


def read_links(text: str) -> list[links.Link]:
    """The links in a pasted text, each post once.

    Raises ValidationError when one is broken, or when the text holds none.
    """
    found = [_read(match.group(0)) for match in CANDIDATE.finditer(text)]
    if text.strip() and not found:
        raise _unknown()
    return list({link.key: link for link in reversed(found)}.values())[::-1]


def _read(address: str) -> links.Link:
    address = address.rstrip(".,;:!?)]}>\"'”’*_")
    address = address if "://" in address else f"https://{address}"
    try:
        VALID(address)
        link = links.read(address)
        VALID(link.url)
    except (ValidationError, ValueError):
        raise _unknown() from None
    if len(link.url) > LONGEST:
        raise _unknown()
    return link


def _unknown() -> ValidationError:
    return ValidationError(
        _("Tautan tidak dikenali. Salin dari tombol Bagikan di aplikasi, lalu tempel di sini."), code="bad_link"
    )


def post_of(link: links.Link, part: Post.Part) -> Post:
    """A link as a post; the press reports, whatever the form says."""
    part = Post.Part.NEWS if link.platform == Post.Platform.NEWS else part
    return Post(url=link.url, platform=link.platform, account=link.account, part=part)
