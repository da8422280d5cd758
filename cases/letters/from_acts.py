"""The letters that an act issues together with its record."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from cases.letters.approvals import propose_letter, whom_it_asks
from cases.letters.issuing import Order, issue_letter
from cases.letters.letterheads import usual_signatory
from cases.letters.records import prepare, source_of
from cases.letters.witness_facts import PERSON
from cases.models import Letter, Respondent, User
from regulations.models import LetterForm, LetterWording


@transaction.atomic
def write_letters_of(
    record: LetterForm.Record,
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    said: Mapping[str, str] | None = None,
) -> list[Letter]:
    """Issue the letters of a record that has a number, signed by whom the record names, else by the usual signatory of
    the office. ``said``: what the form of the act told beside its record.

    Where the government asks for approvals, it is laid before those officials instead. Without a number the letter
    stays a draft (KONSEP) on the page of letters. A paper older than its form has none.
    Raises RuleViolation where the number is in use.
    """
    today = respondent.agency.local_date(at)
    return [
        letter
        for wording in LetterWording.objects.with_form().in_force(today).filter(form__record=record)
        if (letter := _write(wording, respondent, actor, at, said or {})) is not None
    ]


def _write(
    wording: LetterWording, respondent: Respondent, actor: User, at: dt.datetime, said: Mapping[str, str]
) -> Letter | None:
    named = said.get(PERSON, "")
    source = source_of(wording.form, respondent, named)
    begins = wording.in_force_from
    if source is None or source.on is None or not source.number or (begins and source.on < begins):
        return None
    usual = {} if source.names_who_signs else usual_signatory(actor.agency or respondent.case.agency, source.on)
    words = usual | dict(said)
    if PERSON in source.facts:
        words[PERSON] = source.facts[PERSON]
    order: Order = {"actor": actor, "at": at, "on": source.on, "words": words, "may_be_blank": True}
    if whom_it_asks(respondent, prepare(respondent, wording.code, source.on, named), dict(words)):
        propose_letter(respondent=respondent, code=wording.code, **order)
        return None
    return issue_letter(respondent=respondent, code=wording.code, **order)
