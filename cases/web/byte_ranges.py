"""Range requests for files that gunicorn sends, so that a recording can be seeked and plays in Safari.

RFC 9110, section 14: one range of bytes. Every other request gets the whole file, as the RFC allows.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest

from cases.web.file_responses import FileAnswer

ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
CHUNK_SIZE = 64 * 1024  # bytes


def in_parts(request: HttpRequest, whole: FileAnswer) -> FileAnswer:
    """The requested part: 206, or 416 if the file is shorter.

    A response that leaves the file to the web server is not changed, because the web server handles ranges itself. A
    changed file cannot be detected here, so a request with ``If-Range`` gets the whole file.
    """
    if not isinstance(whole, FileResponse):
        return whole
    whole.headers["Accept-Ranges"] = "bytes"
    size = int(whole.headers["Content-Length"])
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or "If-Range" in request.headers or found is None or size == 0:
        return whole
    first, last = found[1], found[2]
    if not (first or last) or (first and last and int(first) > int(last)):
        return whole  # not a valid range
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    is_there = start < size
    length = end - start + 1 if is_there else 0
    whole.status_code = 206 if is_there else 416
    whole.headers["Content-Range"] = f"bytes {start}-{end}/{size}" if is_there else f"bytes */{size}"
    whole.headers["Content-Length"] = str(length)
    if whole.file_to_stream is not None:
        whole.streaming_content = _pieces(whole.file_to_stream, start, length)  # the response closes the file
    return whole


def _pieces(file: "IO[bytes]", start: int, length: int) -> Iterator[bytes]:
    file.seek(start)
    while length > 0 and (piece := file.read(min(CHUNK_SIZE, length))):
        length -= len(piece)
        yield piece
