"""The language of pages: the one that the account chose, otherwise Indonesian."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from cases.models import User


class LanguageMiddleware:
    """Shows pages in the language of the account. A browser's wish counts for nothing: offices share computers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        with translation.override(user.language if isinstance(user, User) else User.Language.INDONESIAN):
            return self.get_response(request)
