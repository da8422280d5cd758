"""Verifies the sealed record, and names the first broken link of each chain. Reads links in pieces of AT_ONCE."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, Max, Min, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.models import ChainCheck, ChainHead, DestroyedEntries, Government, Seal, SealedKind, Unsealed
from cases.sealing.entries import SOURCES, contents
from cases.sealing.heads import fingerprint, holds
from cases.sealing.links import GONE, LINK, NOTHING_BEFORE, link_digest
from lib.media import timestamps

AT_ONCE = 5000  # links in memory at a time
Row = Sequence[Any]  # the values of LINK, then the digest


class Why(models.TextChoices):
    """How a chain is broken."""

    MISSING = "link-missing", _("mata rantai hilang")
    CHANGED = "link-changed", _("mata rantai atau urutannya diubah")
    ENTRY_CHANGED = "entry-changed", _("isi catatan diubah")
    ENTRY_GONE = "entry-gone", _("catatan dihapus")
    NEVER_SEALED = "never-sealed", _("catatan disisipkan tanpa segel")
    TOO_SHORT = "shorter-than-head", _("rantai lebih pendek daripada kepalanya")
    REWRITTEN = "rewritten-before-head", _("rantai ditulis ulang sebelum kepalanya")
    FORGED_HEAD = "forged-head", _("kepala rantai tidak ditandatangani instalasi ini")
    FORGED_STAMP = "forged-stamp", _("cap waktu bukan milik kepala rantai ini")


@dataclass(frozen=True)
class Break:
    """The place of a break. ``number``: of the link, 0 without a link; ``what``: kind and key of the entry."""

    chain: str
    number: int
    why: Why
    what: str = ""

    def __str__(self) -> str:
        return f"{self.chain}, {self.number or '–'}{f' ({self.what})' if self.what else ''}: {self.why.value}"


@dataclass
class Verification:
    """The number of checked links, and the first break of each chain."""

    checked: int = 0
    breaks: list[Break] = field(default_factory=list)


def verify(outside: Iterable[ChainHead] = ()) -> Verification:
    """Compare every link with the one before it and with its entry, and every head with its link.

    ``outside``: copies of heads that were stored outside the installation. Changes nothing.
    """
    found = Verification()
    given: dict[int | None, list[ChainHead]] = defaultdict(list)
    for head in outside:
        given[head.government_id].append(head)
    for government in [None, *Government.objects.order_by("pk")]:
        name, key = (government.region, government.pk) if government else ("installation", None)
        heads = [*ChainHead.objects.filter(government=key).order_by("number", "pk"), *given.pop(key, ())]
        first = next(_breaks(_Chain(name, key, heads), found), None)
        found.breaks += [first] if first else []
    found.breaks += [Break(f"chain {key}", heads[0].number, Why.TOO_SHORT) for key, heads in given.items()]
    found.breaks += _never_sealed()
    return found


def check(now: dt.datetime) -> ChainCheck:
    """Verify the record and store the result; ``faults.record_check`` reports a broken chain to the operator."""
    found = verify()
    return ChainCheck.objects.create(at=now, checked=found.checked, broken="\n".join(map(str, found.breaks)))


@dataclass(frozen=True)
class _Chain:
    name: str
    key: int | None
    heads: list[ChainHead]


def _breaks(chain: _Chain, found: Verification) -> Iterator[Break]:
    """Yields every break of a chain, in the order of its links."""
    expected, previous = 1, NOTHING_BEFORE
    promised: dict[int, list[ChainHead]] = defaultdict(list)
    for head in filter(holds, chain.heads):
        promised[head.number].append(head)
    for links in _in_pieces(chain.key):
        if not links:
            yield Break(chain.name, expected, Why.MISSING)
        entries = _digests_of_entries(links)
        destroyed = _destroyed(chain.key, [link for link in links if (link[2], link[3]) not in entries])
        for link in links:
            *values, digest = link
            number, kind, entry, content = values[1:5]
            if number != expected:
                yield Break(chain.name, expected, Why.MISSING)
            if link_digest(values, previous) != digest:
                yield Break(chain.name, number, Why.CHANGED)
            now = entries.get((kind, entry), GONE)
            if (now != content or content == GONE) and (kind, entry) not in destroyed:
                why = Why.ENTRY_GONE if now == GONE else Why.ENTRY_CHANGED
                yield Break(chain.name, number, why, f"{kind} {entry}")
            if any(head.digest != digest for head in promised.pop(number, ())):
                yield Break(chain.name, number, Why.REWRITTEN)
            expected, previous = number + 1, digest
        found.checked += len(links)
    for number in sorted(promised):
        yield Break(chain.name, number, Why.TOO_SHORT if number >= expected else Why.MISSING)
    yield from _false_heads(chain)


def _in_pieces(chain: int | None) -> Iterator[list[Row]]:
    """Yields the links of a chain in order, AT_ONCE numbers at a time. An empty list is a gap.

    Reads ranges of numbers instead of LIMIT: without statistics PostgreSQL would sort all remaining links each time.
    """
    rows = Seal.objects.filter(government=chain).order_by("number").values_list(*LINK, "digest")
    ends = rows.order_by().aggregate(first=Min("number"), last=Max("number"))
    if ends["last"] is not None:
        for start in range(ends["first"], ends["last"] + 1, AT_ONCE):
            yield list(rows.filter(number__range=(start, start + AT_ONCE - 1)))


def _digests_of_entries(links: Sequence[Row]) -> dict[tuple[str, int], str]:
    keys: dict[str, list[int]] = defaultdict(list)
    for link in links:
        keys[link[2]].append(link[3])
    return {
        (kind, key): content for kind, wanted in keys.items() for key, content in contents(SealedKind(kind), wanted)
    }


def _destroyed(chain: int | None, gone: Sequence[Row]) -> set[tuple[str, int]]:
    """Of these links, those whose entries a certificate names as destroyed; the seals stay (decision 88)."""
    keys: dict[str, list[int]] = defaultdict(list)
    for link in gone:
        keys[link[2]].append(link[3])
    found = set()
    for kind, wanted in keys.items():
        rows = DestroyedEntries.objects.filter(destruction__government=chain, kind=kind, entries__overlap=wanted)
        for entries in rows.values_list("entries", flat=True):
            found |= {(kind, entry) for entry in entries}
    return found


def _false_heads(chain: _Chain) -> Iterator[Break]:
    for head in chain.heads:
        if not holds(head):
            yield Break(chain.name, head.number, Why.FORGED_HEAD)
        elif head.stamp and not timestamps.is_of(bytes(head.stamp), fingerprint(head)):
            yield Break(chain.name, head.number, Why.FORGED_STAMP)


def _never_sealed() -> list[Break]:
    """The first entry of each kind that is neither sealed nor waiting: it was inserted without the trigger."""
    breaks = []
    for kind, source in SOURCES.items():
        of_entry = {"kind": kind, "entry": OuterRef("pk")}
        loose = source.table._default_manager.filter(
            ~Exists(Seal.objects.filter(**of_entry)), ~Exists(Unsealed.objects.filter(**of_entry))
        )
        row = loose.order_by("pk").values_list("pk", source.owner).first()
        if row is not None:
            region = Government.objects.filter(pk=row[1]).values_list("region", flat=True).first()
            breaks.append(Break(region or "installation", 0, Why.NEVER_SEALED, f"{kind} {row[0]}"))
    return breaks
