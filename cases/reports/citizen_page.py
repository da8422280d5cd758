"""The page for citizens: a report without an account, and an anonymous conversation with the office."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import Government, IncomingReport, Reporter, ReportMessage
from cases.procedure.refusals import RuleViolation
from cases.reports.attachments import keep_files
from cases.reports.incoming import open_report, tell_keepers
from cases.reports.receipt_codes import code_of, digest, digests

MOST_MESSAGES = 100  # messages of one report from its reporter


class SentBefore(RuleViolation):
    """The same form was sent again with another text; the first text is kept."""


@dataclasses.dataclass(frozen=True)
class CitizenReport:
    """The text of a citizen."""

    text: str
    unit: str = ""
    happened: str = ""


def submit(
    *,
    government: Government,
    key: uuid.UUID,
    at: dt.datetime,
    content: CitizenReport,
    files: "Sequence[File[bytes]]" = (),
    reporter: Reporter | None = None,
) -> str:
    """Store a report and return the code of its reporter.

    The same form again returns the same code and stores nothing. Raises SentBefore if its text is different,
    RuleViolation for a refused file; then nothing is stored.
    """
    code = code_of(key)
    try:
        with transaction.atomic():
            report = open_report(
                government=government,
                channel=IncomingReport.Channel.PAGE,
                at=at,
                reporter=reporter,
                receipt=digest(code),
                text=content.text,
                unit=content.unit,
                happened=content.happened,
            )
            keep_files(report, files, at)
    except IntegrityError:
        first = IncomingReport.objects.filter(receipt=digest(code)).first()
        if first is None:
            raise
        if (first.text, first.unit, first.happened) != (content.text, content.unit, content.happened):
            raise SentBefore(
                _("Laporan ini sudah terkirim, kode terimanya %(code)s. Tambahkan yang lain lewat “Ikuti laporan”.")
                % {"code": code}
            ) from None
    return code


def find(code: str) -> IncomingReport | None:
    """The report of a code; None for any other text."""
    return IncomingReport.objects.filter(receipt__in=digests(code)).select_related("government").first()


@transaction.atomic
def add(
    *, report: IncomingReport, key: uuid.UUID, at: dt.datetime, text: str, files: "Sequence[File[bytes]]" = ()
) -> None:
    """Store a further message or files of the reporter. The same form twice counts once. Raises RuleViolation."""
    locked = IncomingReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if ReportMessage.objects.filter(key=key).exists():
        return
    if locked.is_destroyed:
        raise RuleViolation(_("Isi laporan ini sudah dimusnahkan. Kirim laporan baru bila perlu."))
    if locked.messages.filter(by=None).count() >= MOST_MESSAGES:
        raise RuleViolation(_("Laporan ini sudah memuat pesan sebanyak yang dapat ditampung."))
    message = ReportMessage.objects.create(report=locked, text=text or _("(lampiran)"), at=at, key=key)
    tell_keepers(locked, "report_message", cause=f"report-message:{message.pk}", at=at)
    # Files last: nothing after them can fail and leave a file without its row.
    keep_files(locked, files, at)
