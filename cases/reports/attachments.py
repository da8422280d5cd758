"""Files from unknown senders: few, small, checked by content, and stored without their names."""

import datetime as dt
import logging
import uuid
from collections.abc import Sequence

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.evidence.file_types import ACCEPTED
from cases.evidence.files import accepted, refuse_larger
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import CustodyEntry, IncomingReport, Notification, ReportFile, ReportOriginal, User
from cases.procedure.admission import barred
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right
from lib.media.fingerprints import fingerprint_of

log = logging.getLogger(__name__)

MOST_FILES = 20  # files of one report, including later ones


def keep_files(report: IncomingReport, uploads: "Sequence[File[bytes]]", at: dt.datetime) -> None:
    """Store all files or none, each under a random name, with the type by content; files that exist are skipped.

    The caller has locked the report and does nothing afterwards that can fail. Raises RuleViolation.
    """
    last = report.files.aggregate(last=Max("place"))["last"] or 0
    if last + len(uploads) > MOST_FILES:
        raise RuleViolation(_("Paling banyak %(n)d lampiran untuk satu laporan.") % {"n": MOST_FILES})
    held = set(report.files.values_list("sha256", flat=True))
    stored: list[str] = []
    try:
        for upload in uploads:
            content_type = checked(upload)
            fingerprint = fingerprint_of(upload)
            if fingerprint in held:
                continue
            held.add(fingerprint)
            stored.append(default_storage.save(f"reports/{uuid.uuid4().hex}", upload))
            ReportFile.objects.create(
                report=report,
                place=last + len(stored),
                file=stored[-1],
                content_type=content_type,
                size=upload.size,
                sha256=fingerprint,
                added_at=at,
            )
    except Exception:  # whatever went wrong, no file may stay without its row
        for name in stored:
            default_storage.delete(name)
        raise


def raise_alarm(row: ReportFile | ReportOriginal, kind: CustodyEntry.Kind, at: dt.datetime) -> None:
    """Tell those who check reports; for a report that became part of a case, those who may read the case."""
    report = row.report
    what = _("lampiran %(n)d") % {"n": row.place} if isinstance(row, ReportFile) else _("surel asli")
    log.error("%s %s of report %s: %s", type(row).__name__, row.pk, report, kind)
    users = User.objects.filter(government=report.government_id, role__in=Right.SIFT_REPORTS.roles, is_active=True)
    subject, body = texts_of("report_file_changed", number=report.number, file=what, change=kind.label)
    notify(
        case=None,
        kind=Notification.Kind.ALARM,
        cause=f"{row._meta.model_name}:{row.pk}:{kind}:{report.government.local_date(at)}",
        at=at,
        recipients=[user for user in users if report.incident is None or not barred(report.incident.case, user)],
        subject=subject,
        body=body,
        path=reverse("incoming-report", args=[report.pk]),
    )


def checked(upload: "File[bytes]") -> str:
    """The type of a file by content. Raises RuleViolation for a refused type, or a file that is too large."""
    _kind, content_type = accepted(upload)
    refuse_larger(upload, ACCEPTED[content_type].citizen_limit)
    return content_type
