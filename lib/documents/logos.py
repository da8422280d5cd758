"""The emblem of a letterhead: read from an upload by its content, stored under its fingerprint."""

import hashlib
import io
import struct
from functools import lru_cache
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from lib.media.sizes import MEGABYTE

MOST_BYTES = 2 * MEGABYTE
MOST_POINTS = 25_000_000  # a larger picture is not decoded
EDGE = 480  # pixels; 20 mm on paper at 600 dpi
LOGO_FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP"}  # as the decoder names them: as people do
IN_WORDS = ", ".join(LOGO_FORMATS.values())


class NoPicture(ValueError):
    """The file is not a readable picture, whatever its name."""


def keep(upload: IO[bytes]) -> str:
    """Store a picture, redrawn on white without other content of the file. Raises NoPicture."""
    content = _drawn_anew(upload)
    name = f"letterheads/{hashlib.sha256(content).hexdigest()}.png"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


def _drawn_anew(upload: IO[bytes]) -> bytes:
    upload.seek(0)
    try:
        with Image.open(upload, formats=tuple(LOGO_FORMATS)) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise NoPicture
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as why:
        raise NoPicture from why
    upright.thumbnail((EDGE, EDGE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright)
    stream = io.BytesIO()
    paper.save(stream, "PNG", optimize=True)
    return stream.getvalue()


@lru_cache(maxsize=64)
def content(name: str) -> bytes:
    """The stored picture; its name is its fingerprint, so a cached copy stays valid."""
    with default_storage.open(name) as file:
        return bytes(file.read())
