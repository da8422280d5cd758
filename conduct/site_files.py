"""The small files that browsers, search engines and security researchers request from every site."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID = dt.timedelta(days=180)  # calendar days; RFC 9116 recommends less than a year


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """No page may be indexed; public pages are reached by their link."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116)."""
    expires = (timezone.now() + VALID).replace(microsecond=0, second=0, minute=0, hour=0)
    lines = [
        f"Contact: mailto:{settings.SERVER_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """For browsers that request an icon without reading the page."""
    return HttpResponseRedirect(static("icons/conduct-192.png"))


@login_not_required
@require_safe
def touch_icon(_request: HttpRequest) -> HttpResponse:
    """The home screen icon of an iPhone."""
    return HttpResponseRedirect(static("icons/conduct-180.png"))
