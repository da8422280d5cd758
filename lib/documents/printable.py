"""Replaces characters that the font lacks: letters quote posts, and posts contain emoji.

An archival PDF must not contain a character without a glyph. Such a character is written out with its Unicode name, so
that the quotation stays complete and readable.
"""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
FACE = FONTS / "LiberationSerif-Regular.ttf"
BREAKS = "\n"
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # control and format characters, surrogates, unassigned


def printable(value: Any) -> Any:
    """The same data, with every text limited to characters of the font."""
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\t", " "))))
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if ord(character) in coverage() or character in BREAKS:
        return character
    if (
        unicodedata.category(character) in INVISIBLE
        or unicodedata.combining(character)
        or "VARIATION" in _name(character)
    ):
        return ""
    return f"[{_name(character).lower()}]"


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """The code points with a glyph in the font's character map (format 4, the basic plane)."""
    data = FACE.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    cmap = tables[b"cmap"]
    count = struct.unpack(">H", data[cmap + 2 : cmap + 4])[0]
    places = [struct.unpack(">HHI", data[cmap + 4 + 8 * i : cmap + 12 + 8 * i]) for i in range(count)]
    start = next(cmap + offset for platform, encoding, offset in places if (platform, encoding) == (3, 1))
    segments = struct.unpack(">H", data[start + 6 : start + 8])[0] // 2
    ends = struct.unpack(f">{segments}H", data[start + 14 : start + 14 + 2 * segments])
    starts = struct.unpack(f">{segments}H", data[start + 16 + 2 * segments : start + 16 + 4 * segments])
    return frozenset(
        point
        for first, last in zip(starts, ends, strict=True)
        for point in range(first, last + 1)
        if 31 < point < 0xFFFF
    )
