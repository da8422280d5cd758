"""How often an address may ask for a page that needs no account."""

import logging

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PER_MINUTE = 30
MINUTE, HOUR = 60, 3600  # seconds


def is_too_often(request: HttpRequest, what: str, *, most: int = PER_MINUTE, within: int = MINUTE) -> bool:
    """Counts this request; true when its address has asked too often within that many seconds.

    The address itself is kept nowhere, only a keyed digest of it, until the time is over.
    """
    return counted(f"{what}:{origin_of(request)}", within) > most


def origin_of(request: HttpRequest) -> str:
    """A keyed digest of who asks: of an IPv6 address the first half, for a single line has the other to itself."""
    address = address_of(request)
    place = ":".join(address.split(":")[:4]) if ":" in address else address
    return salted_hmac("rate", place, algorithm="sha256").hexdigest()[:32]


def counted(key: str, within: int) -> int:
    """How many times this was counted within the time, now included; by all processes together.

    While Redis does not answer each process counts for itself: a page must not go down with a limit.
    """
    try:
        return _count(caches["default"], f"rate:{key}", within)
    except RedisError as fault:
        log.warning("counting requests in this process alone: %s", fault)
        return _count(caches["process"], f"rate:{key}", within)


def taken_back(key: str) -> None:
    """One less: what was counted did not matter after all."""
    try:
        caches["default"].decr(f"rate:{key}")
    except (RedisError, ValueError):  # away, or the time is over: nothing is counted any more
        return


def _count(cache: BaseCache, key: str, within: int) -> int:
    cache.add(key, 0, timeout=within)
    try:
        return int(cache.incr(key))
    except ValueError:  # the time ended between the two
        return 1


def address_of(request: HttpRequest) -> str:
    """Who asks. ``TRUSTED_PROXIES`` says how many proxies of our own add the address that they saw to the header.

    Without one the header is whatever the visitor writes, and is not read.
    """
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    address = seen[-trusted] if 0 < trusted <= len(seen) else ""
    return address[:45] or str(request.META["REMOTE_ADDR"])
