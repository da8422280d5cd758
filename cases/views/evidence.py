"""Handing out evidence: only to who may read the case, only as it came in, and always on record."""

import hashlib
import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.models import AccessEntry, Case, EvidenceItem

log = logging.getLogger(__name__)


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, if its fingerprint is still that of the day on which it came in."""
    visible = EvidenceItem.objects.filter(case__in=Case.objects.visible_to(request.user)).exclude(file="")
    item = get_object_or_404(visible.select_related("case"), pk=pk)
    AccessEntry.objects.create(case=item.case, user=request.user, what=f"evidence {item.code}", at=timezone.now())
    try:
        stored = item.file.open("rb")
    except FileNotFoundError:
        log.error("evidence %s of %s is missing from the storage", item.code, item.case)
        raise Http404 from None
    digest = hashlib.sha256()
    for chunk in stored.chunks():
        digest.update(chunk)
    if digest.hexdigest() != item.sha256:
        log.error("evidence %s of %s no longer has its fingerprint", item.code, item.case)
        stored.close()
        return render(request, "cases/evidence_changed.html", {"item": item}, status=409)
    stored.seek(0)
    response = FileResponse(stored, as_attachment=True, filename=item.original_name or item.code)
    response.headers["Content-Type"] = item.content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
