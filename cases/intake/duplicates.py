"""Finds cases on the same event: by post, file, picture hash, person and day, words, or account."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import BigIntegerField, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from cases.links.reading import SHORT, siblings
from cases.models import Case, CaseLink, CaseMerge, EvidenceItem, Incident, PictureFingerprint, Post, Respondent, User
from lib.media import picture_hash

MOST_SHOWN = 3
CANDIDATES = 50  # newest rows of each query; more rows of one account do not help
RECENTLY = dt.timedelta(days=3)  # without a day of the act: reports within this time with the same person match
JUST_NOW = dt.timedelta(days=1)  # the same words by the same account within this time: sent twice

# The kinds of matches, strongest first.
REASONS = {
    "post": _("unggahan sama"),
    "maybe": _("mungkin unggahan sama"),
    "file": _("berkas sama"),
    "words": _("ringkasan sama, baru saja Anda catat"),
    "picture": _("gambar serupa"),
    "person": _("orang dan hari yang sama"),
    "account": _("akun sama"),
}


@dataclasses.dataclass(frozen=True)
class Traces:
    """The traces by which a report is compared with cases."""

    keys: Collection[str] = ()
    accounts: Collection[str] = ()
    files: Collection[str] = ()
    picture_hashes: Collection[int] = ()
    people: Collection[int] = ()
    days: tuple[dt.datetime, dt.datetime] | None = None
    summary: str = ""


@dataclasses.dataclass(frozen=True)
class Match:
    """A case that may be about the same event, and what matches."""

    case: Case
    reasons: list[str]

    @property
    def explanation(self) -> str:
        return ", ".join(str(REASONS[reason]) for reason in self.reasons)


def find(*, user: User, at: dt.datetime, traces: Traces, but: Case | None = None) -> list[Match]:
    """Cases that may be about the same event, strongest first; only those that the account may read.

    ``but``: the case that is compared; cases linked to it, or marked as another event, are also excluded.
    """
    reasons: dict[int, list[str]] = {}
    for reason, cases in _asked(traces, user, at):
        for pk in dict.fromkeys(cases[:CANDIDATES]):
            if reason != "maybe" or pk not in reasons:
                reasons.setdefault(pk, []).append(reason)
    for pk in _settled(but) if but else ():
        reasons.pop(pk, None)
    visible = Case.objects.visible_to(user).in_bulk(reasons) if reasons else {}
    order = list(REASONS)
    ranked = sorted(visible, key=lambda pk: (order.index(reasons[pk][0]), -len(reasons[pk]), -pk))
    return [Match(visible[pk], reasons[pk]) for pk in ranked[:MOST_SHOWN]]


def _settled(case: Case) -> set[int]:
    ties = CaseLink.objects.filter(Q(case=case) | Q(other=case)).values_list("case", "other")
    merges = CaseMerge.objects.standing().filter(Q(absorbed=case) | Q(kept=case)).values_list("absorbed", "kept")
    return {case.pk, *(pk for tie in (*ties, *merges) for pk in tie)}


def _asked(traces: Traces, user: User, at: dt.datetime) -> "Iterator[tuple[str, QuerySet[Any, int]]]":
    """One query for each kind of trace, each with an index."""
    if traces.keys:
        yield "post", _cases(Post.objects.filter(_same_post(traces.keys)), "incident__case")
    if short := [key for key in traces.keys if key.startswith(SHORT)]:
        alike = {other for key in short for other in (key, *siblings(key))}
        yield "maybe", _cases(Post.objects.filter(key__in=alike).exclude(key=""), "incident__case")
    if traces.files:
        yield "file", _cases(EvidenceItem.objects.filter(sha256__in=traces.files).exclude(sha256=""), "case")
    if len(traces.summary) > 0:
        own = Incident.objects.filter(recorded_by=user, recorded_at__gt=at - JUST_NOW, summary=traces.summary)
        yield "words", _cases(own, "case")
    for bits in traces.picture_hashes:
        # The nearest first; by age, the planner would walk the whole table from its newest row.
        yield "picture", _alike(bits).order_by("distance", "-pk").values_list("item__case", flat=True)
    if traces.people:
        yield "person", _cases(_same_day(traces, at), "case")
    for account in traces.accounts:
        yield "account", _cases(Post.objects.filter(account__iexact=account).exclude(account=""), "incident__case")


def _same_post(keys: Collection[str]) -> Q:
    """Posts with these keys. A short link may not lead to a post; it counts only if its target is known."""
    sure = [key for key in keys if not key.startswith(SHORT)]
    short = [key for key in keys if key.startswith(SHORT)]
    followed = Q(key__in=short) & ~Q(key="") & ~Q(target_key="")
    return Q(key__in=sure) & ~Q(key="") | Q(target_key__in=sure) & ~Q(target_key="") | followed


def _cases(rows: "QuerySet[Any]", path: str) -> "QuerySet[Any, int]":
    return rows.order_by("-pk").values_list(path, flat=True)


def _alike(bits: int) -> "QuerySet[Any]":
    """Pictures within ``NEAR`` bits: candidates by an almost equal band, then the exact distance."""
    near = Q()
    for n, band in enumerate(picture_hash.bands(bits), 1):
        near |= Q(**{f"band_{n}__in": picture_hash.neighbours(band)})
    wanted = Value(picture_hash.signed(bits), output_field=BigIntegerField())
    distance = Func(F("bits"), wanted, template="bit_count((%(expressions)s)::bit(64))", arg_joiner=" # ",
                    output_field=IntegerField())  # fmt: skip
    return PictureFingerprint.objects.filter(near).annotate(distance=distance).filter(distance__lte=picture_hash.NEAR)


def _same_day(traces: Traces, at: dt.datetime) -> "QuerySet[Respondent]":
    """Cases with the same people and days; if the day is unknown, in a report of the last days."""
    paths = Respondent.objects.filter(employee__in=traces.people)
    if traces.days is None:
        return paths.filter(case__opened_at__gt=at - RECENTLY)
    first, last = traces.days
    dates = "case__incidents__dates__"
    meets = Q(**{f"{dates}earliest_at__lte": last}) & (
        Q(**{f"{dates}latest_at__gte": first}) | Q(**{f"{dates}latest_at": None, f"{dates}earliest_at__gte": first})
    )
    return paths.filter(meets)


def traces_of(case: Case) -> Traces:
    """The traces of a recorded case."""
    posts = Post.objects.filter(incident__case=case).values_list("key", "target_key", "account")
    picture_hashes = PictureFingerprint.objects.filter(item__case=case).values_list("bits", flat=True)
    return Traces(
        keys={key for *keys, _account in posts for key in keys if key},
        accounts={account for *_keys, account in posts if account},
        files=set(case.evidence.exclude(sha256="").values_list("sha256", flat=True)),
        picture_hashes={bits % (1 << 64) for bits in picture_hashes},
        people=set(case.respondents.exclude(employee=None).values_list("employee", flat=True)),
    )
