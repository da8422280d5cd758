"""The health of the web server: the page `/healthz`, and `python -m conduct.health`, which requests it."""

import os
import sys
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Healthy means that the database answers. Redis is not checked, because pages work without it."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def answers(port: int, base_url: str = "") -> bool:
    """Whether the server on this machine is healthy, requested as the proxy would."""
    return _ask(port, base_url, "/healthz")[0] == 200


def stalled_queues(port: int, base_url: str) -> set[str]:
    """Queues of which no task begins, as `/readyz` says; none while the server does not answer."""
    lines = _ask(port, base_url, "/readyz")[1].splitlines()
    return {line.removeprefix("stalled:") for line in lines if line.startswith("stalled:")}


def _ask(port: int, base_url: str, path: str) -> tuple[int, str]:
    """Status and text; 0 and nothing without an answer."""
    headers = {"Host": urlsplit(base_url).netloc, "X-Forwarded-Proto": "https"} if base_url else {}
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as client:
            client.request("GET", path, headers=headers)
            response = client.getresponse()
            return response.status, response.read().decode(errors="replace")
    except (OSError, HTTPException):
        return 0, ""


if __name__ == "__main__":
    sys.exit(not answers(int(os.environ.get("PORT", "8000")), os.environ.get("CONDUCT_BASE_URL", "")))
