"""The pages of failures. They do not use the database."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from conduct import request_ids

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
RETRY_AFTER = 15  # seconds; a restarting database is usually available again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Django's own view parses the form again for its CSRF token, and so fails on the refused body."""
    return HttpResponse(loader.get_template("400.html").render(), status=400)


def failure(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After while the database is unavailable, 507 while a disk is full; 500 for any other failure.

    The browser keeps the form: reloading the page sends it again, and its idempotency key records it once.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return HttpResponse(loader.get_template("507.html").render(), status=507)
    if isinstance(error, OperationalError | InterfaceError):
        page = loader.get_template("503.html").render({"sent": request.method == "POST"})
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(loader.get_template("500.html").render({"code": request_ids.current.get()}), status=500)
