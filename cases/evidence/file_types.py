"""The accepted file types and their size limits, for file pickers, hints, checks and errors."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import EvidenceItem
from lib.media.sizes import MEGABYTE, in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = EvidenceItem.Kind


@dataclass(frozen=True)
class FileType:
    """Limits in bytes; an anonymous citizen may send less than an officer."""

    word: str
    kind: EvidenceItem.Kind
    limit: int
    citizen_limit: int = 5 * MEGABYTE


ACCEPTED = {  # detected from the content, never from the name
    "image/jpeg": FileType("JPG", Kind.SCREENSHOT, 10 * MEGABYTE),
    "image/png": FileType("PNG", Kind.SCREENSHOT, 10 * MEGABYTE),
    "image/webp": FileType("WebP", Kind.SCREENSHOT, 10 * MEGABYTE),
    "image/heic": FileType("HEIC", Kind.SCREENSHOT, 10 * MEGABYTE),
    "application/pdf": FileType("PDF", Kind.DOCUMENT, 10 * MEGABYTE),
    "audio/ogg": FileType("OGG", Kind.AUDIO, 100 * MEGABYTE),
    "audio/mp4": FileType("M4A", Kind.AUDIO, 100 * MEGABYTE),
    "audio/mpeg": FileType("MP3", Kind.AUDIO, 100 * MEGABYTE),
    "video/mp4": FileType("MP4", Kind.VIDEO, 2048 * MEGABYTE, citizen_limit=25 * MEGABYTE),
    "video/quicktime": FileType("MOV", Kind.VIDEO, 2048 * MEGABYTE),
    "video/webm": FileType("WebM", Kind.VIDEO, 2048 * MEGABYTE),
    "video/3gpp": FileType("3GP", Kind.VIDEO, 2048 * MEGABYTE),
    "text/plain": FileType("TXT obrolan WhatsApp", Kind.CHAT, 10 * MEGABYTE),
    "application/zip": FileType("ZIP obrolan WhatsApp", Kind.CHAT, 100 * MEGABYTE, citizen_limit=25 * MEGABYTE),
}
LARGEST_FILE = max(file_type.limit for file_type in ACCEPTED.values())
LARGEST_PDF = ACCEPTED["application/pdf"].limit
PICKED = ",".join([*ACCEPTED, ".heic", ".m4a", ".mov", ".3gp"])  # file extensions for devices that do not know the type
ACCEPTED_TYPES = format_lazy(
    _("berkas harus {types}."), types=", ".join(file_type.word for file_type in ACCEPTED.values())
)


def _sizes(limits: dict[str, int]) -> "StrOrPromise":
    """Each limit with its types, smallest first."""
    by_limit: dict[int, list[str]] = {}
    for word, limit in limits.items():
        by_limit.setdefault(limit, []).append(word)
    parts = [
        format_lazy(_("{types} sampai {limit}"), types=", ".join(names), limit=in_words(limit))
        for limit, names in sorted(by_limit.items())
    ]
    return format_lazy("; ".join("{}" for _part in parts), *parts)


SIZES = _sizes({file_type.word: file_type.limit for file_type in ACCEPTED.values()})
CITIZEN_SIZES = _sizes({file_type.word: file_type.citizen_limit for file_type in ACCEPTED.values()})
PDF_HINT = format_lazy(_("PDF sampai {limit}."), limit=in_words(LARGEST_PDF))
