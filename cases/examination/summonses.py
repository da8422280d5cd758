"""The summons: issued, postponed, replaced, received, or missed. Every letter is kept."""

import datetime as dt
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from cases.examination.lawful_days import forbid, last_letter, next_ordinal
from cases.letters.letterheads import office_of
from cases.letters.numbering import filing_code, letter_number
from cases.models import Act, Employee, EvidenceItem, Respondent, Summons, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.summary import refresh
from regulations.models import ClockStep, Dispute, Interpretation, Reading

EXCUSED = (Summons.Absence.ILL, Summons.Absence.ON_LEAVE, Summons.Absence.ON_DUTY, Summons.Absence.FORCE_MAJEURE)


class Appointment(TypedDict, total=False):
    """The content of a letter on the examination. Without a number it takes the next one of the register."""

    hearing_at: Required[dt.datetime]
    place: Required[str]
    minutes: int
    is_online: bool
    examiner: Employee | None
    letter_number: str


@transaction.atomic
def summon(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    note: str = "",
    version: int | None = None,
    **appointment: Unpack[Appointment],
) -> Summons:
    """Summon in writing, for the first time or again after an absence (Pasal 26 PP 94/2021).

    After two absences the law requires no further letter (ayat (4)) and forbids none. ``on`` is the date of the letter,
    ``note`` the concerns that the officer confirmed. Raises RuleViolation.
    """
    respondent = workflow.advance(respondent, Act.SUMMON, actor=actor, at=at, on=on, version=version, note=note)
    letter = Summons(respondent=respondent, ordinal=next_ordinal(respondent), letter_on=on, **appointment)
    return _issue(letter, actor=actor, at=at)


@transaction.atomic
def postpone_hearing(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: str,
    note: str = "",
    version: int | None = None,
    **appointment: Unpack[Appointment],
) -> Summons:
    """Move an examination by a new letter; it does not count as an absence, and the statutory clock continues."""
    text = " ".join(filter(None, (reason, note)))
    respondent = workflow.advance(
        respondent, Act.POSTPONE_HEARING, actor=actor, at=at, on=on, version=version, note=text
    )
    old = _end(respondent, Summons.State.POSTPONED, reason, at=at, on=on)
    letter = Summons(respondent=respondent, ordinal=old.ordinal, replaces=old, letter_on=on, **appointment)
    return _issue(letter, actor=actor, at=at)


@transaction.atomic
def replace_summons(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: str,
    note: str = "",
    version: int | None = None,
    **appointment: Unpack[Appointment],
) -> Summons:
    """Withdraw a mistaken letter, which is kept, and issue the correct one.

    The clock still counts from the first letter: a mistake of the office does not extend its time.
    """
    text = " ".join(filter(None, (reason, note)))
    respondent = workflow.advance(
        respondent, Act.REPLACE_SUMMONS, actor=actor, at=at, on=on, version=version, note=text
    )
    old = _end(respondent, Summons.State.WITHDRAWN, reason, at=at, on=on)
    letter = Summons(respondent=respondent, ordinal=old.ordinal, replaces=old, letter_on=on, **appointment)
    return _issue(letter, actor=actor, at=at)


def _end(respondent: Respondent, state: Summons.State, reason: str, *, at: dt.datetime, on: dt.date) -> Summons:
    letter = _current(respondent)
    if on < letter.letter_on:
        raise RuleViolation(_("Surat pengganti tidak boleh bertanggal sebelum surat yang diganti."))
    letter.state, letter.ended_on, letter.ended_reason, letter.changed_at = state, on, reason, at
    letter.save(update_fields=["state", "ended_on", "ended_reason", "changed_at"])
    return letter


def _issue(letter: Summons, *, actor: User, at: dt.datetime) -> Summons:
    """Check, number and save the letter. The person's row is locked against a simultaneous summons."""
    respondent = letter.respondent
    if respondent.agency.local_date(letter.hearing_at) < letter.letter_on:
        raise RuleViolation(_("Pemeriksaan tidak boleh sebelum tanggal surat panggilan."))
    if respondent.employee_id:
        Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=respondent.employee_id)
    forbid(letter)
    letter.sequence, letter.round = respondent.summonses.count() + 1, respondent.round
    letter.issued_by, letter.issued_at, letter.changed_at = actor, at, at
    if not letter.letter_number:
        code = filing_code(respondent.case.government, respondent.route, letter.letter_on)
        office = office_of(letter.examiner, letter.letter_on, actor.agency or respondent.agency)
        letter.letter_number = letter_number(office, code, letter.letter_on)
    letter.save(force_insert=True)
    if clocks.count_from(respondent, ClockStep.RECORD_HEARING, on=respondent.agency.local_date(letter.hearing_at)):
        refresh(respondent.case)
    return letter


