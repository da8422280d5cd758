"""How a picture looks, in 64 bits: the same for a copy that was scaled or compressed again.

Difference hash: the picture in grey at 9 × 8 points, a bit for each point darker than the next to its right.
"""

import struct
from typing import IO

from pi_heif import register_heif_opener
from PIL import Image, ImageOps

from lib.media.sizes import LARGEST_PICTURE

register_heif_opener()  # what iPhones take

WIDTH, HEIGHT = 9, 8
FEWEST = 12  # bits of either kind; an almost even picture resembles every other one
DECODED_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# What the decoders raise over a damaged file, by their own documentation and by throwing damaged files at them.
UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, RuntimeError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
NEAR = 7  # bits in which two pictures may differ and still look alike
BANDS, WIDTH_OF_BAND = 4, 16


def look(file: IO[bytes]) -> int | None:
    """The 64 bits of a picture; None for what cannot be read, is too large, or shows next to nothing."""
    file.seek(0)
    try:
        with Image.open(file, formats=DECODED_FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return None
            picture.draft("L", (WIDTH * 16, HEIGHT * 16))
            return look_at(ImageOps.exif_transpose(picture))
    except UNREADABLE:
        return None
    finally:
        file.seek(0)


def look_at(picture: Image.Image) -> int | None:
    """The 64 bits of a picture that is read already; None for one that shows next to nothing."""
    grey = picture.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    points = grey.tobytes()  # a byte for each point
    bits = 0
    for row in range(HEIGHT):
        for column in range(WIDTH - 1):
            place = row * WIDTH + column
            bits = bits << 1 | (points[place] < points[place + 1])
    return bits if FEWEST <= bits.bit_count() <= 64 - FEWEST else None


def bands(bits: int) -> list[int]:
    """Four times 16 bits, each from all over the picture: an even sky must not fill a band by itself."""
    return [sum((bits >> place & 1) << n for n, place in enumerate(range(band, 64, BANDS))) for band in range(BANDS)]


def neighbours(band: int) -> list[int]:
    """A band and all that differ from it in one bit.

    Pictures within ``NEAR`` = 7 bits differ in at most one bit in one of the four bands, so that none is missed.
    """
    return [band, *(band ^ 1 << n for n in range(WIDTH_OF_BAND))]


def signed(bits: int) -> int:
    """As the database keeps 64 bits; ``unsigned`` turns them back."""
    return bits - (1 << 64) if bits >> 63 else bits


def unsigned(bits: int) -> int:
    return bits % (1 << 64)
