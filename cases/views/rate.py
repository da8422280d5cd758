"""How often an address may ask for a page that needs no account."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

PER_MINUTE = 30


def is_too_often(request: HttpRequest, what: str) -> bool:
    """Counts this request; true when its address has asked too often within a minute.

    Each server process counts for itself: codes cannot be guessed, the limit only keeps the database free.
    """
    key = f"rate:{what}:{_address(request)}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # the minute ended between the two
        return False


def _address(request: HttpRequest) -> str:
    """Who asks: behind our own proxy the address that it saw, which is the last one of its header."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip()[:45] or request.META["REMOTE_ADDR"]
