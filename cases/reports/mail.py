"""Imports a saved e-mail as a report with its files; sender and original are stored separately (decision 52)."""

import dataclasses
import datetime as dt
import hashlib
import io
import uuid
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import IncomingReport, Reporter, ReportOriginal, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.reports.attachments import MOST_FILES, checked, keep_files
from cases.reports.incoming import open_report
from lib.mail.containers import COMPOUND
from lib.mail.letter import Letter, MailError
from lib.mail.reading import LARGEST_MAIL, read_mail

NOBODY = "(tanpa pengirim)"


@dataclasses.dataclass(frozen=True)
class TakenIn:
    """The report of a mail, whether it is new, and how many of its files were refused."""

    report: IncomingReport
    is_new: bool
    files_left: int = 0


def import_mail(*, actor: User, at: dt.datetime, file: "IO[bytes]") -> TakenIn:
    """Import a mail: its text, the allowed files, and the original.

    A mail is identified by its Message-ID: the same one again returns the existing report. Raises NotAllowed, or
    RuleViolation if the file is not a mail.
    """
    government = actor.government
    if not may(actor, Right.SIFT_REPORTS) or government is None:
        raise NotAllowed(_("Hanya BKPSDM dan Inspektorat yang memasukkan laporan."))
    file.seek(0)
    content = file.read(LARGEST_MAIL + 1)
    try:
        letter = read_mail(content, at)
    except MailError as why:
        raise RuleViolation(str(why)) from None
    known = IncomingReport.objects.filter(
        government=government, channel=IncomingReport.Channel.EMAIL, register_number=letter.key
    )
    uploads, left = _sifted(letter)
    try:
        report = _kept(actor, at, letter, content, uploads)
    except IntegrityError:
        if (first := known.first()) is None:
            raise
        return TakenIn(first, False)
    return TakenIn(report, True, left)


def _sifted(letter: Letter) -> "tuple[list[File[bytes]], int]":
    """The accepted files. A refused file does not prevent the report; its part says why it was refused."""
    taken: list[File[bytes]] = []
    for attachment in letter.files:
        upload = File(io.BytesIO(attachment.content), name=_("lampiran %(n)d") % {"n": len(taken) + 1})
        try:
            checked(upload)
            if len(taken) == MOST_FILES:
                raise RuleViolation(_("paling banyak %(n)d lampiran") % {"n": MOST_FILES})
        except RuleViolation as why:
            attachment.part.why = str(why)
        else:
            taken.append(upload)
    return taken, len(letter.files) - len(taken)


def _kept(actor: User, at: dt.datetime, letter: Letter, content: bytes, uploads: "list[File[bytes]]") -> IncomingReport:
    """Store report, original and files, or nothing. Raises IntegrityError for a mail that exists."""
    assert actor.government is not None  # noqa: S101 - asked before
    original = default_storage.save(f"reports/{uuid.uuid4().hex}", ContentFile(content))
    try:
        with transaction.atomic():
            text = letter.words or letter.subject or _("Surel ini tanpa teks; lihat lampirannya.")
            report = open_report(
                government=actor.government,
                channel=IncomingReport.Channel.EMAIL,
                at=at,
                received_at=letter.received_at,
                is_told=False,
                register_number=letter.key,
                subject=letter.subject[:200],
                text=text,
                contents={"parts": [dataclasses.asdict(part) for part in letter.parts], "notes": letter.notes},
                reporter=Reporter(contact="; ".join(dict.fromkeys(letter.senders))[:300] or NOBODY),
            )
            _keep_original(report, original, content, at)
            keep_files(report, uploads, at)
    except Exception:  # whatever went wrong, no file may stay without its row
        default_storage.delete(original)
        raise
    return report


def _keep_original(report: IncomingReport, name: str, content: bytes, at: dt.datetime) -> None:
    ReportOriginal.objects.create(
        report=report,
        file=name,
        content_type="application/vnd.ms-outlook" if content.startswith(COMPOUND) else "message/rfc822",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=at,
    )
