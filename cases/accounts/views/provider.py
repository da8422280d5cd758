"""The way to the provider of OpenID Connect and back, and the end of a binding to it."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as allauth
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from cases.accounts import provider
from cases.web.rate_limit import MINUTE, is_too_often
from cases.web.signed_in import SignedIn

MOST = 60  # in fifteen minutes from one address, which an office can share; each asks the provider


@login_not_required
@require_GET
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the visitor to the provider. Whoever is signed in opens a lock, and is asked there who it is."""
    if (refused := _refused(request)) is not None:
        return refused
    there = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    asks_again = {"prompt": "login", "max_age": "0"} if request.user.is_authenticated else {}
    adapter = get_adapter(request)
    way = adapter.get_provider(request, provider_id)
    try:
        answer: HttpResponse = way.redirect(
            request, "login", next_url=there if is_ours else None, auth_params=asks_again
        )
    except RequestException as fault:
        return _sent_back(adapter, request, way, fault)
    return answer


@login_not_required
@require_GET
def arrive(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider says: its code is exchanged, and the account it describes signs in."""
    if (refused := _refused(request)) is not None:
        return refused
    answer: HttpResponse = allauth.callback(request, provider_id)
    return answer


@require_POST
def release(request: SignedIn) -> HttpResponse:
    """End the binding of one's own account."""
    provider.release(request.user, request=request)
    return redirect("profile")


def _refused(request: HttpRequest) -> HttpResponse | None:
    if not settings.SIGN_IN_PROVIDER:
        raise Http404
    if is_too_often(request, "provider", most=MOST, within=15 * MINUTE):
        return render(request, "429.html", status=429)
    return None


def _sent_back(adapter: Any, request: HttpRequest, way: Any, fault: RequestException) -> HttpResponse:
    try:
        adapter.on_authentication_error(request, way, exception=fault)
    except ImmediateHttpResponse as back:
        answer: HttpResponse = back.response
    return answer
