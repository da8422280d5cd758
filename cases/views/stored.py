"""Handing out a stored PDF: only while its fingerprint is still that of the day on which it was made."""

import hashlib
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

log = logging.getLogger(__name__)
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def stored_pdf(request: HttpRequest, file: Any, sha256: str, name: str) -> HttpResponse:
    """The file, or a page that says that it was changed or lost."""
    try:
        with file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        log.error("%s is missing from the storage", file.name)
        raise Http404 from None
    if hashlib.sha256(content).hexdigest() != sha256:
        log.error("%s no longer has its fingerprint", file.name)
        return render(request, "letters/changed.html", {"name": name}, status=409)
    return sent(content, PDF, f"{slugify(name)}.pdf")


def sent(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes as a download that a browser may show but never run."""
    shown = "inline" if content_type == PDF else "attachment"
    return HttpResponse(
        content,
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'{shown}; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
