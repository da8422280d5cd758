"""Witnesses, called or heard without a call (Pasal 30 PP 94/2021): they neither examine nor answer for the examinee."""

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.examination.sessions import refuse_own_inspectorate
from cases.letters.examiner_facts import examining_superior
from cases.letters.letterheads import office_of
from cases.letters.numbering import typed_or_next
from cases.models import Act, Employee, PanelMember, Respondent, User, Witness
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation


@dataclasses.dataclass(frozen=True)
class Testifying:
    """Who testifies: an employee where there is one, in what relation to the case.

    ``disclosure``: that and why another respondent of the case is heard as a witness.
    """

    name: str
    capacity: str
    employee: Employee | None = None
    disclosure: str = ""


@transaction.atomic
def call_witness(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    who: Testifying,
    letter_number: str = "",
    place: str = "",
    is_invited: bool = False,
    version: int | None = None,
) -> Witness:
    """Ask somebody for a statement about the examinee. Raises RuleViolation for whoever cannot be a witness.

    ``is_invited``: an invitation is written, under the typed number or the next of the register; else a typed number is
    that of a paper that exists already.
    """
    respondent = workflow.advance(
        respondent, Act.CALL_WITNESS, actor=actor, at=at, on=on, version=version, note=f"{who.name}, {who.capacity}"
    )
    _check_witness(respondent, who)
    if _called(respondent, who) is not None:
        raise RuleViolation(
            _("%(who)s sudah diminta keterangannya (Pasal 30 PP 94/2021).") % {"who": who.name},
            mend=Mend.by(Act.HEAR_WITNESS, respondent),
        )
    if is_invited:
        office = office_of(examining_superior(respondent, on), on, actor.agency or respondent.agency)
        letter_number = typed_or_next(office, respondent.route, on, letter_number)
    return Witness.objects.create(
        respondent=respondent, called_on=on, letter_number=letter_number, place=place, **vars(who)
    )


@transaction.atomic
def hear_witness(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    who: Testifying,
    statement: str,
    place: str = "",
    minutes_number: str = "",
    version: int | None = None,
) -> Witness:
    """Record what a witness said, called before or not. It is no answer of the examinee, and no examination.

    Its minutes have the typed number or the next of the register.
    """
    respondent = workflow.advance(
        respondent, Act.HEAR_WITNESS, actor=actor, at=at, on=on, version=version, note=f"{who.name}, {who.capacity}"
    )
    refuse_own_inspectorate(respondent, actor)
    _check_witness(respondent, who)
    witness = _called(respondent, who) or Witness(respondent=respondent, name=who.name, employee=who.employee)
    if witness.called_on and on < witness.called_on:
        raise RuleViolation(_("Keterangan tidak mungkin diberikan sebelum diminta (Pasal 30 PP 94/2021)."))
    witness.capacity, witness.disclosure = who.capacity, who.disclosure
    witness.heard_on, witness.place, witness.statement = on, place, statement
    witness.minutes_number = typed_or_next(actor.agency or respondent.agency, respondent.route, on, minutes_number)
    witness.save()
    return witness


def _called(respondent: Respondent, who: Testifying) -> Witness | None:
    waiting = Witness.objects.unheard().filter(respondent=respondent)
    same = {"employee": who.employee} if who.employee else {"employee": None, "name__iexact": who.name}
    return waiting.filter(**same).first()


def _check_witness(respondent: Respondent, who: Testifying) -> None:
    """The examinee answers, a member of the team asks; a second respondent testifies only where that is said."""
    if who.employee is None:
        return
    if who.employee.pk == respondent.employee_id:
        raise RuleViolation(
            _("%(who)s terperiksa di sini: ia menjawab dalam pemeriksaan, bukan saksi (Pasal 27 PP 94/2021).")
            % {"who": who.name},
            mend=Mend.by(Act.HOLD_HEARING, respondent),
        )
    seats = PanelMember.objects.serving().filter(panel__respondent__case=respondent.case_id, employee=who.employee)
    if seats.exists():
        raise RuleViolation(
            _("%(who)s duduk dalam tim pemeriksa kasus ini; pemeriksa bukan saksi (Pasal 42–43 UU 30/2014).")
            % {"who": who.name},
            mend=Mend.by(Act.REPLACE_MEMBER, respondent),
        )
    if respondent.case.respondents.filter(employee=who.employee).exists() and not who.disclosure.strip():
        raise RuleViolation(
            _(
                "%(who)s juga terlapor dalam kasus ini. Tulis itu dan mengapa ia didengar sebagai saksi; "
                "keterangannya tidak menggantikan pemeriksaannya sendiri (Pasal 27 dan 30 PP 94/2021)."
            )
            % {"who": who.name}
        )
