"""Handing out evidence: only to who may read the case, only as it came in, and always on record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.models import AccessEntry, Case, EvidenceItem

from .files import as_it_came_in


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, if its fingerprint is still that of the day on which it came in."""
    visible = EvidenceItem.objects.filter(case__in=Case.objects.visible_to(request.user)).exclude(file="")
    item = get_object_or_404(visible.select_related("case"), pk=pk)
    AccessEntry.objects.create(case=item.case, user=request.user, what=f"evidence {item.code}", at=timezone.now())
    return as_it_came_in(item) or render(request, "cases/evidence_changed.html", {"item": item}, status=409)
