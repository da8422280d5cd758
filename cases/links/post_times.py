"""The time that the number of a post contains. An estimate of the upload, never the time of the act."""

import datetime as dt
from collections.abc import Callable, Mapping

LAST_YEAR = 2100
X_EPOCH, INSTAGRAM_EPOCH = 1288834974657, 1314220021721  # milliseconds
X_COUNTED = 10_000  # milliseconds; smaller numbers are plain counters, until November 2010
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PUBLIC_SHORTCODE = 11  # characters; the rest of a longer one is the key to a private post
LAUNCHED = {"tiktok": 2014, "x": 2010, "instagram": 2011}  # a number with an earlier time does not follow the scheme


def _tiktok(number: str) -> int:
    return (int(number) >> 32) * 1000


def _x(number: str) -> int | None:
    since = int(number) >> 22
    return since + X_EPOCH if since > X_COUNTED else None


def _instagram(code: str) -> int | None:
    if code.isdigit() and len(code) > PUBLIC_SHORTCODE:  # a story has the number itself
        return (int(code) >> 23) + INSTAGRAM_EPOCH
    number = 0
    for letter in code[:PUBLIC_SHORTCODE]:
        number = number * 64 + BASE64.index(letter)
    return (number >> 23) + INSTAGRAM_EPOCH if number >> 23 else None


SCHEMES: Mapping[str, Callable[[str], int | None]] = {"tiktok": _tiktok, "x": _x, "instagram": _instagram}


def numbered_at(scheme: str, number: str) -> dt.datetime | None:
    """The time in the number of a post; None if it contains none.

    TikTok: seconds in the upper 32 bits. X and Instagram (also Threads): milliseconds since their own epoch above 22
    and 23 bits. Numbers of Facebook, YouTube, Telegram and others contain no time.
    """
    count = SCHEMES.get(scheme)
    milliseconds = count(number) if count and number else None
    if milliseconds is None or not 0 < milliseconds < LAST_YEAR * 366 * 86_400_000:
        return None
    moment = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
    return moment if LAUNCHED[scheme] <= moment.year < LAST_YEAR else None
