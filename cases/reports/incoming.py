"""Checking incoming reports: accept as a new incident, add to an existing case, or refuse with a reason."""

import dataclasses
import datetime as dt
import re
import uuid
from contextlib import ExitStack
from typing import Any, Required, TypedDict, Unpack

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.deadlines import answer_clocks
from cases.intake.incidents import Report, attach_report, report_incident
from cases.letters.numbering import next_number
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Case, Government, IncomingReport, Notification, Reporter, ReportFile, ReportMessage, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.two_people.recusals import take_along
from lib.media.fingerprints import fingerprint_of
from lib.people.folding import fold_words
from regulations.models import ClockStep

State = IncomingReport.State
CLOCKS = {IncomingReport.Channel.LAPOR: ClockStep.VERIFY_LAPOR}  # others follow the internal rule


class Content(TypedDict, total=False):
    """What the report says, its number at the channel, and the digest of the code of an anonymous reporter."""

    text: Required[str]
    subject: str
    unit: str
    happened: str
    register_number: str
    receipt: str
    contents: dict[str, Any]


def open_report(
    *,
    government: Government,
    channel: str,
    at: dt.datetime,
    reporter: Reporter | None = None,
    received_at: dt.datetime | None = None,
    is_told: bool = True,
    **said: Unpack[Content],
) -> IncomingReport:
    """Store a report under its own number, its reporter separately, and tell those who check reports.

    ``received_at``: when the channel received it, if before ``at``; the internal clock starts at ``at``. Runs in the
    caller's transaction. Raises IntegrityError for a receipt or a register number that exists.
    """
    year = government.local_date(at).year
    report = IncomingReport.objects.create(
        government=government,
        number=f"LM-{year}-{next_number(government, 'LM', year):04d}",
        channel=channel,
        received_at=received_at or at,
        kept_from=_office_named(government, said.get("unit", "")),
        **said,
    )
    if reporter is not None:
        reporter.report = report
        reporter.save(force_insert=True)
    step = CLOCKS.get(IncomingReport.Channel(channel), ClockStep.SIFT_REPORT)
    answer_clocks.start(step=step, on=government.local_date(at), of=report)
    if is_told:
        tell_keepers(report, "report_received", cause=f"report:{report.pk}", at=at)
    return report


def _office_named(government: Government, unit: str) -> str:
    """The role whose own office a report names: another role checks it then. BKPSDM first, if it names both."""
    named = fold_words(unit)
    offices = User.objects.filter(government=government, role__in=Right.SIFT_REPORTS.roles, agency__isnull=False)
    found = set()
    for role, *names in offices.values_list("role", "agency__name", "agency__short_name").distinct():
        if any(re.search(rf"\b{re.escape(fold_words(name))}\b", named) for name in names):
            found.add(role)
    return next((role.value for role in Right.SIFT_REPORTS.roles if role in found), "")


def tell_keepers(report: IncomingReport, message: str, *, cause: str, at: dt.datetime) -> None:
    """A message to BKPSDM by its template, or to the Inspectorate if BKPSDM is concerned: number and link alone."""
    keepers = next(role for role in Right.SIFT_REPORTS.roles if role != report.kept_from)
    told = User.objects.filter(government=report.government_id, role=keepers, is_active=True)
    subject, body = texts_of(message, number=report.number)
    notify(
        case=None,
        kind=Notification.Kind.TASK,
        cause=cause,
        at=at,
        recipients=told.exclude(recusals__in=report.recusals.standing()),
        subject=subject,
        body=body,
        path=reverse("incoming-report", args=[report.pk]),
    )


@transaction.atomic
def accept(*, report: IncomingReport, actor: User, at: dt.datetime, intake: Report, case: Case | None = None) -> Case:
    """Make an incident of a report: in a new case or an existing one. Its files become evidence.

    The reporter is linked to the incident without being read. Raises RuleViolation if the report already belongs to a
    case, or if one of its files was changed.
    """
    locked = _locked(report, actor)
    if locked.state == State.ACCEPTED:
        raise RuleViolation(_("Laporan ini sudah ditindaklanjuti."))
    with ExitStack() as opened:
        files = [_as_it_came_in(row, opened) for row in locked.files.all()]
        full = dataclasses.replace(intake, files=files)
        if case is None:
            kept = report_incident(actor=actor, at=at, report=full)
        else:
            kept = attach_report(case=case, actor=actor, at=at, report=full)
    incident = kept.incidents.order_by("-pk")[0]
    locked.state, locked.handled_by, locked.handled_at, locked.incident = State.ACCEPTED, actor, at, incident
    locked.save(update_fields=["state", "handled_by", "handled_at", "incident"])
    Reporter.objects.filter(report=locked).update(incident=incident)
    take_along(locked, kept)
    locked.clocks.meet(locked.government.local_date(at))
    return kept


def _as_it_came_in(row: ReportFile, opened: ExitStack) -> "File[bytes]":
    file = File(opened.enter_context(default_storage.open(str(row.file.name))), name=row.original_name)
    if fingerprint_of(file) != row.sha256:
        raise RuleViolation(_("Lampiran %(place)d tidak lagi sama dengan yang diterima.") % {"place": row.place})
    return file


@transaction.atomic
def reject(*, report: IncomingReport, actor: User, at: dt.datetime, reason: str) -> IncomingReport:
    """Refuse a report with a reason, which an anonymous reporter can read. It can still become an incident later."""
    locked = _locked(report, actor)
    if locked.state != State.NEW:
        raise RuleViolation(_("Laporan ini sudah ditinjau."))
    locked.state, locked.handled_by, locked.handled_at, locked.reason = State.REJECTED, actor, at, reason
    locked.save(update_fields=["state", "handled_by", "handled_at", "reason"])
    locked.clocks.meet(locked.government.local_date(at))
    return locked


@transaction.atomic
def reply(*, report: IncomingReport, actor: User, at: dt.datetime, text: str, key: uuid.UUID) -> ReportMessage:
    """Write to a reporter with a code. The same form twice counts once."""
    locked = _locked(report, actor)
    if not locked.is_anonymous_talk:
        raise RuleViolation(_("Pelapor ini tidak membaca di sini. Jawab lewat kanal asalnya."))
    message, _created = ReportMessage.objects.get_or_create(
        key=key, defaults={"report": locked, "by": actor, "text": text, "at": at}
    )
    return message


def _locked(report: IncomingReport, actor: User) -> IncomingReport:
    locked = IncomingReport.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    if not may(actor, Right.SIFT_REPORTS) or actor.government_id != locked.government_id:
        raise NotAllowed(_("Hanya BKPSDM dan Inspektorat yang meninjau laporan masuk."))
    if not IncomingReport.objects.visible_to(actor).filter(pk=locked.pk).exists():
        raise NotAllowed(_("Anda tidak dapat meninjau laporan ini karena benturan kepentingan."))
    if locked.is_destroyed:
        raise RuleViolation(_("Isi laporan ini sudah dimusnahkan."))
    return locked