@transaction.atomic
def record_receipt(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    received_by: str,
    method: str = "",
    evidence: EvidenceItem | None = None,
    version: int | None = None,
) -> Summons:
    """Record that the summons was received: when, by whom, how, and the proof."""
    respondent = workflow.advance(respondent, Act.RECORD_RECEIPT, actor=actor, at=at, on=on, version=version)
    letter = _current(respondent)
    if on < letter.letter_on:
        raise RuleViolation(_("Surat tidak mungkin diterima sebelum tanggal surat."))
    if evidence is not None and evidence.case_id != respondent.case_id:
        raise RuleViolation(_("Bukti terima harus dari kasus ini."))
    letter.received_on, letter.received_by, letter.receipt_method = on, received_by, method
    letter.receipt_evidence, letter.changed_at = evidence, at
    letter.save(update_fields=["received_on", "received_by", "receipt_method", "receipt_evidence", "changed_at"])
    return letter


@transaction.atomic
def record_absence(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    absence: str,
    reason: str = "",
    version: int | None = None,
) -> Summons:
    """Record that the person did not come, and why; the reason determines the next step.

    Without a valid reason: the second summons within 7 working days of the missed day (Pasal 26 ayat (3) PP 94/2021),
    and after the second a decision on the evidence (ayat (4)). With a valid reason, or if the letter was not received:
    the same summons again.
    """
    note = f"{Summons.Absence(absence).label}. {reason}".strip()
    respondent = workflow.advance(respondent, Act.RECORD_ABSENCE, actor=actor, at=at, on=on, version=version, note=note)
    letter = _current(respondent)
    if on < respondent.agency.local_date(letter.hearing_at):
        raise RuleViolation(_("Ketidakhadiran baru dapat dicatat pada hari pemeriksaan."))
    if at < letter.hearing_at and absence not in (*EXCUSED, Summons.Absence.NOT_RECEIVED):
        raise RuleViolation(_("Jam pemeriksaan belum tiba, jadi belum ada yang tidak hadir (Pasal 26 PP 94/2021)."))
    letter.consequence = _consequence(letter, absence, on)
    letter.missed_on, letter.absence, letter.absence_reason, letter.changed_at = on, absence, reason, at
    letter.save(update_fields=["missed_on", "absence", "absence_reason", "consequence", "changed_at"])
    respondent.absences = Summons.objects.of_this_round(respondent).unheeded().count()
    respondent.save(update_fields=["absences"])
    if letter.consequence == Summons.Consequence.EVIDENCE:
        _call_no_more(respondent, on=on)
    return letter


def _consequence(letter: Summons, absence: str, on: dt.date) -> Summons.Consequence:
    if absence == Summons.Absence.NOT_RECEIVED:
        if letter.received_on:
            raise RuleViolation(_("Penerimaan surat ini sudah dicatat; pilih sebab lain."))
        return Summons.Consequence.REPEAT
    region = letter.respondent.case.government.region
    if absence in EXCUSED and Interpretation.objects.chosen(Dispute.EXCUSED_ABSENCE, on, region) != Reading.COUNTED:
        return Summons.Consequence.REPEAT
    if letter.received_on is None:
        raise RuleViolation(
            _("Catat dulu penerimaan suratnya, atau pilih “Surat panggilan tidak diterima” sebagai sebabnya."),
            mend=Mend.by(Act.RECORD_RECEIPT, letter.respondent),
        )
    return Summons.Consequence.SECOND if letter.ordinal == 1 else Summons.Consequence.EVIDENCE


def _call_no_more(respondent: Respondent, *, on: dt.date) -> None:
    """Replace the clock of the summons by the clock of the report: the law sets no limit for deciding on the
    evidence."""
    respondent.deadlines.running().filter(limit__step=ClockStep.SECOND_SUMMONS).cancel(on)
    clocks.start(respondent, ClockStep.REPORT_FINDINGS, on=on)
    refresh(respondent.case)


def _current(respondent: Respondent) -> Summons:
    letter = last_letter(respondent)
    if letter is None:
        raise LookupError(f"respondent {respondent.pk} is summoned without a letter")
    return letter
