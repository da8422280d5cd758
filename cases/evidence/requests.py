"""Requests for evidence that is said to exist: asking, reminding, and recording the outcome."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases.evidence.files import store_file
from cases.models import Act, EvidenceItem, EvidenceRequest, Role, User
from cases.procedure import audit
from cases.procedure.case_acts import begin_case_act, lock_for_act
from cases.procedure.refusals import RuleViolation
from regulations.models import ClockStep, TimeLimit

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
    """Ask a person for an item that is said to exist, in writing or orally; the rule of the day sets the due date.

    Raises RuleViolation while an earlier request is open, after the item was handed over, or for a day in the future.
    """
    case = begin_case_act(
        item.case, Act.REQUEST_EVIDENCE, actor=actor, at=at, on=on, note=f"{item.code} {asked_of}"[:200]
    )
    if item.state != EvidenceItem.State.SAID_TO_EXIST:
        raise RuleViolation(_("Bukti ini sudah ada di berkas."))
    if channel == EvidenceRequest.Channel.LETTER and not letter_number:
        raise RuleViolation(_("Isi nomor surat permintaannya."))
    _refuse_a_second(item)
    limit = TimeLimit.objects.in_force_for(ClockStep.PRODUCE_EVIDENCE, "", on)
    if limit is None:
        raise RuleViolation(_("Tidak ada aturan tenggat permintaan bukti yang berlaku pada tanggal itu."))
    request = EvidenceRequest(
        item=item,
        asked_of=asked_of,
        channel=channel,
        letter_number=letter_number,
        asked_by=actor,
        level=Role(actor.role).level or case.level,
    )
    request.run(limit, on=on, calendar=case.government.working_calendar(case.agency.six_day_week))
    request.save(force_insert=True)
    return request


def _refuse_a_second(item: EvidenceItem) -> None:
    for earlier in EvidenceRequest.objects.filter(item=item):
        if not earlier.outcome:
            raise RuleViolation(_("Bukti ini sudah diminta kepada %(who)s.") % {"who": earlier.asked_of})
        if earlier.outcome == Outcome.PRODUCED:
            raise RuleViolation(_("Bukti ini sudah diserahkan."))


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

    Raises RuleViolation for a second outcome, a day before the request or in the future, a file without the matching
    outcome or the reverse, and for a refusal without a note.
    """
    case = lock_for_act(request.item.case, Act.END_EVIDENCE_REQUEST, actor=actor, at=at)
    locked = EvidenceRequest.objects.select_related("item").get(
        pk=request.pk
    )  # the case is locked, so nobody else can end it
    if locked.outcome:
        raise RuleViolation(_("Hasil permintaan ini sudah dicatat."))
    if not locked.starts_on <= on <= case.agency.local_date(at):
        raise RuleViolation(_("Tanggal hasil berada di antara tanggal permintaan dan hari ini."))
    if (outcome == Outcome.PRODUCED) != (upload is not None):
        raise RuleViolation(_("Unggah berkas bila bukti diserahkan, dan hanya bila diserahkan."))
    if outcome != Outcome.PRODUCED and not note:
        raise RuleViolation(_("Tulis keterangannya: siapa yang menyatakan, dan alasannya."))
    locked.outcome, locked.met_on, locked.note = outcome, on, note
    locked.next_reminder_on = locked.escalates_on = None
    if upload is not None:
        fields = {"title": locked.item.title, "source": locked.asked_of}
        locked.produced = store_file(case=case, actor=actor, at=at, upload=upload, **fields)
    locked.save(update_fields=["outcome", "met_on", "note", "produced", "next_reminder_on", "escalates_on"])
    note = f"{locked.item.code} {locked.get_outcome_display()}"
    audit.record(case, Act.END_EVIDENCE_REQUEST, actor=actor, at=at, on=on, note=note)
    return locked
