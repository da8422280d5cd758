"""Evidence files as received: type detected from the content, hashed while storing, never replaced."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import IO, cast

import filetype
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from cases.evidence.file_types import ACCEPTED, ACCEPTED_TYPES
from cases.models import Act, Case, EvidenceItem, PictureFingerprint, User
from cases.procedure import audit
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from cases.web import limits
from lib.chats.archive import holds_chat
from lib.chats.whatsapp import is_chat
from lib.media import picture_hash
from lib.media.fingerprints import fingerprint_of
from lib.media.sizes import MEGABYTE, in_words

HEAD = 8192  # bytes from which the type is detected
ZIP_TYPE = "application/zip"


@dataclasses.dataclass(frozen=True)
class Examined:
    """What the content of a file says: an accepted type, its hash, and the hash of a picture (None for others)."""

    content_type: str
    sha256: str
    picture_hash: int | None


class ExaminedFile(File):  # type: ignore[type-arg]  # the class takes no argument at run time
    """A file whose content was checked on arrival."""

    examined: Examined


@transaction.atomic
def add_file(
    *, case: Case, actor: User, at: dt.datetime, upload: "File[bytes]", title: str = "", source: str = ""
) -> EvidenceItem:
    """Add a file to a case.

    Raises RuleViolation for a refused type, a file too large, or one that the case already has.
    """
    locked = lock_for_act(case, Act.ADD_EVIDENCE, actor=actor, at=at)
    item = store_file(case=locked, actor=actor, at=at, upload=upload, title=title, source=source)
    _record(locked, actor, at, item)
    return item


@transaction.atomic
def say_exists(*, case: Case, actor: User, at: dt.datetime, title: str, source: str) -> EvidenceItem:
    """Record evidence that is said to exist and was not handed over yet."""
    locked = lock_for_act(case, Act.ADD_EVIDENCE, actor=actor, at=at)
    item = EvidenceItem.objects.create(
        case=locked,
        code=_next_code(locked),
        kind=EvidenceItem.Kind.OTHER,
        state=EvidenceItem.State.SAID_TO_EXIST,
        title=title,
        source=source,
        added_by=actor,
        added_at=at,
    )
    _record(locked, actor, at, item)
    return item


def store_files(*, case: Case, actor: User, at: dt.datetime, uploads: "Sequence[File[bytes]]") -> None:
    """Store all files of a form or none: if one is refused, the files stored before are deleted."""
    stored: list[EvidenceItem] = []
    try:
        for upload in uploads:
            stored.append(store_file(case=case, actor=actor, at=at, upload=upload))
    except Exception:
        for item in stored:
            default_storage.delete(str(item.file.name))
        raise


def _refuse_beyond_quota(case: Case, size: int) -> None:
    """Raises RuleViolation if the case would hold too many files or bytes."""
    held = EvidenceItem.objects.filter(case=case).aggregate(n=Count("pk"), size=Sum("size"))
    if held["n"] >= limits.FILES_OF_CASE.most or (held["size"] or 0) + size > limits.BYTES_OF_CASE.most:
        raise RuleViolation(
            _("Bukti kasus ini sudah sebanyak yang dapat ditampung: %(n)d berkas atau %(size)s.")
            % {"n": limits.FILES_OF_CASE.most, "size": in_words(limits.BYTES_OF_CASE.most)}
        )


def store_file(
    *, case: Case, actor: User | None, at: dt.datetime, upload: "File[bytes]", title: str = "", source: str = ""
) -> EvidenceItem:
    """Check and store one file under a random name; the caller holds the lock on the case."""
    found = examined(upload)
    if twin := EvidenceItem.objects.filter(case=case, sha256=found.sha256).first():
        raise RuleViolation(_("Berkas ini sudah ada sebagai bukti %(code)s.") % {"code": twin.code})
    _refuse_beyond_quota(case, upload.size or 0)
    name = default_storage.save(f"{case.pk}/{uuid.uuid4().hex}", upload)
    # The file is written before the row: a rolled back transaction must not leave it behind.
    item = EvidenceItem(
        case=case,
        code=_next_code(case),
        kind=ACCEPTED[found.content_type].kind,
        title=title or (upload.name or "")[:200],
        source=source,
        file=name,
        original_name=(upload.name or "")[:255],
        content_type=found.content_type,
        size=upload.size,
        sha256=found.sha256,
        added_by=actor,
        added_at=at,
    )
    try:
        item.save(force_insert=True)
    except Exception:
        default_storage.delete(name)
        raise
    keep_picture_hashes(item, [] if found.picture_hash is None else [found.picture_hash])
    return item


def examine(upload: "File[bytes]", sha256: str = "") -> Examined:
    """Read a file once for everything that the record needs. ``sha256``: the hash, if computed on arrival.

    Raises RuleViolation for a refused type or size.
    """
    _kind, content_type = accepted(upload)
    is_picture = content_type.startswith("image/")
    bits = picture_hash.hash_file(cast("IO[bytes]", upload)) if is_picture else None
    return Examined(content_type, sha256 or fingerprint_of(upload), bits)


def examined(upload: "File[bytes]") -> Examined:
    """What was found when the file arrived; a file that was not read then is read now. Raises RuleViolation."""
    return upload.examined if isinstance(upload, ExaminedFile) else examine(upload)


def picture_hash_of(upload: "File[bytes]") -> int | None:
    """The hash of a picture (``lib.media.picture_hash``); None for anything else."""
    upload.seek(0)
    guess = filetype.guess(upload.read(HEAD))
    is_picture = guess is not None and guess.mime.startswith("image/")
    return picture_hash.hash_file(cast("IO[bytes]", upload)) if is_picture else None


def keep_picture_hashes(item: EvidenceItem, hashes: Iterable[int]) -> None:
    """The hash of a picture, or of frames of a recording, so that their copies are found."""
    rows = []
    for bits in hashes:
        bands = dict(zip(("band_1", "band_2", "band_3", "band_4"), picture_hash.bands(bits), strict=True))
        rows.append(PictureFingerprint(item=item, bits=picture_hash.signed(bits), **bands))
    PictureFingerprint.objects.bulk_create(rows)


def accepted(upload: "File[bytes]") -> tuple[EvidenceItem.Kind, str]:
    """Kind and type of a file by its content, not its name. Raises RuleViolation for a refused type or size."""
    upload.seek(0)
    content_type = type_of(upload.read(HEAD))
    if content_type == ZIP_TYPE and not holds_chat(cast("IO[bytes]", upload)):
        content_type = ""  # no other archive is taken: its files are uploaded one by one
    if content_type not in ACCEPTED:
        raise RuleViolation(f"“{upload.name}”: {ACCEPTED_TYPES}")
    found = ACCEPTED[content_type]
    refuse_larger(upload, found.limit)
    return found.kind, content_type


PDF_HEADER, PDF_HEADER_WITHIN = b"%PDF-", 1024  # bytes that PDF readers search (ISO 32000-1, Annex H)


def type_of(head: bytes) -> str:
    """What a file is by its first bytes; empty when nobody knows it. ``filetype`` looks for the brand of a 3GP file in
    the wrong place.
    """
    if head[4:11] == b"ftyp3gp":
        return "video/3gpp"
    guess = filetype.guess(head)
    if guess is None and PDF_HEADER in head[:PDF_HEADER_WITHIN]:
        return "application/pdf"  # scanners and printers write their own header before it
    if guess is None and is_chat(head):
        return "text/plain"
    return str(guess.mime) if guess else ""


def refuse_larger(upload: "File[bytes]", limit: int) -> None:
    """``limit`` in bytes. Raises RuleViolation."""
    if (upload.size or 0) > limit:
        raise RuleViolation(
            _("“%(name)s”: ukuran %(size)d MB, batasnya %(limit)s.")
            % {"name": upload.name, "size": -(-(upload.size or 0) // MEGABYTE), "limit": in_words(limit)}
        )


def _next_code(case: Case) -> str:
    return f"B-{case.evidence.count() + 1:02d}"


def _record(case: Case, actor: User | None, at: dt.datetime, item: EvidenceItem) -> None:
    on, note = case.agency.local_date(at), f"{item.code} {item.title}"
    audit.record(case, Act.ADD_EVIDENCE, actor=actor, at=at, on=on, note=note)
