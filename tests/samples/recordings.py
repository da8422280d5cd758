"""Recordings made for tests: a pattern that moves, a tone, and words in the metadata that must not come out again."""

import io

import av
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.evidence import files as evidence
from cases.models import EvidenceItem

SAID = "-6.2383, 106.9756 milik Budi"
ATOMS = ("title", "artist", "comment", "copyright", "description", "location", "make", "model")
CODECS = {"mp4": ("libx264", "aac"), "mov": ("libx264", "aac"), "webm": ("libvpx", "libopus"), "3gp": ("h263", "aac")}


def make_film(form="mp4", *, seconds=2, size=(352, 288), seed=0, crf="23") -> bytes:
    """A film of 10 frames a second that shows another pattern each second; ``seed`` is the first of them."""
    video, audio = CODECS[form]
    content = io.BytesIO()
    with av.open(content, "w", format=form) as out:
        out.metadata.update(dict.fromkeys(ATOMS, SAID) | {"creation_time": "2026-11-02T01:00:00Z"})
        seen = out.add_stream(video, rate=10)
        seen.width, seen.height, seen.pix_fmt = *size, "yuv420p"
        if video == "libx264":
            seen.options = {"crf": crf}
        heard = out.add_stream(audio, rate=48000 if audio == "libopus" else 44100, layout="mono")
        for number in range(seconds * 10):
            frame = av.VideoFrame.from_image(scene(size, seed + number // 10))
            out.mux(seen.encode(frame))
        out.mux(seen.encode(None))
        _be_silent(out, heard, seconds)
    return content.getvalue()


def scene(size, number) -> Image.Image:
    """A chequered picture, another for each number."""
    small = Image.new("L", (9, 8))
    small.putdata([(x * 37 + y * 91 + number * 53 + x * y * number * 29) % 256 for y in range(8) for x in range(9)])
    return small.resize(size, Image.Resampling.NEAREST).convert("RGB")


def make_voice(form="ogg", *, seconds=2) -> bytes:
    """A voice note of silence."""
    codec = {"ogg": "libopus", "ipod": "aac"}[form]
    content = io.BytesIO()
    with av.open(content, "w", format=form) as out:
        out.metadata["title"] = SAID
        heard = out.add_stream(codec, rate=48000 if codec == "libopus" else 44100, layout="mono")
        _be_silent(out, heard, seconds)
    return content.getvalue()


def _be_silent(out, heard, seconds) -> None:
    coding = heard.codec_context
    resampler = av.AudioResampler(
        format=coding.format.name, layout="mono", rate=coding.rate, frame_size=coding.frame_size or 960
    )
    for number in range(seconds):
        frame = av.AudioFrame(format="s16", layout="mono", samples=coding.rate)
        frame.planes[0].update(bytes(2 * coding.rate))
        frame.sample_rate, frame.pts = coding.rate, number * coding.rate
        for part in resampler.resample(frame):
            out.mux(heard.encode(part))
    out.mux(heard.encode(None))


def add_recording(case, sari, now, content, name="video.mp4") -> EvidenceItem:
    return evidence.add_file(case=case, actor=sari, at=now, upload=SimpleUploadedFile(name, content))
