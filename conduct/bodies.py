"""Limits the size of requests, and which requests may have files; checked before the body is read."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.template import loader

from cases.web import limits
from cases.web.rate_limit import counted, origin_of
from conduct.uploads import HashingUploadHandler
from lib.media.sizes import MEGABYTE, in_words

LARGEST_FORM = 2 * MEGABYTE  # bytes of a request without its files


class NoUploadHandler(FileUploadHandler):
    """Accepts no file: uploaded files are skipped and never reach the disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called, because every file is skipped."""

    def file_complete(self, file_size: int) -> None:
        """Never called, because every file is skipped."""


class BodyLimitMiddleware:
    """Files only for a view that `takes_files`, and only from allowed visitors; 413 for a larger request.

    It precedes the CSRF middleware, which reads the form and would store its files. A body without a length is never
    read, because the server treats it as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponse | None:
        most, length = LARGEST_FORM, int(request.META.get("CONTENT_LENGTH") or 0)
        taken = getattr(view, "takes_files", None)
        if taken is not None and request.method in ("POST", "PUT") and taken.comes_from(request):
            most += taken.most
            request.upload_handlers = [HashingUploadHandler(request)]
            if length <= most and sent_too_much(request, length):
                return HttpResponse(loader.get_template("429.html").render(), status=429)
        if length <= most:
            return None
        return HttpResponse(loader.get_template("413.html").render({"most": in_words(most)}), status=413)


def sent_too_much(request: HttpRequest, length: int) -> bool:
    """Count the bytes of this request; whether its account, or its address without one, sent more than a day allows."""
    if request.user.is_authenticated:
        who, limit = str(request.user.pk), limits.BYTES_OF_ACCOUNT
    else:
        who, limit = origin_of(request), limits.BYTES_OF_ADDRESS
    return counted(f"{limit.name}:{who}", limit.within, by=length) > limit.most
