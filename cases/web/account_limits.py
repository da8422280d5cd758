"""Limits on the requests of one account, so that nobody slows the others (``cases.web.limits``)."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

from cases.web import limits
from cases.web.rate_limit import counted

View = TypeVar("View", bound=Callable[..., object])


def costly(view: View) -> View:
    """Marks a view whose requests count against the smaller limit as well: searches, packages, exports."""
    view.is_costly = True  # type: ignore[attr-defined]  # a mark on the function, read below
    return view


class AccountLimitMiddleware:
    """429 for the requests of an account beyond its limits. Strangers are limited by the pages that they may open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_args: object) -> HttpResponse | None:
        if not settings.ACCOUNT_LIMITS or not request.user.is_authenticated:
            return None
        counts = [limits.REQUESTS, *([limits.COSTLY_REQUESTS] if getattr(view, "is_costly", False) else [])]
        if all(counted(f"{each.name}:{request.user.pk}", each.within) <= each.most for each in counts):
            return None
        page = loader.get_template("429.html").render()
        return HttpResponse(page, status=429, headers={"Retry-After": str(limits.REQUESTS.within)})
