"""Refused requests of accounts go to the security log: who, which page, which answer; no address and no name."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cases.web.rate_limit import origin_of

log = logging.getLogger("conduct.security")
REFUSED = (403, 404, 405, 413, 429)


class RefusalLogMiddleware:
    """One line for each refusal of a page that exists. What nobody signed in asked for is in the log of the server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED and request.resolver_match and request.user.is_authenticated:
            facts = {
                "event": "DENIED",
                "account": request.user.pk,
                "page": request.resolver_match.view_name or "?",
                "method": request.method,
                "status": response.status_code,
                "origin": origin_of(request),
            }
            log.info(" ".join(f"{name}={value}" for name, value in facts.items()), extra={"security": facts})
        return response
