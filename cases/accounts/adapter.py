"""Adapts allauth: no sign-up, our limits and security events, messages through the outbox."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date as in_words
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.accounts import devices, events, factor_secrets, limits, second_factor
from cases.accounts.idle import began_at
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import AccountEvent, Notification, User
from cases.web.rate_limit import address_of

What = AccountEvent.What
FRESH = 5 * 60  # seconds since the session began


class AccountAdapter(DefaultAccountAdapter):
    """Hooks that allauth's pages call."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators create accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that every limit uses."""
        return address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password within the limits. Known and unknown names take the same path and the same time."""
        name, now = credentials["username"], timezone.now()
        named = User.objects.filter(username=name).first()
        try:
            attempt = limits.begin(request, name)
        except limits.TooMany as refusal:
            if refusal.is_first:
                events.record(What.SLOWED, account=named, request=request, at=now)
            raise self.validation_error("too_many_login_attempts") from None
        user = authenticate(request, username=name, password=credentials["password"])
        if user is None:
            events.record(What.REFUSED, account=named, request=request, at=now)
            return None
        attempt.succeeded()
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record the sign-in, tell of a new device, and remember this one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        now = timezone.now()
        events.record(What.SIGNED_IN, account=user, request=request, at=now)
        if not devices.device_of(request, user.username):
            tell_change(What.NEW_DEVICE, account=user, request=request, at=now)
        devices.remember(request, response, user.username)
        due = second_factor.due_on(user)
        if due is not None and not user.has_second_factor and user.local_date(now) < due:
            text = _("Mulai %(day)s akun Anda wajib memakai faktor kedua. Pasang di halaman Akun Anda.")
            messages.warning(request, text % {"day": in_words(due, "j F Y")})
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Also of whoever has neither password nor factor to show: a session that began just now is enough."""
        user = self.request.user
        if user.has_usable_password() or user.has_second_factor:
            return bool(super().is_reauthentication_required(app=app, **kwargs))
        began = began_at(self.request)
        return began is None or timezone.now().timestamp() - began > FRESH

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        """Record allauth's notifications and send them through the outbox."""
        what = What.PASSWORD if "password" in template_prefix else What.SECOND_FACTOR
        tell_change(what, account=user, request=self.request, at=timezone.now())

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """A mail that says that a program wrote it, so that no absence notice answers it (RFC 3834)."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        message.extra_headers["Auto-Submitted"] = "auto-generated"
        return message


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return factor_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factor_secrets.decrypt(encrypted_text)


class CodeForm(AuthenticateForm):
    """The code of the second factor; a wrong one is recorded."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        events.record(What.CODE_REFUSED, account=self.user, request=allauth_context.request, at=timezone.now())


def tell_change(
    what: AccountEvent.What,
    *,
    account: User,
    request: HttpRequest,
    at: dt.datetime,
    by: User | None = None,
    note: str = "",
) -> AccountEvent:
    """Write a change of an account down and tell its owner, who may not be the one who made it."""
    event = events.record(what, account=account, request=request, at=at, by=by, note=note)
    subject, body = texts_of(f"account_{what.lower()}", is_by_another=by is not None, note=note)
    notify(
        case=None,
        kind=Notification.Kind.ACCOUNT,
        cause=f"account:{event.pk}",
        recipients=[account],
        subject=subject,
        body=body,
        at=at,
        path=reverse("profile"),
    )
    return event
