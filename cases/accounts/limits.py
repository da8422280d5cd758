"""Limits on wrong passwords, checked before a password is hashed.

A known device has its own count. For other devices the account, the address and the whole installation are counted.
Each count expires by itself, and a refused attempt does not extend it. A link to a new password by mail makes a device
known, so the owner of the account can always sign in (decision 59).
"""

from dataclasses import dataclass

from django.http import HttpRequest

from cases.accounts.devices import device_of
from cases.accounts.names import name_key
from cases.web.rate_limit import MINUTE, counted, origin_of, taken_back

WINDOW = 15 * MINUTE
PER_DEVICE = 10
PER_ACCOUNT = 10  # from unknown devices
PER_ADDRESS = 40  # an office can share one address
OF_ALL = 300  # a minute, from unknown devices: limits the cost of hashing


@dataclass(frozen=True)
class TooMany(Exception):
    """Try again later. ``is_first``: the first attempt over the limit, which is logged; later ones are not."""

    is_first: bool


@dataclass(frozen=True)
class Attempt:
    """A password that is about to be checked, and its counts."""

    counts: tuple[str, ...]

    def succeeded(self) -> None:
        """The password was right, so the attempt does not count."""
        for key in self.counts:
            taken_back(key)


def begin(request: HttpRequest, name: str) -> Attempt:
    """Count an attempt for a user name, known or not. Raises TooMany before any lookup or hashing."""
    if device := device_of(request, name):
        limits = [(f"password:device:{device}", PER_DEVICE, WINDOW)]
    else:
        limits = [
            (f"password:address:{origin_of(request)}", PER_ADDRESS, WINDOW),
            ("password:all", OF_ALL, MINUTE),
            (f"password:account:{name_key(name)}", PER_ACCOUNT, WINDOW),
        ]
    for key, most, within in limits:
        if (n := counted(key, within)) > most:
            raise TooMany(is_first=n == most + 1)
    return Attempt(tuple(key for key, _most, _within in limits))
