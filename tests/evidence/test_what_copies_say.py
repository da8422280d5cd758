"""Previews and redacted copies contain no metadata on the author or sender of the file."""

import io
import json
import shutil
import struct
import subprocess
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from cases.evidence import picture_copies
from cases.evidence.files import add_file
from cases.evidence.picture_copies import Box
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "Dikirim oleh Mahardika"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{SECRET}</dc:creator></x:xmpmeta>'.encode()
ABOUT_THE_COPY = {"SourceFile", "ExifTool", "File", "JFIF", "Composite"}  # groups that say nothing of whence it came


def picture(kind, **told) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(content, kind, **told)
    return content.getvalue()


def exif() -> Image.Exif:
    found = Image.Exif()
    for tag in (0x010E, 0x013B, 0x8298, 0x9C9B):  # description, artist, copyright, title of Windows
        found[tag] = SECRET.encode("utf-16-le") if tag == 0x9C9B else SECRET
    return found


def with_segment(marker: int, content: bytes) -> bytes:
    """A JPEG with a further segment behind its first two bytes."""
    jpeg = picture("JPEG")
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + jpeg[2:]


def iptc() -> bytes:
    record = struct.pack(">BBBH", 0x1C, 2, 80, len(SECRET)) + SECRET.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)


def texts(compressed=False) -> PngImagePlugin.PngInfo:
    found = PngImagePlugin.PngInfo()
    found.add_text("Author", SECRET, zip=compressed)
    found.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return found


PICTURES = {
    "JPEG comment": picture("JPEG", comment=SECRET.encode()),
    "JPEG EXIF": picture("JPEG", exif=exif()),
    "JPEG XMP": picture("JPEG", xmp=XMP),
    "JPEG IPTC": with_segment(0xED, iptc()),
    "JPEG unknown segment": with_segment(0xEF, SECRET.encode()),
    "JPEG behind its end": picture("JPEG") + SECRET.encode(),
    "JPEG colour profile": picture("JPEG", icc_profile=SECRET.encode()),
    "PNG text": picture("PNG", pnginfo=texts()),
    "PNG packed text": picture("PNG", pnginfo=texts(compressed=True)),
    "PNG EXIF": picture("PNG", exif=exif()),
    "PNG behind its end": picture("PNG") + SECRET.encode(),
    "WebP EXIF, XMP": picture("WEBP", exif=exif(), xmp=XMP),
}


def said(content: bytes, path) -> dict:
    """Everything that exiftool finds, but for what every JPEG has."""
    if shutil.which("exiftool") is None:
        return {}
    path.write_bytes(content)
    run = subprocess.run(["exiftool", "-j", "-G", "-a", "-u", str(path)], capture_output=True, check=True, text=True)
    return {
        name: value for name, value in json.loads(run.stdout)[0].items() if name.split(":")[0] not in ABOUT_THE_COPY
    }


@pytest.mark.parametrize("kind", PICTURES)
def test_no_copy_of_a_picture_says_who_sent_it(kind, sari, dinas_a, now, tmp_path):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    upload = SimpleUploadedFile("layar.jpg", PICTURES[kind])
    item = add_file(case=case, actor=sari, at=now, upload=upload, title="Layar")
    assert picture_copies.make_previews(now) == 1
    picture_copies.redact(item=item, actor=sari, at=now, boxes=[Box((0, 0, 50, 50))])
    for copy in item.copies.all():
        with copy.file.open("rb") as file:
            content = file.read()
        assert b"Mahardika" not in content and SECRET.encode("utf-16-le") not in content
        assert said(content, tmp_path / "salinan.jpg") == {}


def test_the_samples_say_it():
    told = {kind: b"Mahardika" in content for kind, content in PICTURES.items() if kind != "PNG packed text"}
    assert all(told.values())
    assert SECRET.encode() in zlib.decompress(_packed(PICTURES["PNG packed text"]))


def _packed(png: bytes) -> bytes:
    start = png.index(b"zTXt") + 4
    length = struct.unpack(">I", png[start - 8 : start - 4])[0]
    return png[start : start + length].partition(b"\0")[2][1:]


PRINTER = b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n"
GATEWAY = b"--scanner\r\nContent-Type: application/pdf\r\n\r\n"


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", PRINTER, b" " * 1019, GATEWAY])
def test_a_paper_of_a_scanner_is_known_behind_its_header(before, sari, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    upload = SimpleUploadedFile("surat.pdf", before + b"%PDF-1.4 " + b"0" * 600)
    assert add_file(case=case, actor=sari, at=now, upload=upload).content_type == "application/pdf"
