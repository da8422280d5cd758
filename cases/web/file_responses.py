"""Responses with files, stored or generated, with their headers."""

import base64
import hashlib
import logging
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import content_disposition_header

from cases.web import quarantine
from lib.sheets import csv_files
from lib.sheets.exports import workbook

FileAnswer = HttpResponse | FileResponse
Answer = TypeVar("Answer", bound=HttpResponseBase)
log = logging.getLogger(__name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def stored_file(
    request: HttpRequest, file: FieldFile, *, sha256: str, name: str, content_type: str = PDF, shown: bool = False
) -> FileAnswer:
    """A stored file, or an error page if it was changed. 404 if it is missing."""
    if not is_unchanged(file, sha256):
        return render(request, "web/changed.html", {"name": name}, status=409)
    return file_response(file, name=name, content_type=content_type, shown=shown)


def is_unchanged(file: FieldFile, sha256: str) -> bool:
    """Whether a stored file still has its fingerprint. 404 if it is missing; both failures are logged."""
    try:
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        log.error("%s is missing from the storage", file.name)
        raise Http404 from None
    if digest != sha256:
        log.error("%s no longer has its fingerprint", file.name)
    return digest == sha256


def file_response(file: FieldFile, *, name: str, content_type: str, shown: bool = False) -> FileAnswer:
    """A stored file for download, or ``shown`` in the browser; the caller has checked the right.

    A received file without a clean verdict stays in quarantine: 423 with the reason. If nginx can read the files, it
    sends them, and the worker is free.
    """
    if why := quarantine.why_kept(file):
        return HttpResponse(loader.get_template("web/quarantined.html").render({"why": why}), status=423)
    if not settings.ACCEL_PREFIX:
        response = FileResponse(file.open("rb"), as_attachment=not shown, filename=name, content_type=content_type)
        return sandboxed(response)
    place = settings.ACCEL_PREFIX + quote(str(file.name))
    disposition = content_disposition_header(not shown, name) or "inline"
    headers = {"X-Accel-Redirect": place, "Content-Disposition": disposition}
    return sandboxed(HttpResponse(content_type=content_type, headers=headers))


def generated_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A generated file: a PDF is shown, other types are downloaded."""
    disposition = "inline" if content_type == PDF else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return sandboxed(HttpResponse(content, content_type=content_type, headers=headers))


def carried(book: bytes) -> str:
    """A workbook as a data URL, for a page whose file is not stored."""
    return f"data:{WORKBOOK};base64,{base64.b64encode(book).decode()}"


def spreadsheet(
    heading: Sequence[str], rows: Iterable[Sequence[object]], *, name: str, as_csv: bool
) -> FileResponse | StreamingHttpResponse:
    """Rows for a spreadsheet: a workbook of text cells, or on demand a CSV. ``name``: without extension."""
    if not as_csv:
        file = workbook(heading, rows, title=name)
        return sandboxed(FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=WORKBOOK))
    response = StreamingHttpResponse(csv_files.lines(heading, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return sandboxed(response)


def file_name(*parts: object, suffix: str) -> str:
    """A readable name that is valid on every system: ``panggilan-i-800.1.6.2-12-DISDIK-2026.pdf``."""
    return "-".join(re.sub(r"[^\w.]+", "-", str(part)).strip("-.") for part in parts) + suffix


def sandboxed(response: Answer) -> Answer:
    """The response with headers that stop a file from running scripts."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
