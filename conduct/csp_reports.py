"""Browsers report here what the content security policy stopped; it goes to the security log, without personal data."""

import json
import logging
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cases.web.rate_limit import is_too_often

log = logging.getLogger("conduct.security")
LARGEST_REPORT = 16 * 1024  # bytes of a report


@csrf_exempt
@login_not_required
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """204 for every report; what is not one, too large or too often is not logged."""
    if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST_REPORT and not is_too_often(request, "csp-report"):
        try:
            report = json.loads(request.body).get("csp-report", {})
            facts = {
                "event": "CSP",
                "directive": str(report.get("effective-directive") or report.get("violated-directive", ""))[:60],
                "page": _name_of(str(report.get("document-uri", ""))),
                "blocked": _origin_of(str(report.get("blocked-uri", ""))),
            }
        except (ValueError, AttributeError):
            return HttpResponse(status=204)
        log.warning(" ".join(f"{name}={value}" for name, value in facts.items()), extra={"security": facts})
    return HttpResponse(status=204)


def _name_of(address: str) -> str:
    """The name of a page: its address contains numbers of cases."""
    try:
        return resolve(urlsplit(address).path).view_name or "?"
    except (Resolver404, ValueError):
        return "?"


def _origin_of(address: str) -> str:
    """What was blocked, without path and query; inline, eval and trusted-types-sink are words of the browser."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "?"
    return f"{parts.scheme}://{parts.hostname}"[:100] if parts.hostname else address.split("?")[0][:30]
