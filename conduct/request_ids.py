"""A short id for each request: in its log lines, in the response, and on the page of a failure."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-Id"
current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """The id is generated here and never taken from the visitor, so that nobody can write into the log with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current.set(secrets.token_hex(4))
        try:
            response = self.get_response(request)
            response.headers[HEADER] = current.get()
        finally:
            current.reset(token)
        return response


class RequestIdFilter(logging.Filter):
    """Adds ``request_id`` to a log record; "-" outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get() or "-"
        return True
