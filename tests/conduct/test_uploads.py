"""Files on their way in: fingerprinted in the same pass, flat in memory, and moved instead of copied."""

import hashlib
import io
import resource

from django.conf import settings
from django.http.multipartparser import MultiPartParser

from conduct.uploads import HashingUploadHandler

BOUNDARY = b"batas"
HEAD = b'--batas\r\nContent-Disposition: form-data; name="f"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
TAIL = b"\r\n--batas--\r\n"
MEGABYTE = 1024 * 1024


class Body(io.RawIOBase):
    """A multipart body that is made while it is read."""

    def __init__(self, megabytes: int) -> None:
        self.parts = iter([HEAD, *[b"\x5a" * MEGABYTE] * megabytes, TAIL])
        self.rest = b""
        self.length = len(HEAD) + megabytes * MEGABYTE + len(TAIL)

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        found, self.rest = self.rest[:size], self.rest[size:]
        return found


def receive(body: Body):
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=batas", "CONTENT_LENGTH": str(body.length)}
    _fields, files = MultiPartParser(meta, body, [HashingUploadHandler()]).parse()
    return files["f"]


def test_the_fingerprint_is_that_of_the_content():
    with receive(Body(3)) as file:
        assert file.sha256 == hashlib.sha256(b"\x5a" * 3 * MEGABYTE).hexdigest()
        assert file.size == 3 * MEGABYTE
        assert file.temporary_file_path().startswith(str(settings.MEDIA_ROOT))


def test_a_large_file_takes_no_more_memory_than_a_small_one():
    receive(Body(8)).close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    receive(Body(300)).close()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 16 * 1024  # kilobytes
