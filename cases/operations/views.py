"""Pages on the installation itself: readiness and metrics for programs, the status for its operator."""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from cases.models import Heartbeat, Role, VaultCheck
from cases.operations import faults, figures


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if database, broker, storage and the sweeps work, otherwise 503 with the names of the faults."""
    now = timezone.now()
    found = [*faults.broker(), *faults.storage(), *faults.silent_tasks(now)]
    names = "".join(f"{fault.name}\n" for fault in found) or "ok\n"
    return HttpResponse(names, status=503 if found else 200, content_type="text/plain")


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics for Prometheus with the token CONDUCT_METRICS_TOKEN; 404 without the setting."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(told.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(figures.written(timezone.now()), content_type=CONTENT_TYPE_LATEST)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Faults, heartbeats and the last check of the evidence, for administrators."""
    if request.user.role != Role.ADMINISTRATOR:  # type: ignore[union-attr]  # behind sign-in
        raise Http404
    context = {
        "faults": faults.present(timezone.now()),
        "beats": Heartbeat.objects.order_by("name"),
        "check": VaultCheck.objects.order_by("-at").first(),
    }
    return render(request, "operations/status.html", context)
