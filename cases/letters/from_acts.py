"""The letters that an act issues together with its record."""

import datetime as dt

from django.db import transaction

from cases.letters.issuing import issue_letter
from cases.letters.letterheads import usual_signatory
from cases.letters.records import source_of
from cases.models import Letter, Respondent, User
from regulations.models import LetterForm, LetterWording


@transaction.atomic
def write_letters_of(
    record: LetterForm.Record, *, respondent: Respondent, actor: User, at: dt.datetime
) -> list[Letter]:
    """Issue the letters of a record that has a number, signed by the usual signatory of the office.

    Without a number the letter stays a draft (KONSEP) on the page of letters. If the paper is older than the form, no
    letter is made. Raises RuleViolation if the number is in use.
    """
    today = respondent.agency.local_date(at)
    return [
        letter
        for wording in LetterWording.objects.with_form().in_force(today).filter(form__record=record)
        if (letter := _write(wording, respondent, actor, at)) is not None
    ]


def _write(wording: LetterWording, respondent: Respondent, actor: User, at: dt.datetime) -> Letter | None:
    source = source_of(wording.form, respondent)
    begins = wording.in_force_from
    if source is None or source.on is None or not source.number or (begins and source.on < begins):
        return None
    words = usual_signatory(actor.agency or respondent.case.agency, source.on)
    return issue_letter(
        respondent=respondent, code=wording.code, actor=actor, at=at, on=source.on, words=words, may_be_blank=True
    )
