"""Compares every stored file with its SHA-256, in runs of BUDGET seconds that continue where the last one stopped.

It covers every model with a file and its hash: evidence and copies, minutes, letters, signed copies, clearance letters,
circulars, sheets, and files of reports. 1 TB at 90 MB a second takes about three hours.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, FileField, Model, Q

from cases.evidence import custody
from cases.evidence.comparison import compare, compare_content
from cases.models import CustodyEntry, EvidenceItem, ReportFile, ReportOriginal, VaultCheck, VaultFinding, VaultRound
from cases.reports import attachments

log = logging.getLogger(__name__)
HASHES = ("file_sha256", "sha256")  # the first that a model has is that of its file
BUDGET = 40.0  # seconds of one run
LEASE = dt.timedelta(minutes=10)  # longer than one run and its last file take
ROWS = 100


def begin(now: dt.datetime) -> VaultRound:
    """Begin a round. If the last one is not finished, it is returned instead."""
    return VaultRound.objects.get_or_create(result=None, defaults={"began_at": now})[0]


def go_on(now: dt.datetime, *, seconds: float = BUDGET) -> VaultCheck | None:
    """Compare more files of the current round for ``seconds``. Returns the result when the round is finished.

    Does nothing if another process works on the round (a lease of LEASE) or if there is none.
    """
    ends = time.monotonic() + seconds
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    if not VaultRound.objects.filter(free, result=None).update(leased_until=now + LEASE):
        return None
    under_way = VaultRound.objects.get(result=None)
    for kind, fingerprint in fingerprinted():
        for row in _rest(under_way, kind):
            _compare(under_way, row, fingerprint, now)
            if time.monotonic() > ends:
                VaultRound.objects.filter(pk=under_way.pk).update(leased_until=None)
                return None
    return _close(under_way, now)


def verify_evidence(now: dt.datetime) -> VaultCheck:
    """Compare all files in one run."""
    begin(now)
    result = None
    while result is None:
        result = go_on(now, seconds=float("inf"))
    return result


def fingerprinted() -> list[tuple[type[Model], str]]:
    """Models with a file and the field that holds its hash, by name."""
    found = []
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.get_fields()}
        fingerprint = next((name for name in HASHES if name in fields), None)
        if fingerprint and isinstance(fields.get("file"), FileField):
            found.append((model, fingerprint))
    return sorted(found, key=lambda pair: pair[0].__name__)


def _rest(under_way: VaultRound, kind: type[Model]) -> Iterator[Any]:
    """Yields the rows of this model that the round has not checked yet."""
    name = kind.__name__
    if name < under_way.kind:
        return
    last = under_way.last if name == under_way.kind else 0
    while rows := list(kind._base_manager.exclude(file="").filter(pk__gt=last).order_by("pk")[:ROWS]):
        yield from rows
        last = rows[-1].pk


@transaction.atomic
def _compare(under_way: VaultRound, row: Any, fingerprint: str, now: dt.datetime) -> None:
    """Compare one file, and store the progress of the round."""
    found = compare(row) if isinstance(row, EvidenceItem) else compare_content(row, fingerprint)
    if found is not None:
        name = f"{type(row).__name__} {row.pk}"
        VaultFinding.objects.create(round=under_way, kind=found, name=row.file.name[:200], of=name, at=now)
        _raise_alarm(row, found, now)
    VaultRound.objects.filter(pk=under_way.pk).update(kind=type(row).__name__, last=row.pk, checked=F("checked") + 1)


def _raise_alarm(row: Any, found: CustodyEntry.Kind, now: dt.datetime) -> None:
    """Notify the accounts that are responsible for the file; for other files, log an error for the operator."""
    if isinstance(row, EvidenceItem):
        custody.raise_alarm(row, found, None, now)
    elif isinstance(row, ReportFile | ReportOriginal):
        attachments.raise_alarm(row, found, now)
    else:
        log.error("%s %s: %s", type(row).__name__, row.pk, found)


@transaction.atomic
def _close(under_way: VaultRound, now: dt.datetime) -> VaultCheck:
    under_way.refresh_from_db()
    wrong = under_way.findings.count()
    under_way.result = VaultCheck.objects.create(at=now, checked=under_way.checked, wrong=wrong)
    under_way.leased_until = None
    under_way.save(update_fields=["result", "leased_until"])
    return under_way.result
