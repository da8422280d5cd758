"""Handing out a stored file: as it came in or not at all."""

import hashlib
import logging
from typing import Any

from django.http import FileResponse, Http404, HttpResponse

log = logging.getLogger(__name__)


def as_it_came_in(item: Any) -> HttpResponse | None:
    """The file of a row with ``file``, ``sha256``, ``original_name`` and ``content_type``.

    None when its fingerprint is no longer that of the day on which it came in; 404 when it is gone. Both are logged.
    """
    try:
        stored = item.file.open("rb")
    except FileNotFoundError:
        log.error("%r (%s) is missing from the storage", item, item.pk)
        raise Http404 from None
    digest = hashlib.sha256()
    for chunk in stored.chunks():
        digest.update(chunk)
    if digest.hexdigest() != item.sha256:
        log.error("%r (%s) no longer has its fingerprint", item, item.pk)
        stored.close()
        return None
    stored.seek(0)
    response = FileResponse(stored, as_attachment=True, filename=item.original_name or str(item))
    response.headers["Content-Type"] = item.content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
