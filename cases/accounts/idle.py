"""A session that nobody used for a while is locked: the password is asked again, and nothing that was typed is lost.

When an account last asked for something stands in a signed cookie that belongs to the session: no statement and no row.
Without the cookie, or with that of an earlier session in the same browser, the begin of the session counts. A form that
is sent to a locked session comes back inside the page that asks for the password, and goes on to its address with it;
what a script sends is redirected, as after signing out, and the pages that type in the background keep their copies.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cases.accounts.unlocking import PASSWORD, is_owner
from cases.models import User

OPEN = ("/accounts/unlock/", "/logout/", "/static/")
IN_THE_BACKGROUND = {"room-changes", "letter-job"}  # asked for by pages that nobody may be looking at
RENEWED_AFTER = 60  # seconds
NOT_SENT_ON = {"csrfmiddlewaretoken", PASSWORD}


class IdleLockMiddleware:
    """Asks for the password after ``IDLE_MINUTES`` without a request; 0 never does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_used", False) and not _has_cookie(request, RENEWED_AFTER):
            _remember(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, *_args: object) -> HttpResponse | None:
        user = request.user
        if not settings.IDLE_MINUTES or not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        address = request.resolver_match.view_name if request.resolver_match else ""
        request.is_used = address not in IN_THE_BACKGROUND  # type: ignore[attr-defined]  # read above
        if not request.path.startswith(OPEN) and is_idle(request):
            request.is_used = False  # type: ignore[attr-defined]  # read above
            return _ask(request, user)
        return None


def is_idle(request: HttpRequest) -> bool:
    """Whether the session was left alone for too long."""
    seconds = settings.IDLE_MINUTES * 60
    if _has_cookie(request):
        return not _has_cookie(request, seconds)
    began = began_at(request)
    return began is None or timezone.now().timestamp() - began > seconds


def began_at(request: HttpRequest) -> float | None:
    """When this session was opened, in seconds since 1970, as allauth wrote down how its owner signed in."""
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return max((float(each["at"]) for each in methods if "at" in each), default=None)


def _ask(request: HttpRequest, user: User) -> HttpResponse | None:
    """The page that asks; None once the password that came with a form was right, and the form goes on."""
    is_page = request.headers.get("Sec-Fetch-Dest", "document") != "empty"
    if request.method != "POST" or not is_page:
        following = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('unlock')}?{urlencode({'next': following})}")
    problem = ""
    if PASSWORD in request.POST:
        problem = is_owner(request, user, request.POST[PASSWORD])
        if not problem:
            request.is_used = True  # type: ignore[attr-defined]  # read by the middleware above
            return None
    kept = [(name, value) for name, values in request.POST.lists() if name not in NOT_SENT_ON for value in values]
    context = {"problem": problem, "kept": kept, "has_files": bool(request.FILES)}
    return render(request, "accounts/unlock.html", context, status=422 if problem else 403)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="cases.accounts.idle")


def _has_cookie(request: HttpRequest, seconds: int | None = None) -> bool:
    """Whether the request brings the cookie of its own session, at most so many seconds old."""
    try:
        session = _signer().unsign(request.COOKIES.get(settings.ACTIVE_COOKIE_NAME, ""), max_age=seconds)
    except signing.BadSignature:
        return False
    return session == request.session.session_key


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie(
        settings.ACTIVE_COOKIE_NAME,
        _signer().sign(request.session.session_key or ""),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
