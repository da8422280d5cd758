"""The decree that carries out a decision: its form, whether it was issued, and its issue."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.letters.issuing import issue_letter
from cases.letters.letterheads import usual_signatory
from cases.letters.numbering import claim_number
from cases.models import Decision, Letter, User
from cases.procedure.refusals import Mend, RuleViolation
from regulations.models import LetterForm, LetterWording


def decree_form(decision: Decision) -> LetterWording | None:
    """The form that imposes the sanctions of a decision; None where the rules of its day know none."""
    imposed = list(decision.sanctions.values_list("sanction_type__code", flat=True))
    forms = LetterWording.objects.with_form().in_force(decision.decided_on)
    return forms.filter(form__record=LetterForm.Record.DECISION, form__sanctions__overlap=imposed).first()


def is_written_elsewhere(decision: Decision) -> bool:
    """Whether the number of its paper still has to be asked for: the rules of its day know no form."""
    return not decision.number and decree_form(decision) is None


def require_decree(decision: Decision, *, paper_number: str = "") -> None:
    """A decision reaches the person as a numbered decree (Pasal 33 and 37 PP 94/2021). Raises RuleViolation without it.

    ``paper_number``: of a decree that was written elsewhere, where the rules of its day know no form.
    """
    form = decree_form(decision)
    if form is None:
        _number_paper(decision, paper_number)
    elif not is_decreed(decision):
        raise RuleViolation(
            _(
                "Keputusan ini belum bernomor atau suratnya belum terbit, jadi belum dapat disampaikan "
                "(Pasal 33 dan 37 PP 94/2021)."
            ),
            mend=_to_letter(decision, form),
        )


def is_decreed(decision: Decision) -> bool:
    """Whether the decision has a number and a decree under that number was issued."""
    decrees = Letter.objects.filter(respondent=decision.respondent_id, form__form__record=LetterForm.Record.DECISION)
    return bool(decision.number) and decrees.filter(number=decision.number).exists()


def _number_paper(decision: Decision, number: str) -> None:
    if not decision.number:
        if not number.strip():
            raise RuleViolation(_("Isi nomor keputusannya: tanpa nomor keputusan tidak berlaku (Pasal 33 PP 94/2021)."))
        claim_number(decision.respondent.case.government, number, decision.decided_on.year)
        decision.number = number
        decision.save(update_fields=["number"])


def _to_letter(decision: Decision, form: LetterWording) -> Mend:
    case, whom = decision.respondent.case, decision.respondent_id
    page = reverse("letter-new", args=[case.number])
    return Mend(_("Terbitkan surat keputusan"), f"{page}?form={form.code}&whom={whom}")


def issue_decree(decision: Decision, *, actor: User, at: dt.datetime) -> Letter | None:
    """Issue the decree as its office ordinarily signs, and number the decision with it; None without a form."""
    form = decree_form(decision)
    if form is None:
        return None
    office = actor.agency or decision.respondent.case.agency
    return issue_letter(
        respondent=decision.respondent,
        code=form.code,
        actor=actor,
        at=at,
        on=decision.decided_on,
        words=usual_signatory(office, decision.decided_on),
        may_be_blank=True,
    )
