"""The event of a row of past cases: date and precision, post, and the event that it shares with other rows."""

import dataclasses
import datetime as dt
import hashlib
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.intake.incidents import SHORTEST_SUMMARY
from cases.intake.seen_posts import SeenPost
from cases.links.pasted import link_of
from cases.models import IncidentDate, Post
from cases.past_cases.cell_reader import Reader
from lib.sheets.cells import day_of, period_of
from lib.sheets.tables import letters


@dataclasses.dataclass(frozen=True)
class EventDays:
    """The first and last possible day and the precision. Without a first day: on or before the last."""

    first: dt.date | None
    last: dt.date
    precision: IncidentDate.Precision


@dataclasses.dataclass(frozen=True)
class Seen:
    """What the public saw, and the office's own code of the event."""

    post: SeenPost | None
    summary: str
    code: str

    def event(self, on: dt.date, agency: int) -> str:
        """The key by which two rows have one event: the office's own code in a year, the same post, or the same words
        about the same day and unit."""
        if self.code:
            what = f"code|{letters(self.code)}|{on.year}"
        elif self.post and self.post.key:
            what = f"post|{self.post.key}"
        else:
            what = f"words|{on}|{agency}|{letters(self.summary)}"
        return hashlib.sha256(what.encode()).hexdigest()


def days_of_event(reader: Reader, today: dt.date) -> EventDays | None:
    """The date of the event; None, with an error in the notes, if it cannot be read."""
    text, said = reader.raw("event_on"), reader.choice("precision")
    if not text:
        reader.stop("event_on", _("Kosong. Hukum dipilih menurut hari kejadian: tulis hari, bulan, atau tahunnya."))
        return None
    span = period_of(text)
    if span is None:
        day = reader.day("event_on")
        if day is None:
            return None
        span = _span(day, said)
    first, last = span
    if first > today:
        reader.stop("event_on", _("Tanggal kejadian setelah hari ini. Periksa tahunnya."))
        return None
    # Report and decision cannot precede the event: this bounds an imprecise date.
    last = min(last, today, *(day for day in _said_later(reader) if day >= first))
    if said == "BEFORE":
        return EventDays(None, last, IncidentDate.Precision.BOUNDS)
    if first != last:
        message = _("Hari kejadiannya tidak diketahui; hukum dipilih menurut %(day)s.")
        reader.warn("event_on", message % {"day": f"{last:%d/%m/%Y}"})
        return EventDays(first, last, IncidentDate.Precision.BOUNDS)
    exactly = IncidentDate.Precision.ESTIMATE if said == "ESTIMATE" else IncidentDate.Precision.DAY
    return EventDays(first, last, exactly)


def _span(day: dt.date, said: str) -> tuple[dt.date, dt.date]:
    if said == "YEAR":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if said == "MONTH":
        return period_of(f"{day:%m/%Y}") or (day, day)
    return day, day


def _said_later(reader: Reader) -> list[dt.date]:
    days = []
    for field in ("reported_on", "decided_on"):
        with suppress(ValidationError):  # the error is reported where the column itself is read
            days.append(day_of(reader.raw(field)))
    return [day for day in days if day is not None]


def seen(reader: Reader) -> Seen:
    """Post, words and code; missing values are noted."""
    url, account, platform = reader.raw("url"), reader.text("account"), reader.choice("platform")
    summary, code = reader.text("summary"), reader.text("event_code")
    post = None
    if url:
        post = _post(reader, url, account)
    elif account or platform not in ("", Post.Platform.OTHER):
        post = SeenPost(platform=Post.Platform(platform or Post.Platform.OTHER), account=account)
    if not (post and post.link) and len(summary) < SHORTEST_SUMMARY:
        reader.stop("summary", _("Tulis ringkasan paling sedikit 20 huruf, atau isi tautannya."))
    return Seen(post, summary, code)


def _post(reader: Reader, url: str, account: str) -> SeenPost | None:
    try:
        link = link_of(url)
    except ValidationError:
        reader.stop("url", _("Bukan tautan. Tulis lengkap, mis. https://www.tiktok.com/@akun/video/123."))
        return None
    return dataclasses.replace(SeenPost.at(link), account=(account or link.account)[:120])
