"""Pictures made from evidence: previews without metadata, and redacted copies.

The original is never changed; every copy is a new file with its own hash.
"""

import datetime as dt
import hashlib
import io
import logging
import uuid
from collections.abc import Iterator, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageFilter, ImageOps

from cases.models import CustodyEntry, EvidenceCopy, EvidenceItem, ReadingAttempt, User
from cases.models.evidence.custody import LONG
from cases.procedure.admission import admit
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right
from lib.media import picture_hash
from lib.media.sizes import LARGEST_PICTURE

log = logging.getLogger(__name__)
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}  # decoders
EDGE = 1600  # pixels of the longer side of a preview
READABLE, TALLEST = 720, 65_000  # pixels: the minimum width of a long preview, and the maximum height of a JPEG
PAGE_WIDTH, PAGE_HEIGHT, OVERLAP = 1080, 1600, 80  # points of a part of a long picture; a line stands whole in one
MOST_PAGES = 60
PICTURES_PER_ROUND = 50


class Box(tuple[int, int, int, int]):
    """Left, top, width and height of a part of a picture, in percent."""


def make_previews(now: dt.datetime) -> int:
    """Make a preview for every picture without one; an undecodable or missing file is logged and not retried.

    Returns the number of new previews.
    """
    pictures_untried = EvidenceItem.objects.filter(content_type__in=PICTURES, reading_attempt=None)
    waiting = pictures_untried.exclude(copies__kind=EvidenceCopy.Kind.PREVIEW)
    made = 0
    for item in waiting.order_by("-pk")[:PICTURES_PER_ROUND]:
        try:
            picture = _open(item)
        except (RuleViolation, OSError) as why:
            log.warning("evidence %s has no preview: %s", item.pk, why)
            failed = {"begun_at": now, "done_at": now, "error": str(why)[:200]}
            ReadingAttempt.objects.get_or_create(item=item, defaults=failed)
            continue
        with transaction.atomic():
            for page in _pages(picture):
                _keep(item, EvidenceCopy.Kind.PAGE, page, by=None, at=now)
            picture.thumbnail(_bounds(picture))
            _keep(item, EvidenceCopy.Kind.PREVIEW, picture, by=None, at=now)
        made += 1
    return made


def _pages(picture: Image.Image) -> Iterator[Image.Image]:
    """The parts of a long screenshot from top to bottom, each of a height that is read on a screen or on paper."""
    if picture.height <= LONG * picture.width:
        return
    wide = picture.copy()
    wide.thumbnail((PAGE_WIDTH, picture.height))
    tops = range(0, max(1, wide.height - OVERLAP), PAGE_HEIGHT - OVERLAP)
    for top in tops if len(tops) <= MOST_PAGES else ():
        yield wide.crop((0, top, wide.width, min(top + PAGE_HEIGHT, wide.height)))


def _bounds(picture: Image.Image) -> tuple[int, int]:
    """The size of a preview; a long screenshot stays wide enough to be read."""
    if picture.height * READABLE <= EDGE * picture.width:
        return EDGE, EDGE
    return READABLE, TALLEST


@transaction.atomic
def redact(*, item: EvidenceItem, actor: User, at: dt.datetime, boxes: Sequence[Box]) -> EvidenceCopy:
    """Make a copy with unrecognisable boxes and otherwise unchanged. Raises RuleViolation, NotAllowed."""
    admit(item.case, actor, Right.HANDLE_EVIDENCE)
    if not boxes:
        raise RuleViolation(_("Tandai paling sedikit satu bagian."))
    picture = _open(item)
    for box in boxes:
        _blur(picture, box)
    copy = _keep(item, EvidenceCopy.Kind.REDACTED, picture, by=actor, at=at)
    CustodyEntry.objects.create(item=item, kind=CustodyEntry.Kind.REDACTED, user=actor, at=at, reason=copy.sha256[:8])
    return copy


def _open(item: EvidenceItem) -> Image.Image:
    """The picture upright and in colour, without metadata on place, device or time."""
    if item.content_type not in PICTURES:
        raise RuleViolation(_("Hanya gambar yang dapat disalin begini."))
    try:
        with item.file.open("rb") as stored, Image.open(stored, formats=[PICTURES[item.content_type]]) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise RuleViolation(_("Gambar terlalu besar."))
            plain = ImageOps.exif_transpose(picture).convert("RGB")
            plain.info.clear()  # comments and texts would be written into every copy
            return plain
    except picture_hash.UNREADABLE as error:
        raise RuleViolation(_("Gambar tidak dapat dibaca.")) from error


def _blur(picture: Image.Image, box: Box) -> None:
    """Pixelate, then blur: a blur alone can be reversed."""
    left, top, width, height = box
    area = (
        picture.width * left // 100, picture.height * top // 100,
        max(1, picture.width * (left + width) // 100), max(1, picture.height * (top + height) // 100),
    )  # fmt: skip
    part = picture.crop(area)
    coarse = part.resize((4, 4), Image.Resampling.BOX).resize(part.size, Image.Resampling.NEAREST)
    picture.paste(coarse.filter(ImageFilter.GaussianBlur(max(part.size) / 20)), area)


def _keep(
    item: EvidenceItem, kind: EvidenceCopy.Kind, picture: Image.Image, *, by: User | None, at: dt.datetime
) -> EvidenceCopy:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    name = default_storage.save(f"copies/{uuid.uuid4().hex}", ContentFile(content.getvalue()))
    try:
        return EvidenceCopy.objects.create(
            item=item,
            kind=kind,
            file=name,
            sha256=hashlib.sha256(content.getvalue()).hexdigest(),
            width=picture.width,
            height=picture.height,
            made_by=by,
            made_at=at,
        )
    except Exception:
        default_storage.delete(name)
        raise
