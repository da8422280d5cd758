"""Signed copies of frozen minutes: a scan of the paper, or the frozen file itself with electronic signatures."""

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

from cases.minutes.versions import hold, newest, record
from cases.models import Act, Hearing, Minutes, SignedCopy, User
from cases.procedure.refusals import RuleViolation
from lib.documents import signatures
from lib.documents.signatures import UnreadablePdf
from lib.media.sizes import MEGABYTE, in_words

LIMIT = 20 * MEGABYTE


@transaction.atomic
def add_signed_copy(
    *, hearing: Hearing, actor: User, at: dt.datetime, kind: str, upload: "File[bytes]", version: int
) -> SignedCopy:
    """Keep a signed copy of the newest minutes.

    An electronic file has to be the frozen file with signatures added and nothing else: it begins with the very same
    bytes, and every signature fits it. A scan has to have as many pages. Raises RuleViolation otherwise.
    """
    current = newest(hold(hearing, Act.ADD_SIGNED_COPY, actor), version)
    content = _read(upload)
    pages = _pages(content)
    found = _check_electronic(current, content) if kind == SignedCopy.Kind.ELECTRONIC else []
    if kind == SignedCopy.Kind.SCAN and pages < _pages(_frozen(current)):
        raise RuleViolation(
            _("Pindaian berisi %(pages)d halaman, berita acara %(expected)d. Pindai semua halaman.")
            % {"pages": pages, "expected": _pages(_frozen(current))}
        )
    digest = hashlib.sha256(content).hexdigest()
    if current.signed_copies.filter(sha256=digest).exists():
        raise RuleViolation(_("Berkas ini sudah disimpan."))
    copy = SignedCopy(minutes=current, kind=kind, sha256=digest, pages=pages, added_by=actor, added_at=at)
    copy.signatures = [dataclasses.asdict(each) for each in found]
    copy.file = default_storage.save(f"{hearing.respondent.case_id}/{uuid.uuid4().hex}", ContentFile(content))
    try:
        copy.save(force_insert=True)
    except Exception:
        default_storage.delete(str(copy.file))
        raise
    record(current, Act.ADD_SIGNED_COPY, actor, at, f"{copy.get_kind_display()} {digest}")
    return copy


def _read(upload: "File[bytes]") -> bytes:
    if (upload.size or 0) > LIMIT:
        raise RuleViolation(_("Berkas lebih dari %(limit)s.") % {"limit": in_words(LIMIT)})
    upload.seek(0)
    content: bytes = upload.read()
    if not content.startswith(b"%PDF-"):
        raise RuleViolation(_("Berkas harus PDF."))
    return content


def _pages(content: bytes) -> int:
    try:
        return len(pypdf.PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError) as why:
        raise RuleViolation(_("PDF ini tidak dapat dibaca atau berkata sandi.")) from why


def _check_electronic(minutes: Minutes, content: bytes) -> list[signatures.Signature]:
    if not content.startswith(_frozen(minutes)):
        raise RuleViolation(
            _("Berkas ini bukan berita acara yang dibekukan (versi %(version)d). Tandatangani PDF-nya, lalu unggah.")
            % {"version": minutes.version}
        )
    try:
        found = signatures.check(content, signatures.read_roots(settings.SIGNATURE_ROOTS))
    except UnreadablePdf as why:
        raise RuleViolation(_("Tanda tangan elektronik dalam PDF ini tidak dapat dibaca.")) from why
    if not found:
        raise RuleViolation(_("PDF ini belum bertanda tangan elektronik."))
    if any(each.state == signatures.ALTERED for each in found):
        raise RuleViolation(_("PDF ini diubah sesudah ditandatangani; tanda tangannya tidak lagi cocok."))
    return found


def _frozen(minutes: Minutes) -> bytes:
    with minutes.file.open("rb") as stored:
        content: bytes = stored.read()
    return content
