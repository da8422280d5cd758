"""Devices on which an account signed in before, identified by a signed cookie.

Wrong passwords from other devices do not limit a known device, so an attacker cannot lock out an officer.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from cases.accounts.names import name_key

YEAR = 365 * 24 * 60 * 60  # seconds
SALT = "conduct.device"
MOST_ACCOUNTS = 8  # accounts of one device; the oldest is dropped


def device_of(request: HttpRequest, name: str) -> str:
    """The id of the device if this account signed in on it before; empty for a new device."""
    return _known(request).get(name_key(name), "")


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Remember the device after a sign-in or an opened link of a mail."""
    known = _known(request)
    device = known.pop(name_key(name), "") or secrets.token_urlsafe(12)
    kept = dict([*known.items(), (name_key(name), device)][-MOST_ACCOUNTS:])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=YEAR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {}
    return dict(known)
