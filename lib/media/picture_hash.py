"""A 64-bit hash of a picture that stays the same if the picture is scaled or compressed again.

Difference hash: the picture in grey at 9 × 8 pixels, one bit for each pixel that is darker than its right neighbour.
"""

import struct
from typing import IO

from pi_heif import register_heif_opener
from PIL import Image, ImageOps

from lib.media.sizes import LARGEST_PICTURE

register_heif_opener()  # the format of iPhones

WIDTH, HEIGHT = 9, 8
FEWEST = 12  # bits of either kind; a mostly uniform picture resembles every other one
DECODED_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# The decoders' exceptions for damaged files, from their documentation and from tests with damaged files.
UNREADABLE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, RuntimeError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
NEAR = 7  # bits by which two similar pictures may differ
BANDS, WIDTH_OF_BAND = 4, 16


def hash_file(file: IO[bytes]) -> int | None:
    """The 64 bits of a picture; None for what cannot be read, is too large, or shows next to nothing."""
    file.seek(0)
    try:
        with Image.open(file, formats=DECODED_FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return None
            picture.draft("L", (WIDTH * 16, HEIGHT * 16))
            return hash_picture(ImageOps.exif_transpose(picture))
    except UNREADABLE:
        return None
    finally:
        file.seek(0)


def hash_picture(picture: Image.Image) -> int | None:
    """The 64 bits of a picture that is read already; None for one that shows next to nothing."""
    grey = picture.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    points = grey.tobytes()  # a byte for each pixel
    bits = 0
    for row in range(HEIGHT):
        for column in range(WIDTH - 1):
            place = row * WIDTH + column
            bits = bits << 1 | (points[place] < points[place + 1])
    return bits if FEWEST <= bits.bit_count() <= 64 - FEWEST else None


def bands(bits: int) -> list[int]:
    """Four bands of 16 bits from all parts of the picture, so that a uniform sky does not fill a band alone."""
    return [sum((bits >> place & 1) << n for n, place in enumerate(range(band, 64, BANDS))) for band in range(BANDS)]


def neighbours(band: int) -> list[int]:
    """A band and all bands that differ from it in one bit.

    Pictures within ``NEAR`` = 7 bits differ in at most one bit in one of the four bands, so none is missed.
    """
    return [band, *(band ^ 1 << n for n in range(WIDTH_OF_BAND))]


def signed(bits: int) -> int:
    """The hash as a signed integer for the database; ``unsigned`` reverses it."""
    return bits - (1 << 64) if bits >> 63 else bits


def unsigned(bits: int) -> int:
    return bits % (1 << 64)
