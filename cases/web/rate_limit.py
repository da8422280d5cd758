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
    digest = salted_hmac("rate", _address(request), algorithm="sha256").hexdigest()[:32]
    return counted(f"{what}:{digest}", within) > most


def counted(key: str, within: int) -> int:
    """How many times this was counted within the time, now included; by all processes together.

    While Redis does not answer each process counts for itself: a page must not go down with a limit.
    """
    try:
        return _count(caches["default"], f"rate:{key}", within)
    except RedisError as fault:
        log.warning("counting requests in this process alone: %s", fault)
        return _count(caches["process"], f"rate:{key}", within)


def _count(cache: BaseCache, key: str, within: int) -> int:
    cache.add(key, 0, timeout=within)
    try:
        return int(cache.incr(key))
    except ValueError:  # the time ended between the two
        return 1


def _address(request: HttpRequest) -> str:
    """Who asks: behind our own proxy the address that it saw, which is the last one of its header.

    Of an IPv6 address the first half: a single line has the other half to itself.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = forwarded.rpartition(",")[2].strip()[:45] or request.META["REMOTE_ADDR"]
    return ":".join(address.split(":")[:4]) if ":" in address else address
