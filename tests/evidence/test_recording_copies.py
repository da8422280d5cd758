"""Recordings are decoded in a separate process, and their copies contain no metadata."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import av
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.evidence import custody, recording_copies
from cases.evidence import files as evidence
from cases.intake import duplicates
from cases.intake.duplicates import Traces
from cases.models import CaseLink, EvidenceCopy, ReadingAttempt
from lib.media import picture_hash
from tests import factories
from tests.samples.files import content_of
from tests.samples.recordings import SAID, add_recording, make_film, make_voice, scene

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.mark.parametrize(
    ("form", "found"),
    [("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm"), ("3gp", "video/3gpp")],
)
def test_a_film_gets_a_poster_and_a_small_copy_without_what_its_file_says(form, found, case, sari, now):
    item = add_recording(case, sari, now, make_film(form), "gambar.jpg")  # the name decides nothing
    assert (item.content_type, item.kind) == (found, "VIDEO")
    with item.file.open("rb") as stored:
        assert SAID.encode() in stored.read()
    assert recording_copies.make_copies(now) == 1
    poster, small = item.copies.get(kind="PREVIEW"), item.copies.get(kind="FILM")
    assert Image.open(io.BytesIO(content_of(poster))).size == (352, 288)
    with av.open(io.BytesIO(content_of(small))) as shown:
        assert [stream.type for stream in shown.streams] == ["video", "audio"]
        assert shown.streams.video[0].codec_context.name == "h264" and 1.5 < shown.duration / av.time_base < 2.5
        assert not {"title", "location"} & set(shown.metadata)
    assert all(SAID.encode() not in content_of(picture) for picture in (poster, small))
    assert recording_copies.make_copies(now) == 0


@pytest.mark.parametrize(("form", "found"), [("ogg", "audio/ogg"), ("ipod", "audio/mp4")])
def test_a_voice_note_can_be_heard_without_what_its_file_says(form, found, case, sari, rina, now, client):
    item = add_recording(case, sari, now, make_voice(form), "suara.jpg")
    assert (item.content_type, item.kind) == (found, "AUDIO")
    assert recording_copies.make_copies(now) == 1
    small = item.copies.get()
    assert (small.kind, small.width, small.content_type) == ("FILM", 0, "audio/mp4")
    assert SAID.encode() not in content_of(small)
    client.force_login(rina)
    assert "<audio" in client.get(reverse("evidence", kwargs={"pk": item.pk})).content.decode()
    heard = client.get(reverse("evidence-copy", kwargs={"pk": small.pk}))
    assert heard.headers["Content-Type"] == "audio/mp4" and heard.getvalue() == content_of(small)


def test_a_large_film_is_scaled_down_to_even_sides(case, sari, now):
    item = add_recording(case, sari, now, make_film(size=(1922, 1082), seconds=1))
    recording_copies.make_copies(now)
    small = item.copies.get(kind="FILM")
    assert (small.width, small.height) == (640, 360)


def test_a_broken_recording_is_tried_three_times_and_does_not_stop_others(case, sari, now):
    broken = add_recording(case, sari, now, make_film()[:2500])
    assert recording_copies.make_copies(now) == 0
    assert broken.reading_attempt.error and not EvidenceCopy.objects.exists()
    fine = add_recording(case, sari, now, make_film(seed=3))
    assert [recording_copies.make_copies(now), recording_copies.make_copies(now)] == [1, 0]
    assert fine.copies.count() == 2
    for hours in (2, 4, 6, 8):
        assert recording_copies.make_copies(now + hours * HOUR) == 0
    assert ReadingAttempt.objects.get(item=broken).tries == 3


def test_a_recording_claimed_by_one_worker_is_skipped_by_others(case, sari, now):
    item = add_recording(case, sari, now, make_film())
    ReadingAttempt.objects.create(item=item, begun_at=now)  # by a worker that was killed since
    assert recording_copies.make_copies(now + HOUR / 2) == 0
    assert recording_copies.make_copies(now + 2 * HOUR) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 5000,
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
)
def test_the_decoder_reads_nothing_but_its_input_and_survives_what_is_no_film(content, tmp_path):
    source = tmp_path / "masukan"
    source.write_bytes(content)
    with source.open("rb") as stored:
        command = [sys.executable, "-m", "lib.media.recordings", "mov", str(tmp_path)]
        done = subprocess.run(command, stdin=stored, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=60)
    assert done.returncode == 1 and done.stderr.strip()
    assert [path.name for path in tmp_path.iterdir()] == ["masukan"]


def test_the_decoder_is_stopped_where_it_uses_too_much(tmp_path):
    """Its limits hold in its own process; none of it is taken from whoever started it."""
    code = (
        "from lib.media import recordings; recordings.MOST_MEMORY = 300 << 20; recordings.limit(); "
        "print(len(bytearray(1 << 30)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR)
    assert done.returncode == 1 and "MemoryError" in done.stderr


def test_a_screenshot_of_a_film_is_found_again_by_the_look_of_a_frame(case, sari, rina, dinas_a, now):
    item = add_recording(case, sari, now, make_film(seconds=4, seed=5))
    recording_copies.make_copies(now)
    assert item.picture_hashes.count() == 4
    shot = io.BytesIO()
    scene((800, 640), 7).save(shot, "JPEG", quality=60)
    look = evidence.picture_hash_of(SimpleUploadedFile("layar.jpg", shot.getvalue()))
    assert look is not None
    (match,) = duplicates.find(user=rina, at=now, traces=Traces(picture_hashes=[look]))
    assert match.case == case


def test_the_same_film_compressed_again_is_suggested_when_its_case_is_looked_at(case, sari, rina, dinas_a, now):
    add_recording(case, sari, now, make_film(seconds=3, seed=9))
    other = factories.make_case(by=sari, agency=dinas_a, at=now)
    add_recording(other, sari, now, make_film(seconds=3, seed=9, crf="35", size=(640, 512)))
    while recording_copies.make_copies(now):
        pass
    alike = duplicates.find(user=rina, at=now, traces=duplicates.traces_of(other), but=other)
    assert [match.case for match in alike] == [case]
    assert not CaseLink.objects.exists()  # suggested, never done


def test_a_restricted_film_is_not_watched_by_everybody(case, sari, dewi, now, client):
    item = add_recording(case, sari, now, make_film())
    recording_copies.make_copies(now)
    custody.restrict(item=item, actor=sari, at=now, ground="MINOR")
    client.force_login(dewi)
    for copy in item.copies.all():
        assert client.get(reverse("evidence-copy", kwargs={"pk": copy.pk})).status_code == 404
    assert "<video" not in client.get(reverse("evidence", kwargs={"pk": item.pk})).content.decode()


def test_a_picture_of_an_iphone_is_accepted_and_previewed(case, sari, now):
    """HEIC of a few points, made once with an encoder that is no part of the project."""
    content = (Path(__file__).parents[1] / "samples" / "iphone.heic").read_bytes()
    item = add_recording(case, sari, now, content, "IMG_0001.HEIC")
    assert (item.content_type, item.kind) == ("image/heic", "SCREENSHOT")
    from cases.evidence import picture_copies

    assert picture_copies.make_previews(now) == 1
    assert Image.open(io.BytesIO(content_of(item.copies.get()))).format == "JPEG"
    assert item.picture_hashes.count() == 1


def test_what_the_decoder_tells_is_plain_data(tmp_path):
    source = tmp_path / "film"
    source.write_bytes(make_film(seconds=1))
    with source.open("rb") as stored:
        command = [sys.executable, "-m", "lib.media.recordings", "mov", str(tmp_path)]
        done = subprocess.run(command, stdin=stored, capture_output=True, cwd=settings.BASE_DIR, env={})
    told = json.loads(done.stdout)
    assert told["copy"] == told["poster"] == [352, 288]
    assert all(0 <= look < 1 << 64 for look in told["hashes"]) and picture_hash.NEAR
