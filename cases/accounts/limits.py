"""How many wrong passwords may be tried: asked before a password is hashed, so that trying costs who tries.

A known device has a count of its own. For all others count the account, the address and the whole installation; each
count ends by itself, and a refused try does not make it longer. A link to a new password by mail makes a device known,
so whoever owns the account comes in at any time.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from cases.accounts.devices import device_of
from cases.accounts.names import name_key
from cases.web.rate_limit import MINUTE, counted, origin_of, taken_back

WINDOW = 15 * MINUTE
PER_DEVICE = 10
PER_ACCOUNT = 10  # from devices that are not known
PER_ADDRESS = 40  # behind one may sit a whole office
OF_ALL = 300  # a minute, from devices that are not known: what hashing may cost


@dataclass(frozen=True)
class TooMany(Exception):
    """Try again later. ``is_first``: the first one over the limit, which is written down; the others are not."""

    is_first: bool


@dataclass(frozen=True)
class Attempt:
    """A password that is about to be checked, and the counts that it was added to."""

    counts: tuple[str, ...]

    def succeeded(self) -> None:
        """It was right, so it does not count."""
        for key in self.counts:
            taken_back(key)


def begin(request: HttpRequest, name: str) -> Attempt:
    """Count a try for a user name, known or not. Raises TooMany before anything is looked up or hashed."""
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
