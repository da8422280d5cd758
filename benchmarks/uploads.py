"""Compares receiving a file with writing and hashing it: `python -m benchmarks.uploads`. No database."""

import hashlib
import io
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, cast

from django.conf import settings

MEGABYTE = 1024 * 1024
SIZES = (256, 2048)  # megabytes: one for the speed, the other for the memory
ROUNDS = 5
LEAST, MOST = 0.5, 16.0  # share of the plain speed; MiB that 2 GB may need above the small file
HEAD = b'--batas\r\nContent-Disposition: form-data; name="f"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
TAIL = b"\r\n--batas--\r\n"


class Body(io.RawIOBase):
    """A multipart body that is generated while it is read."""

    def __init__(self, megabytes: int) -> None:
        self.content = memoryview(b"\x5a" * MEGABYTE)
        self.left, self.head, self.tail = megabytes * MEGABYTE, HEAD, TAIL
        self.length = len(HEAD) + self.left + len(TAIL)

    def read(self, size: int = -1) -> bytes:
        if self.head:
            found, self.head = self.head[:size], self.head[size:]
        elif self.left:
            found = bytes(self.content[: min(size, self.left)])
            self.left -= len(found)
        else:
            found, self.tail = self.tail[:size], self.tail[size:]
        return found


def receive(megabytes: int) -> float:
    """Seconds until the file is on the disk with its fingerprint."""
    from django.http.multipartparser import MultiPartParser

    from conduct.uploads import HashingUploadHandler

    body = Body(megabytes)
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=batas", "CONTENT_LENGTH": str(body.length)}
    start = time.perf_counter()
    _fields, files = MultiPartParser(meta, cast("Any", body), [HashingUploadHandler()]).parse()  # it only reads
    taken = time.perf_counter() - start
    files.getlist("f")[0].close()
    return taken


def write(megabytes: int, folder: str) -> float:
    """Seconds to write and hash as much, piece by piece."""
    digest, piece = hashlib.sha256(), b"\x5a" * MEGABYTE
    start = time.perf_counter()
    with (Path(folder) / "bare").open("wb") as file:
        for _ in range(megabytes):
            digest.update(piece)
            file.write(piece)
    digest.hexdigest()
    return time.perf_counter() - start


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings.configure(MEDIA_ROOT=folder)
        received, written = [], []
        for _ in range(ROUNDS):
            received.append(receive(SIZES[0]))
            written.append(write(SIZES[0], folder))
        small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        receive(SIZES[1])
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - small) / 1024
    ratio = statistics.median(written) / statistics.median(received)
    speeds = [SIZES[0] / statistics.median(times) for times in (received, written)]
    print(f"received {speeds[0]:.0f} MiB/s, bare {speeds[1]:.0f} MiB/s")
    print(f"{'OK  ' if ratio >= LEAST else 'MISS'} upload / write and hash: {ratio:.2f} (at least {LEAST})")
    print(f"{'OK  ' if grown <= MOST else 'MISS'} memory for 2 GB above 256 MB: {grown:.1f} MiB (at most {MOST:.0f})")
    return 0 if ratio >= LEAST and grown <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
