"""Signing in and out, a new password by mail, and the page of one's own account."""

from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from cases.accounts import devices, events, provider, second_factor
from cases.accounts.idle import is_idle
from cases.accounts.unlocking import PASSWORD, is_owner
from cases.models import AccountEvent, User
from cases.web.rate_limit import MINUTE
from cases.web.signed_in import SignedIn

EVENTS_SHOWN = 20


class LoginView(account.LoginView):
    """Sign in with name and password; the second factor, if there is one, is asked next."""

    template_name = "registration/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the provider, and whether there is no account yet: then the page says how to set the installation up."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name = settings.SIGN_IN_PROVIDER.get("name", "")
        return context | {"is_empty": not User.objects.exists(), "sign_in_provider": name}

    def form_invalid(self, form: Any) -> HttpResponse:
        """422, or 429 while a limit applies."""
        answer: HttpResponse = super().form_invalid(form)
        is_slowed = form.has_error("__all__", "too_many_login_attempts")
        answer.status_code = 429 if is_slowed else 422
        if is_slowed:
            answer.headers["Retry-After"] = str(15 * MINUTE)
        return answer


@method_decorator(require_POST, name="dispatch")
class LogoutView(account.LogoutView):
    """Sign out, only by POST; the browser clears its cache."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and clear the browser's cache. Encrypted copies of unsent reports stay."""
        user = get_user(self.request)
        if user.is_authenticated:
            what = AccountEvent.What.SIGNED_OUT
            events.record(what, account=user, request=self.request, at=timezone.now())
        answer: HttpResponse = super().post(*args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


class ChoosePasswordView(account.PasswordResetFromKeyView):
    """Choose a password with a mailed link: after an invitation, or for a forgotten password."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The device becomes known, because its user can read the mail of the account."""
        answer: HttpResponse = super().form_valid(form)
        devices.remember(self.request, answer, self.reset_user.username)
        return answer


login = LoginView.as_view()
logout = LogoutView.as_view()
reset = account.password_reset
choose = ChoosePasswordView.as_view()


def unlock(request: SignedIn) -> HttpResponse:
    """The password once more, after a session was left alone. A page that asks for it in place gets JSON.

    GET from a script says that somebody works, and keeps a session that is not locked from being locked.
    """
    is_script = request.headers.get("Sec-Fetch-Dest") == "empty" or "json" in request.headers.get("Accept", "")
    problem = ""
    if request.method == "POST":
        problem = is_owner(request, request.user, request.POST.get(PASSWORD, ""))
    if problem or (request.method != "POST" and is_idle(request)):
        request.is_used = False  # type: ignore[attr-defined]  # read by the middleware: still locked
    if is_script:
        return JsonResponse({"problem": problem}, status=422 if problem else 200)
    if request.method == "POST" and not problem:
        there = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
        return redirect(there if is_ours else "home")
    return render(request, "accounts/unlock.html", {"problem": problem}, status=422 if problem else 200)


@require_POST
def language(request: SignedIn) -> HttpResponse:
    """Choose the language of pages and messages; another word than a known one changes nothing."""
    chosen = request.POST.get("language", "")
    if chosen in User.Language.values:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return redirect("profile")


@require_POST
def theme(request: SignedIn) -> HttpResponse:
    """Choose light or dark pages; another word than a known one changes nothing."""
    chosen = request.POST.get("theme", "")
    if chosen in User.Theme.values:
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
    return redirect("profile")


@require_GET
def profile(request: SignedIn) -> HttpResponse:
    """The account, its protection, and its security events."""
    context = {
        "due": second_factor.due_on(request.user),
        "events": request.user.events.all()[:EVENTS_SHOWN],
        "is_bound": provider.is_bound(request.user),
        "languages": User.Language.choices,
        "themes": User.Theme.choices,
    }
    return render(request, "accounts/profile.html", context)
