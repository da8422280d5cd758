"""Files with a false type: each is refused with a sentence, or stored unchanged without harm."""

import io
import resource
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.multipartparser import MultiPartParser
from django.urls import reverse
from PIL import Image

from cases.evidence import files as evidence
from cases.evidence import picture_copies
from cases.models import EvidenceItem
from cases.procedure.refusals import RuleViolation
from conduct.uploads import HashingUploadHandler
from lib.documents import logos
from tests import factories
from tests.samples.pictures import photo
from tests.samples.recordings import make_film

SCRIPT = b"<script>alert(document.cookie)</script>"
MEGABYTE = 1024 * 1024


def zipped(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def png(width: int = 40, height: int = 30) -> bytes:
    """A white picture, its points never held in memory."""
    lines = zlib.compressobj(9)
    packed = b"".join(lines.compress(b"\0" + b"\xff" * ((width + 7) // 8)) for _ in range(height)) + lines.flush()

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", packed) + part(b"IEND", b"")


PDF_WITH_SCRIPT = (
    b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)

pytestmark = pytest.mark.attack
REFUSED = {
    "a page that calls itself a GIF": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "SVG with script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a page": b"<!doctype html>" + SCRIPT,
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
    "a program": b"MZ" + b"\0" * 600,
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "an archive that unpacks to a hundred megabytes": zipped("nol", bytes(100 * MEGABYTE)),
    "the EICAR test file": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    "zeros": bytes(5000),
    "nothing": b"",
}
KEPT = {
    "a PDF with a script": (PDF_WITH_SCRIPT, "application/pdf"),
    "a picture with an archive behind it": (png() + zipped("x.html", SCRIPT), "image/png"),
    "a picture with a page behind it": (png() + SCRIPT, "image/png"),
    "a video with a page behind it": (make_film(seconds=1) + SCRIPT, "video/mp4"),
}


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.fixture
def send(client, sari, case):
    """Sends a file from the page, as anybody would."""
    client.force_login(sari)

    def sending(name, content, key="00000000-0000-4000-8000-000000000001"):
        sent = {"submission": key, "title": "", "source": "", "file": SimpleUploadedFile(name, content)}
        return client.post(reverse("case-act", kwargs={"number": case.number, "act": "add-evidence"}), sent)

    return sending


def stored() -> list[str]:
    return sorted(str(path) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_file_shows_an_error_and_leaves_nothing(what, send):
    before = stored()
    answer = send("gambar.jpg", REFUSED[what])
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "berkas harus JPG" in said or "kosong" in said
    assert stored() == before and not EvidenceItem.objects.exists()


@pytest.mark.parametrize("what", KEPT)
def test_a_file_of_two_formats_is_stored_unchanged_and_never_runs(what, send, client, rina):
    content, found = KEPT[what]
    assert send("dua.html", content).status_code == 302
    item = EvidenceItem.objects.get()
    assert item.content_type == found
    client.force_login(rina)
    handed = client.post(reverse("evidence-original", kwargs={"pk": item.pk}), {"reason": "Diperiksa ahli"})
    assert handed.getvalue() == content
    assert handed.headers["Content-Type"] == found
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in handed.headers["Content-Security-Policy"]


def test_data_appended_to_a_picture_is_not_in_its_preview(send, now):
    send("dua.png", KEPT["a picture with an archive behind it"][0])
    assert picture_copies.make_previews(now) == 1
    with EvidenceItem.objects.get().copies.get().file.open("rb") as stored_preview:
        content = stored_preview.read()
    assert b"PK\x03\x04" not in content and SCRIPT not in content
    assert Image.open(io.BytesIO(content)).format == "JPEG"


def test_a_picture_of_nine_hundred_million_pixels_is_stored_and_never_decoded(send, now):
    bomb = png(30_000, 30_000)
    assert len(bomb) < MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert send("besar.png", bomb).status_code == 302
    assert picture_copies.make_previews(now) == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # kilobytes
    item = EvidenceItem.objects.get()
    assert not item.picture_hashes.exists() and not item.copies.exists()


def damaged(kind: str) -> bytes:
    """One byte wrong where only a decoder looks: the type of a line of metadata, the height inside the stream."""
    if kind == "HEIC":
        content, at = bytearray((Path(__file__).parents[1] / "samples" / "iphone.heic").read_bytes()), 255
    else:
        told = Image.Exif()
        told[0x010E], told[0x0112] = "Kantor Dinas", 6
        held = io.BytesIO()
        Image.linear_gradient("L").save(held, "JPEG", exif=told)
        content = bytearray(held.getvalue())
        at = content.index(b"Exif") + 17
    content[at] = 0
    return bytes(content)


@pytest.mark.parametrize("kind", ["JPEG", "HEIC"])
def test_a_picture_that_crashes_its_decoder_is_stored_and_does_not_stop_other_previews(kind, send, sari, now):
    assert send("utuh.jpg", photo().read()).status_code == 302
    key = "00000000-0000-4000-8000-000000000002"
    assert send("rusak.jpg", damaged(kind), key).status_code == 302
    assert picture_copies.make_previews(now) == 1
    broken = EvidenceItem.objects.get(original_name="rusak.jpg")
    assert not broken.picture_hashes.exists() and not broken.copies.exists()
    with pytest.raises(RuleViolation, match="tidak dapat dibaca"):
        picture_copies.redact(item=broken, actor=sari, at=now, boxes=[picture_copies.Box((0, 0, 9, 9))])


def test_undecodable_pictures_do_not_block_later_ones(send, now, monkeypatch, caplog):
    monkeypatch.setattr(picture_copies, "PICTURES_PER_ROUND", 2)
    for n, (name, content) in enumerate(
        {"utuh": photo().read(), "rusak": damaged("JPEG"), "hilang": photo((30, 20)).read()}.items()
    ):
        assert send(f"{name}.jpg", content, f"00000000-0000-4000-8000-00000000000{n}").status_code == 302
    gone = EvidenceItem.objects.get(original_name="hilang.jpg")
    gone.file.storage.delete(gone.file.name)
    assert [picture_copies.make_previews(now) for _round in range(3)] == [0, 1, 0]
    assert caplog.text.count("has no preview") == 2


def test_an_emblem_that_crashes_its_decoder_is_refused():
    with pytest.raises(logos.NoPicture):
        logos.keep(io.BytesIO(damaged("JPEG")))


def test_two_gigabytes_of_zeros_are_refused_without_being_read(case, sari, now):
    with tempfile.TemporaryFile() as sparse:
        sparse.truncate(2048 * MEGABYTE)
        with pytest.raises(RuleViolation, match="harus JPG"):
            evidence.add_file(case=case, actor=sari, at=now, upload=File(sparse, "nol.mp4"))
        sparse.seek(0)
        sparse.write(make_film(seconds=1)[:64])
        sparse.truncate(2049 * MEGABYTE)
        with pytest.raises(RuleViolation, match="ukuran 2049 MB, batasnya 2 GB"):
            evidence.add_file(case=case, actor=sari, at=now, upload=File(sparse, "nol.mp4"))
    assert not EvidenceItem.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.png",
        "..\\..\\win.ini",
        "CON.png",
        "a\r\nSet-Cookie: x=1.png",
        "foto\u202egnp.exe",
        "x" * 300,
    ],
)
def test_a_file_name_is_never_used_as_a_path(name, send, client, rina):
    assert send(name, png()).status_code == 302
    item = EvidenceItem.objects.get()
    assert item.file.name.split("/")[0] == str(item.case_id) and len(item.file.name.split("/")[1]) == 32
    assert not set("/\\\r\n\u202e") & set(item.original_name) and len(item.original_name) <= 255
    client.force_login(rina)
    handed = client.post(reverse("evidence-original", kwargs={"pk": item.pk}), {"reason": "Diperiksa ahli"})
    assert handed.getvalue() == png()
    assert "\n" not in handed.headers["Content-Disposition"] and "Set-Cookie: x" not in str(handed.headers)


def test_the_same_file_twice_is_reported_and_stored_once(send):
    assert send("satu.png", png()).status_code == 302
    before = stored()
    again = send("dua.png", png(), "00000000-0000-4000-8000-000000000002")
    assert again.status_code == 422 and "sudah ada sebagai bukti B-01" in again.content.decode()
    assert stored() == before and EvidenceItem.objects.count() == 1


def test_an_interrupted_upload_is_not_treated_as_a_complete_file():
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(5 * MEGABYTE)}
    before = stored()
    _fields, files = MultiPartParser(meta, io.BytesIO(head + bytes(MEGABYTE)), [HashingUploadHandler()]).parse()
    assert not files
    assert stored() == before
