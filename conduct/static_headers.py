"""What is said of static files beside their content, and to whom the compressed form goes."""

import re
from collections.abc import Callable
from pathlib import Path
from wsgiref.headers import Headers

from django.http import HttpRequest
from django.http.response import HttpResponseBase

REFUSED = re.compile(r"\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*$", re.IGNORECASE)  # RFC 9110, 12.4.2


def weak_etag(headers: Headers, path: str, url: str) -> None:
    """Mark a static file weakly, because it is sent in two forms, plain and compressed (RFC 9110, 8.8.1)."""
    found = Path(path).stat()
    headers["ETag"] = f'W/"{int(found.st_mtime):x}-{found.st_size:x}"'


def without_refused_encodings(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: leave out what a client refuses ("gzip;q=0"); the server of static files looks for the word only."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if "q=0" in asked:
            request.META["HTTP_ACCEPT_ENCODING"] = ",".join(
                coding for coding in asked.split(",") if not REFUSED.search(coding)
            )
        return get_response(request)

    return answered
