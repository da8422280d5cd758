"""Signing in at a provider of OpenID Connect: it says who somebody is, never what they may do.

Its first sign-in binds its name for the person (``sub``) to one existing account, which is found by the NIP that it
states, where the setting names that claim, or by an address that it has verified. No account is opened, no role is
read, and an operator never enters this way. The second factor of Conduct is asked as after a password. Source: OpenID
Connect Core 1.0, sections 2, 3.1.2.1 and 5.3.2 (decision 79).
"""

import logging
from typing import TYPE_CHECKING, Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.accounts import events
from cases.accounts.adapter import tell_change
from cases.models import AccountEvent, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

What = AccountEvent.What
log = logging.getLogger("conduct.security")
KEY = "provider"  # in addresses; an installation has at most one
UNFINISHED = gettext_lazy("%(provider)s tidak menyelesaikan proses masuk. Coba lagi, atau masuk dengan kata sandi.")
FRESH = 5 * 60  # seconds since the provider itself asked who it is, for opening a locked session


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Hooks that allauth's two addresses of a provider call."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The provider of the settings, or none. Rows of the table of providers are not read."""
        if not (set_up := settings.SIGN_IN_PROVIDER):
            return []
        how = {"server_url": set_up["url"], "oauth_pkce_enabled": True, "scope": set_up["scope"]}
        application = {"client_id": set_up["client"], "secret": set_up["secret"], "settings": how}
        return [SocialApp(provider="openid_connect", provider_id=KEY, name=set_up["name"], **application)]

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **said: Any) -> NoReturn:
        """What the provider refused, what nobody asked it for, and what it failed to answer."""
        fault = said.get("exception")
        log.warning("sign-in at the provider failed: %s", type(fault).__name__ if fault else said.get("error"))
        refuse(request, UNFINISHED)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account and bind it. Sends whoever has none back to the page for signing in."""
        claims = _claims(request, sociallogin)
        known = sociallogin.user if sociallogin.is_existing else None
        account = known if known is not None else account_of(claims)
        if account is None or not account.is_active or account.government_id is None:
            events.record(What.PROVIDER_REFUSED, account=account, request=request, at=timezone.now())
            refuse(request, _("Tidak ada akun untuk identitas %(provider)s ini. Minta undangan kepada administrator."))
        if request.user.is_authenticated:
            _go_on(request, sociallogin, account, claims)
        if known is None:
            _bind(request, sociallogin, account)
        sociallogin.account.extra_data = {}  # what the provider says of a person is not kept
        sociallogin.account.save(update_fields=["extra_data"])


def account_of(claims: dict[str, Any]) -> User | None:
    """The one active account that the claims describe, and that no other identity is bound to."""
    free = User.objects.filter(is_active=True, government__isnull=False, socialaccount__isnull=True)
    number = claims.get(settings.SIGN_IN_PROVIDER["nip_claim"] or "")
    if number:
        return free.filter(employee__nip=str(number).replace(" ", "")).first()
    address = str(claims.get("email") or "")
    if not address or claims.get("email_verified") is not True:
        return None
    found = list(free.filter(email__iexact=address)[:2])
    return found[0] if len(found) == 1 else None


def is_bound(account: User) -> bool:
    """Whether the account signs in at the provider of the settings."""
    return bool(settings.SIGN_IN_PROVIDER) and SocialAccount.objects.filter(user=account).exists()


@transaction.atomic
def release(account: User, *, request: HttpRequest) -> None:
    """End the binding; the next sign-in at the provider binds anew."""
    if SocialAccount.objects.filter(user=account).delete()[0]:
        tell_change(What.PROVIDER, account=account, request=request, at=timezone.now())


def refuse(request: HttpRequest, sentence: "StrOrPromise") -> NoReturn:
    """Back to the page for signing in, or to the locked one, with a sentence that may name the ``provider``."""
    messages.error(request, sentence % {"provider": settings.SIGN_IN_PROVIDER["name"]})
    raise ImmediateHttpResponse(redirect("unlock" if request.user.is_authenticated else "login"))


def _claims(request: HttpRequest, sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says, first in the signed token; an answer about somebody else is refused."""
    said = sociallogin.account.extra_data
    token, asked = said.get("id_token") or {}, said.get("userinfo") or {}
    if not token.get("sub") or token["sub"] != asked.get("sub", token["sub"]):
        refuse(request, UNFINISHED)
    return {**asked, **token}


def _go_on(request: HttpRequest, sociallogin: SocialLogin, account: User, claims: dict[str, Any]) -> NoReturn:
    """Somebody is signed in: the same person opens the lock of the session, nobody else takes it over."""
    if account.pk != request.user.pk or not sociallogin.is_existing:
        refuse(request, _("Anda sudah masuk dengan akun lain. Keluar dahulu, lalu masuk lewat %(provider)s."))
    if timezone.now().timestamp() - float(claims.get("auth_time") or 0) > FRESH:
        refuse(request, _("%(provider)s tidak menanyakan lagi siapa Anda. Masukkan kata sandi, atau keluar dan masuk."))
    request.is_used = True  # type: ignore[attr-defined]  # read by cases.accounts.idle
    raise ImmediateHttpResponse(redirect(sociallogin.get_redirect_url(request) or "home"))


@transaction.atomic
def _bind(request: HttpRequest, sociallogin: SocialLogin, account: User) -> None:
    sociallogin.user = sociallogin.account.user = account
    sociallogin.account.save()
    tell_change(What.PROVIDER, account=account, request=request, at=timezone.now())
