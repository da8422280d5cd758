"""Letters that no longer stand: withdrawn by their office, or carried by a record that was withdrawn or annulled."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Decision, Letter, LetterWithdrawal, Summons, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation
from regulations.models import LetterForm

Record = LetterForm.Record
WITH_THEIR_RECORD = (Record.DECISION, Record.SUMMONS)


@dataclasses.dataclass(frozen=True)
class Fallen:
    """What became of a letter, and since when; the day is unknown for records of before it was kept."""

    words: str
    on: dt.date | None


def fallen_letters(letters: Sequence[Letter]) -> dict[int, Fallen]:
    """Of these letters those that no longer stand, by key; three statements for any number."""
    found = _withdrawn(letters)
    people = {each.respondent_id for each in letters}
    decisions = Decision.objects.filter(respondent__in=people).exclude(state=Decision.State.STANDING)
    summonses = Summons.objects.filter(respondent__in=people).exclude(state=Summons.State.STANDING)
    ended = {(Record.DECISION.value, row.respondent_id, row.number): _end_of(row) for row in decisions}
    ended |= {(Record.SUMMONS.value, row.respondent_id, row.letter_number): _end_of(row) for row in summonses}
    for letter in letters:
        key = (letter.form.form.record, letter.respondent_id, letter.number)
        if key in ended:
            found.setdefault(letter.pk, ended[key])
    return found


def _end_of(row: Decision | Summons) -> Fallen:
    return Fallen(row.get_state_display(), row.ended_on)


def _withdrawn(letters: Sequence[Letter]) -> dict[int, Fallen]:
    rows = LetterWithdrawal.objects.filter(letter__in=[each.pk for each in letters])
    return {row.letter_id: Fallen(_("Ditarik"), row.on) for row in rows}


@transaction.atomic
def withdraw_letter(*, letter: Letter, actor: User, at: dt.datetime, on: dt.date, reason: str) -> LetterWithdrawal:
    """Withdraw a letter that should not have gone out; it stays with its number, and the public page says so.

    A decree falls with its decision and a summons letter with its summons, never by itself. Raises RuleViolation.
    """
    begin_case_act(letter.case, Act.WITHDRAW_LETTER, actor=actor, at=at, on=on, respondent=letter.respondent,
                   note=f"{letter.number}: {reason}"[:200])  # fmt: skip
    if letter.form.form.record in WITH_THEIR_RECORD:
        raise RuleViolation(
            _("Surat ini membawa catatannya: batalkan keputusannya atau ganti panggilannya, lalu suratnya ikut gugur.")
        )
    if Letter.objects.filter(replaces=letter).exists():
        raise RuleViolation(_("Surat itu sudah diganti."))
    if LetterWithdrawal.objects.filter(letter=letter).exists():
        raise RuleViolation(_("Surat itu sudah ditarik."))
    if on < letter.dated_on:
        raise RuleViolation(_("Surat tidak ditarik sebelum tanggalnya."))
    return LetterWithdrawal.objects.create(letter=letter, on=on, reason=reason, withdrawn_by=actor)
