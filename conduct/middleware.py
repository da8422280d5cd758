"""Middleware of all pages; static files are served before it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

REFUSED_NUL = "cannot contain NUL (0x00)"  # as the driver of PostgreSQL says
UNUSED_FEATURES = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
USUAL_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
TAKE_PIECES = {"incident-file"}  # the addresses with PUT and DELETE, for files of drafts
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES.split())


class PrivatePageMiddleware:
    """Pages on cases are not cached and cannot use devices of the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class KnownMethodMiddleware:
    """Pages allow GET and POST: any other method is refused with 405 before a CSRF token is checked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        address = request.resolver_match.view_name if request.resolver_match else ""
        if request.method in USUAL_METHODS or address in TAKE_PIECES:
            return None
        return HttpResponseNotAllowed(USUAL_METHODS)


class ReadableRequestMiddleware:
    """Text must be UTF-8 without NUL, which no database stores: other requests do not come from a browser and are
    refused.

    Bodies are left to the forms, whose text fields refuse NUL in words. What a view reads without a form is refused by
    the database, and then answered in the same way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise BadRequest("charset")
        if "%00" in request.META["QUERY_STRING"] or any(
            "\0" in text for text in (request.path, *request.COOKIES.values())
        ):
            raise BadRequest("NUL")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, ValueError | DataError) and REFUSED_NUL in str(exception):
            raise BadRequest("NUL") from exception


class CompressPagesMiddleware(GZipMiddleware):
    """Pages are sent compressed where the browser takes gzip; files and streams as they are.

    Against BREACH, which reads a secret from the lengths of compressed answers: every CSRF token is masked anew for
    each answer, and up to a hundred random bytes are added to the length (Django's "heal the BREACH").
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not is_page or response.streaming:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
