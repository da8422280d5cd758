"""Defines which fields of each kind of entry are sealed, and computes the digest of an entry.

The digest is SHA-256 over canonical JSON: sorted keys, no blanks, UTF-8, times in UTC with their offset. Do not add a
field to an existing kind: the digests of earlier entries would change. A new field needs a new kind.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce

from cases.models import (
    AccessEntry,
    AccountEvent,
    AdministrationEntry,
    AuditEntry,
    CustodyEntry,
    DestroyedEntries,
    Destruction,
    ListReading,
    ReporterReading,
    SealedKind,
)


@dataclass(frozen=True)
class Source:
    """A table, its sealed fields, and the expression for the government in whose chain an entry is sealed."""

    table: type[Model]
    fields: tuple[str, ...]
    owner: F | Coalesce


SOURCES = {
    SealedKind.ACT: Source(
        AuditEntry,
        ("id", "case_id", "respondent_id", "act", "actor_id", "at", "on", "from_status", "to_status", "note"),
        F("case__government_id"),
    ),
    SealedKind.READ: Source(
        AccessEntry,
        ("id", "case_id", "employee_id", "user_id", "what", "reason", "at"),
        Coalesce("case__government_id", "employee__government_id"),
    ),
    SealedKind.LIST: Source(
        ListReading, ("id", "user_id", "what", "cases", "people", "reports", "at"), F("user__government_id")
    ),
    SealedKind.REPORTER_READ: Source(
        ReporterReading, ("id", "reporter_id", "user_id", "reason", "at"), F("user__government_id")
    ),
    SealedKind.CUSTODY: Source(
        CustodyEntry, ("id", "item_id", "kind", "user_id", "at", "reason"), F("item__case__government_id")
    ),
    SealedKind.ACCOUNT: Source(
        AccountEvent, ("id", "account_id", "what", "by_id", "at", "origin", "note"), F("account__government_id")
    ),
    SealedKind.DESTRUCTION: Source(
        Destruction,
        (
            "id",
            "government_id",
            "disposal_id",
            "number",
            "summary",
            "counts",
            "files",
            "first_by_id",
            "second_by_id",
            "at",
            "sha256",
        ),
        F("government_id"),
    ),
    SealedKind.DESTROYED: Source(
        DestroyedEntries, ("id", "destruction_id", "kind", "entries"), F("destruction__government_id")
    ),
    SealedKind.ADMINISTRATION: Source(
        AdministrationEntry,
        (
            "id",
            "action_time",
            "user_id",
            "content_type_id",
            "object_id",
            "object_repr",
            "action_flag",
            "change_message",
        ),
        F("user__government_id"),
    ),
}


def _moment(value: dt.date) -> str:
    return value.isoformat()


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_moment)


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a mapping, as 64 hexadecimal digits."""
    return hashlib.sha256(_ENCODER.encode(content).encode()).hexdigest()


def contents(kind: SealedKind, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(primary key, digest) of each existing entry of a kind. ``keys``: primary keys; more rows may be returned."""
    source = SOURCES[kind]
    for row in _rows(source, keys).values_list(*source.fields):
        yield row[0], digest_of({"kind": kind.value, **dict(zip(source.fields, row, strict=True))})


def owners(kind: SealedKind, keys: Sequence[int]) -> dict[int, int | None]:
    """The primary key of the government of each existing entry of a kind; None stands for the installation."""
    source = SOURCES[kind]
    return dict(_rows(source, keys).values_list("pk", source.owner))


def _rows(source: Source, keys: Sequence[int]) -> QuerySet[Any]:
    """The entries with these keys, and possibly others between them: a range costs a fifth of a list of thousands."""
    first, last = min(keys), max(keys)
    is_dense = last - first < 2 * len(keys)
    wanted = {"pk__range": (first, last)} if is_dense else {"pk__in": keys}
    return source.table._default_manager.filter(**wanted).order_by()
