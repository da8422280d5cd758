"""Signed copies of issued papers: a scan, or the issued file with electronic signatures.

Letters, minutes and clearance letters share this code: the uploaded file is compared with the issued one.
"""

import dataclasses
import datetime as dt
import hashlib
import io
import uuid

import pypdf
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from pypdf.errors import PyPdfError

from cases.models import Act, ClearanceLetter, Letter, Minutes, SignedCopy, User
from cases.procedure import audit
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from lib.documents import signatures
from lib.documents.signatures import UnreadablePdf
from lib.media.sizes import MEGABYTE, in_words

LIMIT = 20 * MEGABYTE
Paper = Letter | Minutes | ClearanceLetter


@transaction.atomic
def add_signed_copy(*, letter: Letter, actor: User, at: dt.datetime, kind: str, upload: "File[bytes]") -> SignedCopy:
    """Store a signed copy of a letter, also of a replaced one, because it shows what was signed.

    Raises NotAllowed, and RuleViolation as ``keep_signed_copy``.
    """
    case = lock_for_act(letter.case, Act.ADD_SIGNED_COPY, actor=actor, at=at)
    copy = keep_signed_copy(paper=letter, folder=str(case.pk), actor=actor, at=at, kind=kind, upload=upload)
    note = f"{letter.title} {letter.number}: {copy.get_kind_display()} {copy.sha256}"
    on = case.agency.local_date(at)
    audit.record(case, Act.ADD_SIGNED_COPY, respondent=letter.respondent, actor=actor, at=at, on=on, note=note)
    return copy


def keep_signed_copy(
    *, paper: Paper, folder: str, actor: User, at: dt.datetime, kind: str, upload: "File[bytes]"
) -> SignedCopy:
    """Check a signed copy and store it; the caller checks the right.

    An electronic file must be the issued file with only signatures added: it begins with exactly the same bytes, and
    every signature is valid for it; a signature without a trusted root is stored and marked. A scan must have the same
    number of pages. Raises RuleViolation otherwise, and for a copy that is already stored.
    """
    content, issued = _read(upload), _issued(paper)
    pages, expected = _pages(content), _pages(issued)
    found = _check_electronic(paper, issued, content) if kind == SignedCopy.Kind.ELECTRONIC else []
    if kind == SignedCopy.Kind.SCAN and pages < expected:
        raise RuleViolation(
            _("Pindaian berisi %(pages)d halaman, naskah yang diterbitkan %(expected)d. Pindai semua halaman.")
            % {"pages": pages, "expected": expected}
        )
    digest = hashlib.sha256(content).hexdigest()
    if paper.signed_copies.filter(sha256=digest).exists():
        raise RuleViolation(_("Berkas ini sudah disimpan."))
    copy = SignedCopy(kind=kind, sha256=digest, pages=pages, added_by=actor, added_at=at)
    _tie(copy, paper)
    copy.signatures = [dataclasses.asdict(signature) for signature in found]
    copy.file = default_storage.save(f"{folder}/{uuid.uuid4().hex}", ContentFile(content))
    try:
        copy.save(force_insert=True)
    except Exception:
        default_storage.delete(str(copy.file))
        raise
    return copy


def _tie(copy: SignedCopy, paper: Paper) -> None:
    match paper:
        case Letter():
            copy.letter = paper
        case Minutes():
            copy.minutes = paper
        case ClearanceLetter():
            copy.clearance = paper


def _read(upload: "File[bytes]") -> bytes:
    if (upload.size or 0) > LIMIT:
        raise RuleViolation(_("Berkas lebih dari %(limit)s.") % {"limit": in_words(LIMIT)})
    upload.seek(0)
    content: bytes = upload.read()
    if not content.startswith(b"%PDF-"):
        raise RuleViolation(_("Berkas harus PDF."))
    return content


def _issued(paper: Paper) -> bytes:
    """The issued file. Raises RuleViolation if the stored file no longer has its fingerprint."""
    with paper.file.open("rb") as stored:
        content: bytes = stored.read()
    if hashlib.sha256(content).hexdigest() != (paper.file_sha256 if isinstance(paper, Minutes) else paper.sha256):
        raise RuleViolation(_("Naskah yang tersimpan berubah sejak diterbitkan; hubungi administrator."))
    return content


def _pages(content: bytes) -> int:
    try:
        return len(pypdf.PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError) as why:
        raise RuleViolation(_("PDF ini tidak dapat dibaca atau berkata sandi.")) from why


def _check_electronic(paper: Paper, issued: bytes, content: bytes) -> list[signatures.Signature]:
    if not content.startswith(issued):
        raise RuleViolation(
            _("Berkas ini bukan PDF yang diterbitkan: %(paper)s. Unduh PDF-nya, tandatangani, lalu unggah.")
            % {"paper": paper}
        )
    try:
        found = signatures.check(content, signatures.read_roots(settings.SIGNATURE_ROOTS))
    except UnreadablePdf as why:
        raise RuleViolation(_("Tanda tangan elektronik dalam PDF ini tidak dapat dibaca.")) from why
    if not found:
        raise RuleViolation(_("PDF ini belum bertanda tangan elektronik."))
    if any(signature.state == signatures.ALTERED for signature in found):
        raise RuleViolation(_("PDF ini diubah sesudah ditandatangani; tanda tangannya tidak lagi cocok."))
    return found
