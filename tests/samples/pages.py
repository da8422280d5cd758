"""Pages as pictures: what a PDF shows, and what LibreOffice makes of a Word file."""

import io
import os
import re
import shutil
import subprocess

import pypdf
import pytest
from PIL import Image

from lib.documents.printable import FONTS

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="LibreOffice Writer or poppler is not installed here; CI installs both",
)
DOTS = 40  # per inch
# Times New Roman is as wide as Liberation Serif, letter by letter; offices have the first, the project the second.
FONT_SETTINGS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{folder}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
</fontconfig>"""


def convert(place):
    """The PDFs of all Word files in a folder, beside them."""
    home = f"-env:UserInstallation=file://{place}/profile"
    fonts = FONT_SETTINGS.format(folder=FONTS, cache=place / "fonts")
    (place / "fonts.conf").write_text(fonts)
    env = os.environ | {"FONTCONFIG_FILE": str(place / "fonts.conf")}
    files = [file.name for file in sorted(place.glob("*.docx"))]
    command = ["soffice", home, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=300, env=env)


def drawn(content, place):
    """The pages as grey pictures."""
    place.mkdir(exist_ok=True)
    (place / "letter.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), "letter.pdf", "page"], cwd=place, check=True)
    return [Image.open(io.BytesIO(page.read_bytes())) for page in sorted(place.glob("page*.pgm"))]


def ink(picture):
    """Left and right edge of what is printed, in millimetres, and how much of the page it covers."""
    left, _top, right, _bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    dark = sum(picture.histogram()[:200]) / (picture.width * picture.height)
    return left * 25.4 / DOTS, right * 25.4 / DOTS, dark


def words_of(content):
    """Every word of a PDF, in whatever order its program wrote them; numbers and addresses stand apart."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return sorted(set(re.findall(r"[A-Za-z]{4,}", re.sub(r"http\S+", "", text))))


def differences(theirs, ours, place):
    """In what two PDFs of one letter differ: pages, edges (mm), how much ink, words; nothing where they are alike."""
    left, right = drawn(theirs, place / "theirs"), drawn(ours, place / "ours")
    found = [] if len(left) == len(right) else [f"{len(left)} pages, not {len(right)}"]
    for number, (one, other) in enumerate(zip(map(ink, left), map(ink, right), strict=False), 1):
        if abs(one[0] - other[0]) > 4 or abs(one[1] - other[1]) > 8:
            found.append(f"page {number} is printed from {one[:2]}, not {other[:2]}")
        if one[2] != pytest.approx(other[2], rel=0.5, abs=0.01):
            found.append(f"page {number} has {one[2]:.3f} of ink, not {other[2]:.3f}")
    lost = sorted(set(words_of(theirs)) ^ set(words_of(ours)))
    return found + ([f"words of one only: {lost}"] if lost else [])
