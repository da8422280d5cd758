"""Copies of a recording without its metadata: a poster, a small copy, and the hashes of its frames.

Run as a separate program, ``python -m lib.media.recordings FORMAT FOLDER``, with the recording on standard input.
Decoders can be attacked by hostile files, so this process has limited memory and time, no environment, and writes into
one folder. It prints the result as JSON and exits with 1 for an unreadable recording.
"""

import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

import av
from av.filter import Graph
from PIL import Image

from lib.media import picture_hash
from lib.media.sizes import LARGEST_PICTURE

MOST_MEMORY, PROCESSOR_SECONDS, LARGEST_WRITTEN = (
    2 << 30,
    150,
    128 << 20,
)  # bytes of memory, seconds of processor time, bytes of any file
COPY_SECONDS = 120  # seconds of the small copy
EDGE = 640  # pixels of its longer side
FRAMES, STEPS = 24, 100  # hashed frames, spread over the recording; frames decoded to reach one
POSTER, COPY = "poster.jpg", "small.mp4"


def limit() -> None:
    """Limit the resources of this process; its parent limits the elapsed time."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def examine(source: IO[bytes], form: str, folder: Path) -> dict[str, Any]:
    """Write poster and copy into the folder; returns their sizes, the length in seconds, and the hashes of the
    frames."""
    findings: dict[str, Any] = {"hashes": [], "poster": None, "copy": None, "seconds": 0}
    with av.open(source, "r", format=form) as recording:
        findings["seconds"] = (recording.duration or 0) / av.time_base
        if recording.streams.video:
            _no_bomb(recording.streams.video[0])
            findings["hashes"], findings["poster"] = _hash_frames(recording, folder / POSTER)
    source.seek(0)
    with av.open(source, "r", format=form) as recording:
        findings["copy"] = _copy(recording, folder / COPY)
    return findings


def _no_bomb(stream: Any) -> None:
    if stream.width * stream.height > LARGEST_PICTURE:
        raise ValueError("a frame claims too many points")
    stream.thread_count = 1


def _hash_frames(recording: Any, poster: Path) -> tuple[list[int], list[int] | None]:
    """The looks of frames that differ, and the size of the poster: the first frame that shows something."""
    hashes: list[int] = []
    first: Image.Image | None = None
    shown = False
    for picture in _frames(recording):
        first = first or picture
        bits = picture_hash.hash_picture(picture)
        if bits is None:
            continue
        if not shown:
            first, shown = picture, True
        if all((bits ^ other).bit_count() > picture_hash.NEAR for other in hashes):
            hashes.append(bits)
    if first is None:
        return hashes, None
    first.thumbnail((2 * EDGE, 2 * EDGE))
    first.save(poster, "JPEG", quality=85)
    return hashes, list(first.size)


def _frames(recording: Any) -> Iterator[Image.Image]:
    """Upright frames spread over the recording, each at its time or as near as ``STEPS`` frames allow."""
    stream = recording.streams.video[0]
    for number in range(FRAMES):
        moment = (recording.duration or 0) * number / FRAMES
        if number and not moment:
            return  # the length is unknown, so only the beginning is used
        recording.seek(int(moment))
        frame = None
        for frame in islice(recording.decode(stream), STEPS):
            if frame.time is None or frame.time * av.time_base >= moment:
                break
        if frame is not None:
            yield frame.to_image().rotate(frame.rotation, expand=True)


def _copy(recording: Any, place: Path) -> list[int]:
    """A small copy of the first minutes without metadata; returns its size in pixels, 0 × 0 for sound alone."""
    video = next(iter(recording.streams.video), None)
    audio = next(iter(recording.streams.audio), None)
    if video is None and audio is None:
        raise ValueError("neither picture nor sound")
    size = [0, 0]
    with av.open(str(place), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as out:
        if video is not None:
            _no_bomb(video)
            seen = out.add_stream("libx264", options={"crf": "30", "preset": "veryfast", "threads": "1"})
            seen.pix_fmt, seen.time_base = "yuv420p", video.time_base
        if audio is not None:
            heard = out.add_stream("aac", rate=44100, layout="mono", bit_rate=64_000)
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=44100)
        scaled: Any = None
        for packet in recording.demux([stream for stream in (video, audio) if stream is not None]):
            for frame in packet.decode():
                if frame.time is not None and frame.time > COPY_SECONDS:
                    continue
                if packet.stream is audio:
                    for part in resampler.resample(frame):
                        out.mux(heard.encode(part))
                    continue
                if scaled is None:
                    scaled = _upright_and_small(video, frame)
                scaled.push(frame)
                small = scaled.pull()
                if size == [0, 0]:
                    seen.width, seen.height = size = [small.width, small.height]
                small.pict_type = 0  # the encoder chooses the key frames
                out.mux(seen.encode(small))
            if packet.pts is not None and packet.pts * packet.time_base > COPY_SECONDS + 1:
                break
        if size != [0, 0]:
            out.mux(seen.encode(None))
        if audio is not None:
            out.mux(heard.encode(None))
    return size


def _upright_and_small(stream: Any, frame: Any) -> Any:
    """Filters that rotate a frame as its file says, and scale it to even sides of at most ``EDGE`` pixels."""
    turns = {90: ["cclock"], 180: ["clock", "clock"], 270: ["clock"]}
    graph = Graph()
    last = graph.add_buffer(template=stream, time_base=stream.time_base)
    for way in turns.get(frame.rotation % 360, []):
        turned = graph.add("transpose", way)
        last.link_to(turned)
        last = turned
    side = f"'min({EDGE},iw)':'min({EDGE},ih)'"
    small = graph.add("scale", f"{side}:force_original_aspect_ratio=decrease:force_divisible_by=2")
    last.link_to(small)
    form = graph.add("format", "yuv420p")
    small.link_to(form)
    form.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


if __name__ == "__main__":
    limit()
    try:
        found = examine(sys.stdin.buffer, sys.argv[1], Path(sys.argv[2]))
    except (av.FFmpegError, ValueError, OSError, MemoryError, OverflowError) as why:  # a hostile or broken recording
        sys.exit(f"{type(why).__name__}: {why}")
    print(json.dumps(found))
