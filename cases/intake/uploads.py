"""Resumable uploads of a report: a file arrives in pieces, each starting where the last one ended."""

import datetime as dt
import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cases.evidence.file_types import LARGEST_FILE
from cases.evidence.files import Examined, ExaminedFile, examine
from cases.models import ReportDraft, StagedFile
from cases.procedure.refusals import RuleViolation
from cases.web import limits
from lib.media import picture_hash
from lib.media.fingerprints import fingerprint_of
from lib.media.sizes import MEGABYTE, in_words

MOST_FILES = limits.FILES_OF_DRAFT.most
MOST_BYTES = limits.BYTES_OF_DRAFTS.most  # of all drafts of one author
BUFFER = 128 * 1024  # bytes read at once; memory does not grow with the file
BEFORE = MEGABYTE  # bytes before the offset that identify the file
ORPHANED_AFTER = dt.timedelta(days=1)


class Readable(Protocol):
    """The source of a piece: a file, or the body of a request."""

    def read(self, size: int, /) -> bytes: ...


class NotThere(Exception):
    """A piece that does not begin at the end of the file; ``received`` is the current length."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(received)


class StagedUpload(ExaminedFile):
    """A complete staged file: it was checked on arrival, and storing it only creates a hard link.

    The staged file stays until the report is recorded.
    """

    def __init__(self, staged: StagedFile) -> None:
        self.path = path_of(staged)
        self.size = staged.size
        super().__init__(self.path.open("rb"), name=staged.name)
        # A file that was staged before types were stored is checked here.
        self.examined = _examined_earlier(staged) if staged.content_type else examine(self, staged.sha256)

    def temporary_file_path(self) -> str:
        link = self.path.with_name(f"{self.path.name}.{uuid.uuid4().hex}")
        os.link(self.path, link)
        return str(link)


def _examined_earlier(staged: StagedFile) -> Examined:
    bits = None if staged.picture_hash is None else picture_hash.unsigned(staged.picture_hash)
    return Examined(staged.content_type, staged.sha256, bits)


def folder() -> Path:
    """Where pieces are kept until the report is recorded; shared by all hosts that serve the site."""
    place = settings.STAGING_DIR or Path(settings.MEDIA_ROOT, "staged")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(staged: StagedFile) -> Path:
    return folder() / staged.key.hex


def received(staged: StagedFile) -> int:
    """The number of received bytes."""
    try:
        return path_of(staged).stat().st_size
    except FileNotFoundError:
        return 0


@transaction.atomic
def stage(*, draft: ReportDraft, key: uuid.UUID, name: str, size: int, at: dt.datetime) -> StagedFile:
    """Announce a file; the same key again names the same file. The caller holds the lock on the draft.

    Raises RuleViolation for too many files, an invalid size, and a key of another draft's file.
    """
    if there := draft.files.filter(key=key).first():
        return there
    if draft.files.count() >= MOST_FILES:
        raise RuleViolation(_("Paling banyak %(n)d berkas dalam satu laporan.") % {"n": MOST_FILES})
    if not 0 < size <= LARGEST_FILE:
        raise RuleViolation(
            _("“%(name)s”: berkas kosong atau lebih besar dari %(limit)s.")
            % {"name": name[:100], "limit": in_words(LARGEST_FILE)}
        )
    taken = StagedFile.objects.filter(draft__author=draft.author_id).aggregate(bytes=Sum("size"))["bytes"] or 0
    if taken + size > MOST_BYTES:
        raise RuleViolation(_("Ruang untuk berkas draf Anda penuh. Simpan atau hapus dulu draf lain."))
    staged, _is_new = StagedFile.objects.get_or_create(
        key=key, defaults={"draft": draft, "name": name[:255], "size": size, "added_at": at}
    )
    if staged.draft_id != draft.pk:
        raise RuleViolation(_("Kunci berkas ini sudah dipakai draf lain. Pilih lagi berkasnya untuk diunggah ulang."))
    return staged


def receive(staged: StagedFile, *, offset: int, piece: Readable, length: int, before: str = "") -> StagedFile:
    """Append a piece to the file; bytes that arrive before the connection breaks are kept.

    ``before``: the sender's SHA-256 of the last megabyte before the offset, so that the rest of another file of the
    same name is refused. Raises NotThere, and RuleViolation for a piece of another file, or one too long.
    """
    with _writing(staged) as target:
        there = target.seek(0, os.SEEK_END)
        if offset != there:
            raise NotThere(there)
        if offset + length > staged.size:
            raise RuleViolation(_("Berkas lebih panjang daripada yang diumumkan. Hapus, lalu unggah lagi."))
        if offset and before != _digest_before(target, offset):
            raise RuleViolation(_("Ini bukan berkas yang sama. Hapus yang belum lengkap, lalu unggah berkas ini."))
        digest, left = hashlib.sha256(), length
        while left and (chunk := piece.read(min(BUFFER, left))):
            target.write(chunk)
            digest.update(chunk)
            left -= len(chunk)
    if offset + length - left < staged.size:
        return staged
    return finish(staged, "" if offset else digest.hexdigest())


def take(*, draft: ReportDraft, upload: "File[bytes]", at: dt.datetime) -> StagedFile:
    """Stage a file that came with a plain form. Raises RuleViolation."""
    staged = stage(draft=draft, key=uuid.uuid4(), name=upload.name or "", size=upload.size or 0, at=at)
    upload.seek(0)
    with _writing(staged) as target:
        for chunk in upload.chunks(BUFFER):
            target.write(chunk)
    return finish(staged, fingerprint_of(upload))


def finish(staged: StagedFile, fingerprint: str = "") -> StagedFile:
    """The file is complete: check its type and store its fingerprint. A second copy of a file is removed.

    A file of one piece was hashed on arrival; others are read once more. Raises RuleViolation for a refused type, whose
    file is removed from the draft, and for a file that was removed meanwhile.
    """
    try:
        return _examined(staged, fingerprint)
    except RuleViolation:
        unstage(staged)
        raise


@transaction.atomic
def _examined(staged: StagedFile, fingerprint: str) -> StagedFile:
    draft = ReportDraft.objects.select_for_update(of=("self",), no_key=True).filter(pk=staged.draft_id).first()
    # Locked until it is saved: the same file may be removed, or the report recorded, in another tab.
    if draft is None or not draft.files.select_for_update(of=("self",)).filter(pk=staged.pk).exists():
        raise RuleViolation(_("Berkas ini sudah dihapus dari draf, atau laporannya sudah tersimpan."))
    with path_of(staged).open("rb") as stream:
        found = examine(File(stream, name=staged.name), fingerprint)
    staged.content_type, staged.sha256 = found.content_type, found.sha256
    staged.picture_hash = None if found.picture_hash is None else picture_hash.signed(found.picture_hash)
    if twin := draft.files.filter(sha256=staged.sha256).exclude(pk=staged.pk).first():
        unstage(staged)
        return twin
    staged.save(update_fields=["content_type", "sha256", "picture_hash"])
    return staged


def unstage(staged: StagedFile) -> None:
    """Remove a file from its draft; it is deleted from the disk after the transaction commits."""
    path = path_of(staged)
    staged.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@contextmanager
def uploads_of(draft: ReportDraft | None) -> Iterator[list[StagedUpload]]:
    """The files of a draft, open for the record. Raises RuleViolation while one is incomplete."""
    files = list(draft.files.all()) if draft else []
    for staged in files:
        if not staged.is_whole:
            share = 100 * received(staged) // staged.size
            raise RuleViolation(
                _("“%(name)s” baru terunggah %(share)d%%. Lanjutkan atau hapus dulu.")
                % {"name": staged.name, "share": share}
            )
    with ExitStack() as opened:
        yield [opened.enter_context(StagedUpload(staged)) for staged in files]


def sweep(now: dt.datetime) -> None:
    """Delete files without a draft, and what a killed request had received: a crash between two steps leaves them."""
    _delete_old(folder(), {key.hex for key in StagedFile.objects.values_list("key", flat=True)}, now)
    _delete_old(Path(settings.MEDIA_ROOT, "incoming"), set(), now)


def _delete_old(place: Path, known: set[str], now: dt.datetime) -> None:
    for path in place.iterdir() if place.exists() else ():
        age = now - dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        if path.name not in known and age > ORPHANED_AFTER:
            path.unlink(missing_ok=True)


@contextmanager
def _writing(staged: StagedFile) -> "Iterator[IO[bytes]]":
    """The file opened for appending, locked for one sender; the lock ends with the process."""
    descriptor = os.open(path_of(staged), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as target:
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotThere(received(staged)) from None
        yield target


def _digest_before(target: "IO[bytes]", offset: int) -> str:
    target.seek(max(0, offset - BEFORE))
    return hashlib.sha256(target.read(offset - max(0, offset - BEFORE))).hexdigest()
