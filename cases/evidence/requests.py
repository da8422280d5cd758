"""Requests for evidence that is said to exist: asking, reminding, and recording the outcome."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases.deadlines.reminder_stages import HORIZON, stage_of
from cases.evidence.files import store_file
from cases.messages.outbox import accounts_of, notify
from cases.models import Act, Case, EvidenceItem, EvidenceRequest, Notification, ReminderStage, User
from cases.procedure import audit
from cases.procedure.case_acts import begin_case_act, lock_for_act
from cases.procedure.refusals import RuleViolation
from regulations.calendar import WorkingCalendar, due_on
from regulations.models import ClockStep, Holiday, TimeLimit

STEP = ClockStep.PRODUCE_EVIDENCE
Outcome = EvidenceRequest.Outcome


@transaction.atomic
def request_evidence(
    *,
    item: EvidenceItem,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    asked_of: str,
    channel: str,
    letter_number: str = "",
) -> EvidenceRequest:
    """Ask somebody for a thing that is said to exist, in writing or by word; the rule of the day sets the deadline.

    Raises RuleViolation while an earlier request for it is open, once it was handed over, or for a day to come.
    """
    case = begin_case_act(
        item.case, Act.REQUEST_EVIDENCE, actor=actor, at=at, on=on, note=f"{item.code} {asked_of}"[:200]
    )
    if item.state != EvidenceItem.State.SAID_TO_EXIST:
        raise RuleViolation(_("Bukti ini sudah ada di berkas."))
    if channel == EvidenceRequest.Channel.LETTER and not letter_number:
        raise RuleViolation(_("Isi nomor surat permintaannya."))
    for earlier in EvidenceRequest.objects.filter(item=item):
        if not earlier.outcome:
            raise RuleViolation(_("Bukti ini sudah diminta kepada %(who)s.") % {"who": earlier.asked_of})
        if earlier.outcome == Outcome.PRODUCED:
            raise RuleViolation(_("Bukti ini sudah diserahkan."))
    limit = TimeLimit.objects.in_force_for(STEP, "", on)
    if limit is None:
        raise RuleViolation(_("Tidak ada aturan tenggat permintaan bukti yang berlaku pada tanggal itu."))
    return EvidenceRequest.objects.create(
        item=item,
        asked_of=asked_of,
        channel=channel,
        letter_number=letter_number,
        asked_on=on,
        asked_by=actor,
        limit=limit,
        due_on=due_on(limit, on, _calendar(case)),
    )


@transaction.atomic
def end_request(
    *,
    request: EvidenceRequest,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    outcome: str,
    note: str = "",
    upload: "File[bytes] | None" = None,
) -> EvidenceRequest:
    """Record the outcome: the file that was handed over, a refusal, or that the evidence does not exist.

    Raises RuleViolation for a second outcome, a day before the request or to come, a file without its outcome or an
    outcome without its file, and for a refusal without a note.
    """
    case = lock_for_act(request.item.case, Act.END_EVIDENCE_REQUEST, actor=actor, at=at)
    locked = EvidenceRequest.objects.select_related("item").get(
        pk=request.pk
    )  # the case is locked: nobody else ends it
    if locked.outcome:
        raise RuleViolation(_("Hasil permintaan ini sudah dicatat."))
    if not locked.asked_on <= on <= case.agency.local_date(at):
        raise RuleViolation(_("Tanggal hasil berada di antara tanggal permintaan dan hari ini."))
    if (outcome == Outcome.PRODUCED) != (upload is not None):
        raise RuleViolation(_("Unggah berkas bila bukti diserahkan, dan hanya bila diserahkan."))
    if outcome != Outcome.PRODUCED and not note:
        raise RuleViolation(_("Tulis keterangannya: siapa yang menyatakan, dan alasannya."))
    locked.outcome, locked.ended_on, locked.note = outcome, on, note
    if upload is not None:
        words = {"title": locked.item.title, "source": locked.asked_of}
        locked.produced = store_file(case=case, actor=actor, at=at, upload=upload, **words)
    locked.save(update_fields=["outcome", "ended_on", "note", "produced"])
    note = f"{locked.item.code} {locked.get_outcome_display()}"
    audit.record(case, Act.END_EVIDENCE_REQUEST, actor=actor, at=at, on=on, note=note)
    return locked


def remind_of_requests(now: dt.datetime) -> int:
    """Remind one working day before, on and after the due date; of several missed stages only the latest is sent.

    Returns how many requests were reminded of.
    """
    waiting = EvidenceRequest.objects.open().filter(reminded__lt=ReminderStage.AFTER, due_on__lte=now.date() + HORIZON)
    reminded = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            rows = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
            row = rows.select_related("item__case__agency", "item__case__government", "asked_by").filter(pk=pk).first()
            reminded += row is not None and _remind(row, now)
    return reminded


def _remind(request: EvidenceRequest, now: dt.datetime) -> bool:
    case = request.item.case
    today = case.agency.local_date(now)
    stage = stage_of(today, starts_on=request.asked_on, due_on=request.due_on, calendar=_calendar(case))
    if stage <= request.reminded:
        return False
    request.reminded = stage
    request.save(update_fields=["reminded"])
    late = stage == ReminderStage.AFTER
    words = {"number": case.number, "code": request.item.code, "day": f"{request.due_on:%d/%m/%Y}"}
    notify(
        case=case,
        kind=Notification.Kind.OVERDUE if late else Notification.Kind.REMINDER,
        cause=f"evidence-request:{request.pk}:{stage}",
        at=now,
        recipients=accounts_of(case, request.asked_by.role),
        subject=(
            _("Bukti belum diserahkan: %(number)s, %(code)s") if late else _("Bukti ditunggu: %(number)s, %(code)s")
        )
        % words,
        body=_("Bukti %(code)s pada %(number)s diminta paling lambat %(day)s. Catat hasilnya.") % words,
        path=f"/evidence/{request.item_id}/",
    )
    return True


def _calendar(case: Case) -> WorkingCalendar:
    return Holiday.objects.working_calendar(case.government.region)
