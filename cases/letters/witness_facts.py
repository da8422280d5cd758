"""Whose statement the annexes D, E and F of PerBKN 6/2022 are about: a recorded witness, or the examinee who was heard.

The letter names the person; what was recorded of the statement follows from the name and is not typed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.day_words import in_words, spelled
from cases.letters.examiner_facts import summoned_before
from cases.letters.facts import clock
from cases.models import Act, Hearing, Panel, Respondent, Statement, Summons, Witness
from cases.procedure.refusals import Mend, RuleViolation
from lib.documents.wording import UNFILLED
from regulations.models import LetterForm

PERSON = "pemberi_keterangan"
# Asked for only where no recorded person is named.
FROM_RECORD = ("hubungan", "hari_keterangan", "tempat_keterangan", "isi_keterangan")
Facts = dict[str, Any]


def people_heard(respondent: Respondent) -> list[str]:
    """Those whom a letter may name, as it names them: name, number and post."""
    return list(dict(_known(respondent)))


def people_who_spoke(respondent: Respondent) -> list[str]:
    """Those of them whose statement is recorded."""
    return [name for name, facts in _known(respondent) if facts["isi_keterangan"]]


def refuse_unheard(respondent: Respondent, named: str) -> None:
    """Raises RuleViolation for minutes or a declaration of somebody whose statement is not recorded."""
    if named not in people_who_spoke(respondent):
        raise RuleViolation(
            _("Keterangan “%(who)s” belum tercatat. Catat dulu keterangannya (Pasal 30 PP 94/2021).") % {"who": named},
            mend=Mend.by(Act.HEAR_WITNESS, respondent),
        )


def witness_facts(respondent: Respondent, named: str) -> Facts:
    """What is recorded of the person whom a letter names; empty for somebody who is not recorded."""
    facts = dict(_known(respondent)).get(named, {})
    found = {name: words for name, words in facts.items() if words}
    return found | {"pemeriksa": examiner_of(respondent)} if found else {}


def _known(respondent: Respondent) -> Iterator[tuple[str, Facts]]:
    for witness in Witness.objects.filter(respondent=respondent).select_related("employee"):
        yield naming(witness), _told(witness)
    hearing = Hearing.objects.of_this_round(respondent).prefetch_related("statements").last()
    if hearing is not None and respondent.employee is not None:
        day = respondent.agency.local_date(hearing.held_at)
        answers = [each for each in hearing.statements.all() if each.kind == Statement.Kind.QUESTION]
        yield (
            f"{respondent.employee.name}, NIP {respondent.employee.number}, {respondent.post}",
            {
                "hubungan": "Terperiksa",
                "hari_keterangan": spelled(day),
                "tempat_keterangan": hearing.place,
                "isi_keterangan": "\n\n".join(f"{each.question}\n{each.answer}" for each in answers),
            },
        )


def _told(witness: Witness) -> Facts:
    tie = f"{witness.capacity}; {witness.disclosure}" if witness.disclosure else witness.capacity
    return {
        "hubungan": tie,
        "hari_keterangan": spelled(witness.heard_on) if witness.heard_on else "",
        "tempat_keterangan": witness.place,
        "isi_keterangan": witness.statement,
    }


def asks_a_person(form: LetterForm) -> bool:
    """Whether the letters of a form go to somebody beside the examinee."""
    return bool(form.wordings.filter(text__contains=f"{{{PERSON}}}").exists())


def invitation_words(witness: Witness, at: dt.datetime, questions: str, before: str) -> dict[str, str]:
    """What an invitation says beside its record: when, before whom if nobody examines yet, and about what."""
    respondent = witness.respondent
    with translation.override("id"):
        words = {
            PERSON: naming(witness),
            "hari_keterangan": in_words(respondent.agency.local_date(at)),
            "jam_keterangan": clock(at, respondent),
            "tempat_keterangan": witness.place,
            "pokok_pertanyaan": questions,
            "menghadap": before,
        }
    return {name: value for name, value in words.items() if value}


def naming(witness: Witness) -> str:
    """A witness as a letter names them: name, number and post."""
    person = witness.employee
    day = witness.heard_on or witness.called_on
    job = person.employment_on(day) if person and day else None
    number = f"NIP {person.number}" if person and person.nip else person.number if person else ""
    return ", ".join(filter(None, [witness.name, number, job.post if job else ""]))


def examiner_of(respondent: Respondent) -> str:
    """Who asks: the head of the team, else the examiner whom the last summons names."""
    panel = Panel.objects.standing().filter(respondent=respondent).first()
    member = panel.members.serving().select_related("employee").order_by("pk").first() if panel else None
    if member is not None:
        number = f"NIP {member.employee.number}" if member.employee else ""
        return ", ".join(filter(None, [member.name, number, member.post]))
    summons = Summons.objects.of_this_round(respondent).select_related("examiner").last()
    return summoned_before(summons) if summons is not None and summons.examiner is not None else UNFILLED
