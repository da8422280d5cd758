"""Rate limits by IP address for pages that need no account."""

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
    """Count this request; True if its address made more than ``most`` requests in ``within`` seconds.

    Only a keyed digest of the address is stored, until the time is over.
    """
    return counted(f"{what}:{origin_of(request)}", within) > most


def origin_of(request: HttpRequest) -> str:
    """A keyed digest of the address; of an IPv6 address only the first half, because one subscriber has the other
    half."""
    address = address_of(request)
    place = ":".join(address.split(":")[:4]) if ":" in address else address
    return salted_hmac("rate", place, algorithm="sha256").hexdigest()[:32]


def counted(key: str, within: int, by: int = 1) -> int:
    """What was counted within the time, including this request's ``by``, in all processes together.

    Without Redis each process counts for itself, so that the page still works.
    """
    try:
        return _count(caches["default"], f"rate:{key}", within, by)
    except RedisError as fault:
        log.warning("counting requests in this process alone: %s", fault)
        return _count(caches["process"], f"rate:{key}", within, by)


def counted_before(key: str) -> int:
    """What was counted so far; adds nothing."""
    try:
        return int(caches["default"].get(f"rate:{key}") or 0)
    except RedisError:
        return int(caches["process"].get(f"rate:{key}") or 0)


def taken_back(key: str) -> None:
    """Remove one request from the count."""
    try:
        caches["default"].decr(f"rate:{key}")
    except (RedisError, ValueError):  # Redis is down, or the time is over: there is no count
        return


def _count(cache: BaseCache, key: str, within: int, by: int) -> int:
    try:
        return int(cache.incr(key, by))
    except ValueError:  # the first one of this time
        if cache.add(key, by, timeout=within):
            return by
        return _count(cache, key, within, by)


def address_of(request: HttpRequest) -> str:
    """The address of the visitor. ``TRUSTED_PROXIES`` is the number of own proxies that add an address to the header.

    Without an own proxy the header is not read, because the visitor can write it.
    """
    seen = [address.strip() for address in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    address = seen[-trusted] if 0 < trusted <= len(seen) else ""
    return address[:45] or str(request.META["REMOTE_ADDR"])
