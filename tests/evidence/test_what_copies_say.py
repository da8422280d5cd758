"""Previews, redacted copies, copies of films and our own papers say nothing of whoever made or sent a file."""

import getpass
import io
import json
import shutil
import socket
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from cases.evidence import picture_copies, recording_copies
from cases.evidence.files import add_file
from cases.evidence.picture_copies import Box
from lib.documents import word
from lib.documents.document import Document
from tests import factories
from tests.samples.files import content_of
from tests.samples.letters import issued
from tests.samples.recordings import SAID, add_recording, make_film

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


needs_exiftool = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")


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


@needs_exiftool
def test_no_copy_of_an_iphone_s_picture_says_who_sent_it_or_where(sari, dinas_a, now, tmp_path):
    source = tmp_path / "IMG_0001.HEIC"
    source.write_bytes((Path(__file__).parents[1] / "samples" / "iphone.heic").read_bytes())
    told = [f"-EXIF:Artist={SECRET}", f"-XMP-dc:Creator={SECRET}", "-GPSLatitude=6.2", "-GPSLatitudeRef=S"]
    subprocess.run(["exiftool", "-q", "-overwrite_original", *told, str(source)], check=True)
    assert {SECRET} <= {str(value) for value in said(source.read_bytes(), tmp_path / "asli.heic").values()}
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    item = add_recording(case, sari, now, source.read_bytes(), source.name)
    assert picture_copies.make_previews(now) == 1
    picture_copies.redact(item=item, actor=sari, at=now, boxes=[Box((0, 0, 50, 50))])
    assert item.copies.count() == 2
    for copy in item.copies.all():
        assert said(content_of(copy), tmp_path / "salinan.jpg") == {}


def test_the_samples_say_it():
    told = {kind: b"Mahardika" in content for kind, content in PICTURES.items() if kind != "PNG packed text"}
    assert all(told.values())
    assert SECRET.encode() in zlib.decompress(_packed(PICTURES["PNG packed text"]))


def _packed(png: bytes) -> bytes:
    start = png.index(b"zTXt") + 4
    length = struct.unpack(">I", png[start - 8 : start - 4])[0]
    return png[start : start + length].partition(b"\0")[2][1:]


@pytest.mark.parametrize("form", ["mp4", "mov", "webm", "3gp"])
def test_no_copy_of_a_film_says_who_made_it_where_or_when(form, sari, dinas_a, now, tmp_path):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    item = add_recording(case, sari, now, make_film(form))
    assert recording_copies.make_copies(now) == 1
    for copy in item.copies.all():
        content = content_of(copy)
        told = said(content, tmp_path / "salinan")
        assert SAID.encode() not in content and SAID not in str(told)
        about = ("Title", "Artist", "Author", "Comment", "Copyright", "Description", "GPS", "Make", "Model", "Location")
        assert [name for name in told if name.split(":")[1].startswith(about)] == []
        dates = {value for name, value in told.items() if name.endswith("Date")}
        assert dates <= {"0000:00:00 00:00:00"}


@needs_exiftool
def test_the_samples_of_films_say_it(tmp_path):
    for form in ("mp4", "mov", "webm", "3gp"):
        assert SAID in str(said(make_film(form), tmp_path / "film"))


@needs_exiftool
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_letter_names_its_office_and_neither_a_user_nor_a_machine(form, sari, budi, now, tmp_path):
    letter = issued("UND-KET", by=sari, employee=budi, at=now)
    content = content_of(letter) if form == "pdf" else word.render(Document.from_data(letter.content), at=now)
    told = {name: str(value) for name, value in said(content, tmp_path / f"surat.{form}").items() if value}
    assert {told[name] for name in ("PDF:Author", "XMP:Creator") if name in told} == {f"Pemerintah {sari.government}"}
    unwanted = {"Keywords", "Subject", "Company", "Manager", "LastModifiedBy", "Application", "Directory"}
    assert not {name.split(":")[1] for name in told} & unwanted
    assert not set(told.values()) & {sari.username, getpass.getuser(), socket.gethostname()}
    assert str(Path.cwd()) not in str(told) and str(Path.home()) not in str(told)


PRINTER = b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n"
GATEWAY = b"--scanner\r\nContent-Type: application/pdf\r\n\r\n"


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", PRINTER, b" " * 1019, GATEWAY])
def test_a_paper_of_a_scanner_is_known_behind_its_header(before, sari, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    upload = SimpleUploadedFile("surat.pdf", before + b"%PDF-1.4 " + b"0" * 600)
    assert add_file(case=case, actor=sari, at=now, upload=upload).content_type == "application/pdf"
