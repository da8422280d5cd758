"""The record that a letter is drawn from: whether there is one yet, and what it fixes of the letter.

Which record a form belongs to is data (``LetterForm.record``). What a record knows, nobody types: the date, the number
and who signs.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from cases.letters.wordings import SIGNATORY, Wording, wording_of
from cases.models import Decision, Fact, Hearing, Panel, Respondent, Summons
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import EXAMINED
from regulations.models import LetterForm, LetterWording, Route

Record = LetterForm.Record


@dataclasses.dataclass(frozen=True)
class Source:
    """What the record fixes: the date of the letter and its number, as far as it has them; of a decree the decision."""

    on: dt.date | None = None
    number: str = ""
    decision: Decision | None = None

    @property
    def signatory(self) -> dict[str, str]:
        """Who signs a decree: the official who decided, by name, number and the post of that day, never typed."""
        if self.decision is None:
            return {}
        person, named = self.decision.official_person, self.decision.official_name
        if person is None:  # a decision taken over from paper knows the words only
            name, _comma, post = named.rpartition(", ")
            words = (post, name, "")
        else:
            words = (named.removeprefix(f"{person.name}, "), person.name, person.number)
        return {field: word for field, word in zip(SIGNATORY, words, strict=True) if word}


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A form in the words of the day that the letter bears, with the record it is drawn from."""

    used: Wording
    source: Source
    on: dt.date


def prepare(respondent: Respondent, code: str, on: dt.date) -> Prepared:
    """What a letter to this person begins with; ``on`` counts where the record has no date of its own.

    Raises RuleViolation for a form not in force, or of a later stage.
    """
    government = respondent.case.government
    source = require_source(wording_of(government, code, on).form.form, respondent)
    day = source.on or on
    return Prepared(wording_of(government, code, day), source, day)


def source_of(form: LetterForm, respondent: Respondent) -> Source | None:
    """The record that a form is drawn from; None while there is none."""
    if form.record == Record.DECISION:
        return _decision(form, respondent)
    return SOURCES[Record(form.record)](respondent)


def require_source(form: LetterForm, respondent: Respondent) -> Source:
    """The same. Raises RuleViolation for a letter of a later stage."""
    found = source_of(form, respondent)
    if found is None:
        raise RuleViolation(
            _("“%(form)s” dibuat dari catatan “%(record)s”, yang belum ada bagi %(who)s.")
            % {"form": form.name, "record": form.get_record_display(), "who": respondent}
        )
    return found


def drawable(forms: Iterable[LetterWording], respondents: Iterable[Respondent]) -> list[LetterWording]:
    """The forms that can be drawn now for at least one of these people."""
    people = list(respondents)
    return [each for each in forms if any(source_of(each.form, person) is not None for person in people)]


def _coaching(respondent: Respondent) -> Source | None:
    coached = respondent.route == Route.COACHING or respondent.facts.filter(kind=Fact.Kind.COACHING).exists()
    return Source() if coached else None


def _route(respondent: Respondent) -> Source | None:
    return Source() if respondent.route in EXAMINED else None


def _interim(respondent: Respondent) -> Source | None:
    return Source() if respondent.interim_measures.exists() else None


def _team(kind: Panel.Kind) -> Callable[[Respondent], Source | None]:
    def found(respondent: Respondent) -> Source | None:
        panel = Panel.objects.filter(respondent=respondent, kind=kind).order_by("pk").last()
        return Source(panel.decree_on or panel.formed_on, panel.decree_number) if panel else None

    return found


def _summons(respondent: Respondent) -> Source | None:
    letter = Summons.objects.of_this_round(respondent).filter(state=Summons.State.STANDING).last()
    return Source(letter.letter_on, letter.letter_number) if letter else None


def _absence(respondent: Respondent) -> Source | None:
    missed = Summons.objects.of_this_round(respondent).filter(missed_on__isnull=False).last()
    return Source(missed.missed_on) if missed else None


def _hearing(respondent: Respondent) -> Source | None:
    return Source() if Hearing.objects.of_this_round(respondent).exists() else None


def _findings(respondent: Respondent) -> Source | None:
    report = respondent.findings_reports.last()
    return Source(report.submitted_on, report.number) if report else None


def _referral(respondent: Respondent) -> Source | None:
    return Source() if respondent.findings_reports.exists() else None


def _decision(form: LetterForm, respondent: Respondent) -> Source | None:
    """A decree imposes the sanctions of its form and no others."""
    decision = standing_decision(respondent)
    if decision is None:
        return None
    imposed = decision.sanctions.filter(sanction_type__code__in=form.sanctions).exists()
    return Source(decision.decided_on, decision.number, decision) if imposed else None


def _service(respondent: Respondent) -> Source | None:
    decision = standing_decision(respondent)
    return Source() if decision and decision.number else None


def _receipt(respondent: Respondent) -> Source | None:
    decision = standing_decision(respondent)
    return Source() if decision and hasattr(decision, "delivery") else None


def standing_decision(respondent: Respondent) -> Decision | None:
    return respondent.decisions.standing().select_related("delivery", "official_person").first()


SOURCES: dict[Record, Callable[[Respondent], Source | None]] = {
    Record.NONE: lambda _respondent: Source(),
    Record.COACHING: _coaching,
    Record.ROUTE: _route,
    Record.INTERIM: _interim,
    Record.PANEL: _team(Panel.Kind.EXAMINATION),
    Record.COUNCIL: _team(Panel.Kind.ETHICS),
    Record.SUMMONS: _summons,
    Record.ABSENCE: _absence,
    Record.HEARING: _hearing,
    Record.FINDINGS: _findings,
    Record.REFERRAL: _referral,
    Record.SERVICE: _service,
    Record.RECEIPT: _receipt,
}
