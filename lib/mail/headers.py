"""The headers of a mail that identify it and state when it was received."""

import datetime as dt
import hashlib
from email.message import Message
from email.utils import parsedate_to_datetime

from lib.mail.charsets import storable

LONGEST_KEY = 200  # characters
FIRST_MAIL = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)  # an earlier date comes from a computer without a clock


def key_of(mail: Message) -> str:
    """The Message-ID unchanged, because parsers disagree on its syntax; empty if missing."""
    raw = mail.get("Message-ID")
    return kept_key(str(raw)) if raw is not None else ""


def kept_key(raw: str) -> str:
    key = " ".join(storable(raw).split())
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:100]}…{hashlib.sha256(key.encode()).hexdigest()}"


def received_at(mail: Message, now: dt.datetime) -> dt.datetime | None:
    """The time of the newest Received header, otherwise of the Date header; at most ``now``, None if both are
    missing."""
    stamps = [_moment(str(line).rpartition(";")[2]) for line in mail.get_all("Received", [])]
    known = [stamp for stamp in stamps if stamp is not None]
    newest = max((stamp for stamp in known if stamp <= now), default=None) or (now if known else None)
    return newest or not_after(_moment(str(mail.get("Date", ""))), now)


def not_after(moment: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    return min(moment, now) if moment else None


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)  # -0000: in UTC, from an unknown zone
        return moment.astimezone(dt.UTC) if moment >= FIRST_MAIL else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
