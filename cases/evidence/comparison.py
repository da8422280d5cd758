"""Checks by hash that a stored file is unchanged; a file with an unchanged status on the disk is not read again."""

import hashlib
import logging
import time
from pathlib import Path
from typing import Any

from cases.models import CustodyEntry, EvidenceItem, FileState

log = logging.getLogger(__name__)

SETTLED = 2 * 10**9  # nanoseconds; two changes within this time can have the same timestamp


def compare(item: EvidenceItem) -> CustodyEntry.Kind | None:
    """The kind of the difference, if any. Reads the whole file."""
    state = _state(item)
    found = compare_content(item)
    if found is None and state:
        FileState.objects.update_or_create(item=item, defaults={"state": state})
    return found


def compare_content(row: Any, fingerprint: str = "sha256") -> CustodyEntry.Kind | None:
    """The same for any row with a file and the hash of it; stores no state. ``fingerprint``: the field of the hash.

    A file that cannot be read is named as such, whatever the storage raises: it must not end the comparison of others.
    """
    try:
        with row.file.open("rb") as stored:
            digest = hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return CustodyEntry.Kind.MISSING
    except Exception:
        log.exception("%s %s cannot be read", type(row).__name__, row.pk)
        return CustodyEntry.Kind.UNREADABLE
    return CustodyEntry.Kind.CHANGED if digest != getattr(row, fingerprint) else None


def compare_if_touched(item: EvidenceItem) -> CustodyEntry.Kind | None:
    """The same, but skips a file whose status is that of the last comparison (decision 26).

    The kernel sets the time of the last change, and no program can set it back. The nightly comparison reads every file
    and also finds a change on the raw disk.
    """
    state = _state(item)
    if state and FileState.objects.filter(item=item, state=state).exists():
        return None
    return compare(item)


def _state(item: EvidenceItem) -> str:
    """Device, inode, size and times of the file; empty if it is not on a local disk, or too recent."""
    try:
        found = Path(item.file.path).stat()
    except (NotImplementedError, OSError):  # an object storage has no path
        return ""
    if time.time_ns() - found.st_ctime_ns < SETTLED:
        return ""
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"
