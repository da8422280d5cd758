"""Adds committed entries to the chain of their government, after their transaction.

A trigger (``AwaitSeal``) adds a row to ``Unsealed`` for each entry, so writers do not wait for the chain. One process
at a time, with an advisory lock of PostgreSQL, seals these rows in the order of their keys (decision 73).
"""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from cases.models import Seal, SealedKind, Unsealed
from cases.sealing.entries import contents, digest_of, owners

ENTRIES_PER_TRANSACTION = 5000  # entries in one transaction
SECONDS_PER_RUN = 40  # seconds after which no further batch begins
LOCK = 0x5EA1
LINK = ("government_id", "number", "kind", "entry", "content", "sealed_at")  # what the digest of a link covers
NOTHING_BEFORE = "0" * 64
GONE = ""  # the content of an entry that was deleted before it was sealed


def seal_waiting(at: dt.datetime) -> int:
    """Seal waiting entries in batches for about SECONDS_PER_RUN. Returns the number of sealed entries.

    Returns 0 while another process seals.
    """
    until, sealed = time.monotonic() + SECONDS_PER_RUN, 0
    while (batch := _seal_batch(at)) and time.monotonic() < until:
        sealed += batch
    return sealed + batch


@transaction.atomic
def _seal_batch(at: dt.datetime) -> int:
    if not _is_only_sealer():
        return 0
    waiting = list(Unsealed.objects.order_by("pk")[:ENTRIES_PER_TRANSACTION])
    chains: dict[int | None, list[Seal]] = defaultdict(list)
    known = {
        kind: _known(kind, [unsealed.entry for unsealed in waiting if unsealed.kind == kind]) for kind in SealedKind
    }
    for unsealed in waiting:
        government, content = known[SealedKind(unsealed.kind)].get(unsealed.entry, (None, GONE))
        link = Seal(government_id=government, kind=unsealed.kind, entry=unsealed.entry, content=content, sealed_at=at)
        chains[government].append(link)
    for government, links in chains.items():
        _chain(government, links)
    Seal.objects.bulk_create((link for links in chains.values() for link in links), batch_size=1000)
    Unsealed.objects.filter(pk__in=[unsealed.pk for unsealed in waiting]).delete()
    return len(waiting)


def _is_only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _known(kind: SealedKind, keys: Sequence[int]) -> dict[int, tuple[int | None, str]]:
    if not keys:
        return {}
    governments = owners(kind, keys)
    return {key: (governments.get(key), content) for key, content in contents(kind, keys)}


def _chain(government: int | None, links: Iterable[Seal]) -> None:
    last = Seal.objects.filter(government=government).order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, NOTHING_BEFORE)
    for link in links:
        number += 1
        link.number = number
        link.digest = previous = link_digest([getattr(link, name) for name in LINK], previous)


def link_digest(link: Sequence[Any], previous: str) -> str:
    """The digest of a link. ``link``: the values of LINK; ``previous``: the digest of the link before it."""
    return digest_of({**dict(zip(LINK, link, strict=True)), "previous": previous})
