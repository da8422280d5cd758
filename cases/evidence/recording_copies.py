"""Copies of recordings for the page: a poster and a small copy without metadata.

The decoder runs in its own process (``lib.media.recordings``), so that a hostile file cannot harm the worker.
"""

import datetime as dt
import hashlib
import json
import logging
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from cases.evidence.files import keep_picture_hashes
from cases.evidence.reading_attempts import next_unread
from cases.models import EvidenceCopy, EvidenceItem, ReadingAttempt
from lib.media import recordings

log = logging.getLogger(__name__)
FORMATS = {  # the decoder for the type found in the content; the decoder itself never guesses
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "video/webm": "matroska",
    "audio/mp4": "mov",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
}
CONVERSION_TIMEOUT = 180  # seconds for one recording; a task is stopped after five minutes


def make_copies(now: dt.datetime) -> int:
    """Make the copies of the next recording that has none. Returns how many were made: one or none.

    One recording in each run, so that the run ends before its time limit.
    """
    attempt = next_unread(FORMATS, now)
    return _make_copies(attempt, now) if attempt else 0


def _make_copies(attempt: ReadingAttempt, now: dt.datetime) -> int:
    item = attempt.item
    with tempfile.TemporaryDirectory() as name:
        try:
            findings = _examined(item, Path(name))
        except (OSError, subprocess.SubprocessError, ValueError) as why:
            log.warning("evidence %s has no preview: %s", item.pk, why)
            ReadingAttempt.objects.filter(pk=item.pk).update(error=str(why)[:200])
            return 0
        _keep_all(item, findings, Path(name), now)
    return 1


def _examined(item: EvidenceItem, folder: Path) -> dict[str, Any]:
    """The result of the decoder. Raises ValueError for an unreadable recording, and errors of process and storage."""
    command = [sys.executable, "-m", "lib.media.recordings", FORMATS[item.content_type], str(folder)]
    with item.file.open("rb") as stored:
        done = subprocess.run(  # noqa: S603 - our own program, which gets the file and nothing else
            command,
            stdin=stored.fileno(),
            capture_output=True,
            timeout=CONVERSION_TIMEOUT,
            cwd=settings.BASE_DIR,
            env={},
            check=False,
        )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise ValueError(last[0] if last else f"the decoder ended with {done.returncode}")
    return dict(json.loads(done.stdout))


def _keep_all(item: EvidenceItem, findings: dict[str, Any], folder: Path, at: dt.datetime) -> None:
    """Store all copies or none: if one fails, the copies stored before are deleted."""
    stored: list[str] = []
    try:
        with transaction.atomic():
            if findings["poster"]:
                stored.append(
                    _keep(item, EvidenceCopy.Kind.PREVIEW, folder / recordings.POSTER, findings["poster"], at)
                )
            stored.append(_keep(item, EvidenceCopy.Kind.FILM, folder / recordings.COPY, findings["copy"], at))
            keep_picture_hashes(item, findings["hashes"])
            ReadingAttempt.objects.filter(pk=item.pk).update(done_at=at, error="")
    except Exception:
        for name in stored:
            default_storage.delete(name)
        raise


def _keep(item: EvidenceItem, kind: EvidenceCopy.Kind, made: Path, size: list[int], at: dt.datetime) -> str:
    with made.open("rb") as content:
        fingerprint = hashlib.file_digest(content, "sha256").hexdigest()
        name = default_storage.save(f"copies/{uuid.uuid4().hex}", File(content))
    width, height = size
    EvidenceCopy.objects.create(
        item=item, kind=kind, file=name, sha256=fingerprint, width=width, height=height, made_at=at
    )
    return name
