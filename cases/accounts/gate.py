"""Redirects accounts without a required second factor to its set-up."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.accounts import second_factor

OPEN = ("/accounts/", "/logout/", "/static/", "/healthz", "/readyz", "/metrics")


class SecondFactorMiddleware:
    """Redirects an account without its second factor to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_args: object) -> HttpResponse | None:
        if request.path.startswith(OPEN) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or not second_factor.is_missing(request.user):
            return None
        messages.warning(request, _("Akun Anda wajib memakai faktor kedua. Pasang dahulu satu di bawah ini."))
        return redirect(reverse("mfa_index"))
