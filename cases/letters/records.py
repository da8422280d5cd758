"""The record that a letter is made from: whether it exists, and the values that it fixes.

``LetterForm.record`` states the record of a form as data. Values of a record are not typed: the date, the number and
the signatory.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.day_words import spelled, without_day
from cases.letters.decree_facts import papers_of, remedy_clause, remedy_facts, signatory_of
from cases.letters.examiner_facts import (
    calling_official,
    examining_superior,
    forming_official,
    standing_of,
    summoned_before,
    summoning_official,
    waiting_examiners,
)
from cases.letters.facts import proven_facts
from cases.letters.witness_facts import PERSON, asks_a_person, naming, people_who_spoke
from cases.letters.wordings import Wording, wording_of
from cases.models import Decision, Employee, Fact, Hearing, Letter, Panel, Respondent, Summons, Witness
from cases.procedure.refusals import RuleViolation
from cases.procedure.remedy_kinds import FILING_STEP, remedy_of
from cases.procedure.table import CLEARED, EXAMINED
from lib.documents.wording import UNFILLED
from regulations.models import LetterForm, LetterWording, Official, Route

Record = LetterForm.Record
OF_THE_REGION = (Official.PPK, Official.CAPITAL_OWNER)  # above all agencies
BLANK = [{"title": "Pemeriksa,", "name": UNFILLED}]
CONSEQUENCES: dict[str, str] = {
    Summons.Consequence.SECOND: "Yang bersangkutan akan dipanggil untuk kedua kalinya sesuai Pasal 26 ayat (3) "
    "Peraturan Pemerintah Nomor 94 Tahun 2021.",
    Summons.Consequence.EVIDENCE: "Sesuai Pasal 26 ayat (4) Peraturan Pemerintah Nomor 94 Tahun 2021, pejabat yang "
    "berwenang menjatuhkan hukuman disiplin berdasarkan alat bukti dan keterangan yang ada tanpa dilakukan "
    "pemeriksaan.",
    Summons.Consequence.REPEAT: "Karena ada alasan yang sah, yang bersangkutan akan dipanggil kembali.",
}


@dataclasses.dataclass(frozen=True)
class Source:
    """The values that a record fixes: date and number of the letter, if it has them, and fields that nobody types.

    For a decree also the decision. ``signs``: the official who signs, whose office writes the letter; none where the
    office that prepares it does. ``above``: the post of one above all agencies, such as the mayor.
    """

    on: dt.date | None = None
    number: str = ""
    decision: Decision | None = None
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    signs: Employee | None = None
    above: str = ""

    @property
    def names_who_signs(self) -> bool:
        """Whether the record names the official; then nobody else is proposed."""
        return "penanda_jabatan" in self.facts


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A form with the wording of the day of the letter, and the record that it is made from."""

    used: Wording
    source: Source
    on: dt.date


def prepare(respondent: Respondent, code: str, on: dt.date, named: str = "") -> Prepared:
    """Prepare a letter to this person; ``on`` is its date unless the record has one. ``named``: whose statement it is.

    Raises RuleViolation for a form not in force, or of a later stage.
    """
    government = respondent.case.government
    source = require_source(wording_of(government, code, on).form.form, respondent, named)
    day = source.on or on
    return Prepared(wording_of(government, code, day), source, day)


def source_of(form: LetterForm, respondent: Respondent, named: str = "") -> Source | None:
    """The record that a form is made from, in Indonesian for every account; None if it does not exist yet."""
    with translation.override("id"):
        return _source_of(form, respondent, named)


def _source_of(form: LetterForm, respondent: Respondent, named: str) -> Source | None:
    if form.record == Record.STATEMENT:
        return _statement(respondent, named)
    if form.record == Record.ROUTE and asks_a_person(form):
        return _invitation(respondent, named)
    if form.record == Record.DECISION:
        return _decision(form, respondent)
    if form.record == Record.RECEIPT:
        return _receipt(form, respondent)
    return SOURCES[Record(form.record)](respondent)


def require_source(form: LetterForm, respondent: Respondent, named: str = "") -> Source:
    """Like ``source_of``, but raises RuleViolation for a letter of a later stage."""
    found = source_of(form, respondent, named)
    if found is None:
        raise RuleViolation(
            _("“%(form)s” dibuat dari catatan “%(record)s”, yang belum ada bagi %(who)s.")
            % {"form": form.name, "record": form.get_record_display(), "who": respondent}
        )
    return found


def drawable(forms: Iterable[LetterWording], respondents: Iterable[Respondent]) -> list[LetterWording]:
    """The forms whose record exists for at least one of these people."""
    people = list(respondents)
    return [form for form in forms if any(source_of(form.form, person) is not None for person in people)]


def _coaching(respondent: Respondent) -> Source | None:
    """The latest coaching: its day, who gave it, what was said."""
    given = respondent.facts.filter(kind=Fact.Kind.COACHING).order_by("on", "pk").last()
    if given is None:
        return Source() if respondent.route == Route.COACHING else None
    facts = {"hari_tanggal": spelled(given.on), "pembina": given.by, "uraian": given.text}
    return Source(facts={name: words for name, words in facts.items() if words})


def _route(respondent: Respondent) -> Source | None:
    return Source() if respondent.route in EXAMINED else None


def _interim(respondent: Respondent) -> Source | None:
    """The release from duty that runs, else the latest one: its day, its number, and who ordered it."""
    measure = respondent.interim_measures.order_by("starts_on", "pk").last()
    if measure is None:
        return None
    facts = {"penanda_nama": measure.ordered_by, "mulai_berlaku": without_day(measure.starts_on)}
    if measure.acting:
        facts |= {"pelaksana_harian": measure.acting}
    if measure.superior is not None:
        facts |= standing_of(measure.superior, measure.starts_on)
    if measure.superior_post:
        facts |= {"penanda_jabatan": measure.superior_post}
    above = "" if measure.superior is None or measure.superior.post_on(measure.starts_on) else measure.superior_post
    return Source(measure.starts_on, measure.number, facts=facts, signs=measure.superior, above=above)


def _team(kind: Panel.Kind) -> Callable[[Respondent], Source | None]:
    def found(respondent: Respondent) -> Source | None:
        panel = Panel.objects.standing().filter(respondent=respondent, kind=kind).first()
        if panel is None:
            return None
        day, former = panel.decree_on or panel.formed_on, panel.former
        above = "" if former is None or former.post_on(day) else panel.former_post
        return Source(day, panel.decree_number, facts=forming_official(panel, day), signs=former, above=above)

    return found


def _summons(respondent: Respondent) -> Source | None:
    letter = Summons.objects.of_this_round(respondent).filter(state=Summons.State.STANDING).last()
    if letter is None:
        return None
    return Source(letter.letter_on, letter.letter_number, facts=summoning_official(letter), signs=letter.examiner)


def _absence(respondent: Respondent) -> Source | None:
    missed = Summons.objects.of_this_round(respondent).filter(missed_on__isnull=False).last()
    if missed is None:
        return None
    facts: dict[str, Any] = {"hari_tanggal": spelled(missed.missed_on), "tempat": missed.place}
    facts |= {"menghadap": summoned_before(missed), "akibat_ketidakhadiran": CONSEQUENCES.get(missed.consequence, "")}
    facts["tanda_tangan_pemeriksa"] = [{"kind": "signatures", "rows": waiting_examiners(missed) or BLANK}]
    return Source(missed.missed_on, facts=facts)


def _statement(respondent: Respondent, named: str = "") -> Source | None:
    """The latest statement, or that of the person named, whose minutes wait for their letter; else any recorded one,
    chosen by whoever writes."""
    witness = _waiting(Witness.objects.heard().filter(respondent=respondent), "minutes_number", "heard_on", named)
    if witness is None:
        return _declared(respondent)
    return Source(witness.heard_on, witness.minutes_number, facts={PERSON: naming(witness)})


def _invitation(respondent: Respondent, named: str = "") -> Source | None:
    """The latest call of a witness, or of the person named, that waits for its letter; else anybody, whom the writer
    names. The head of the team signs it, or the superior before whom the examinee is summoned (Pasal 30 PP 94/2021)."""
    witness = _waiting(Witness.objects.unheard().filter(respondent=respondent), "letter_number", "called_on", named)
    if witness is None or witness.called_on is None:
        return _route(respondent)
    facts = {PERSON: naming(witness)} | calling_official(respondent, witness.called_on)
    signs = examining_superior(respondent, witness.called_on)
    return Source(witness.called_on, witness.letter_number, facts=facts, signs=signs)


def _waiting(witnesses: QuerySet[Witness], number: str, day: str, named: str) -> Witness | None:
    """The latest of them, or the person named, with a number that no letter bears yet."""
    letters = Letter.objects.filter(
        government=OuterRef("respondent__case__government"), number=OuterRef(number), dated_on=OuterRef(day)
    )
    waiting = [*witnesses.exclude(**{number: ""}).exclude(Exists(letters)).select_related("employee")]
    return next((each for each in reversed(waiting) if not named or naming(each) == named), None)


def _declared(respondent: Respondent) -> Source | None:
    """Whose statement it is: locked where only one person spoke, else chosen by whoever writes."""
    spoke = people_who_spoke(respondent)
    if not spoke:
        return None
    return Source(facts={PERSON: spoke[0]} if len(spoke) == 1 else {})


def _hearing(respondent: Respondent) -> Source | None:
    return Source() if Hearing.objects.of_this_round(respondent).exists() else None


def _findings(respondent: Respondent) -> Source | None:
    """Who examined reports: the head of the team, or the superior."""
    report = respondent.findings_reports.last()
    if report is None:
        return None
    examined = calling_official(respondent, report.submitted_on)
    signs = examining_superior(respondent, report.submitted_on)
    return Source(report.submitted_on, report.number, facts=examined, signs=signs)


def _referral(respondent: Respondent) -> Source | None:
    """Who examined hands the case on, with what the findings rest on (Pasal 33 PP 94/2021)."""
    found = _findings(respondent)
    if found is None:
        return None
    return Source(facts={**found.facts, "lampiran_perkara": papers_of(respondent)}, signs=found.signs)


def _decision(form: LetterForm, respondent: Respondent) -> Source | None:
    """The standing decision if it imposes the sanctions of the form."""
    decision = respondent.standing_decision_or_none
    if decision is None:
        return None
    imposed = decision.sanctions.filter(sanction_type__code__in=form.sanctions).exists()
    if not imposed:
        return None
    signed = signatory_of(decision)
    above = signed["penanda_jabatan"] if decision.official in OF_THE_REGION else ""
    facts = proven_facts(respondent) | signed | {"upaya": remedy_clause(decision, decision.decided_on)}
    return Source(decision.decided_on, decision.number, decision, facts, decision.official_person, above)


def _service(respondent: Respondent) -> Source | None:
    decision = respondent.standing_decision_or_none
    return Source() if decision and decision.number else None


def _receipt(form: LetterForm, respondent: Respondent) -> Source | None:
    """The remedy that the law gives against the decision that was received, with its addressee; no other."""
    decision = respondent.standing_decision_or_none
    if decision is None or not decision.is_delivered:
        return None
    kind = remedy_of(decision)
    return Source(facts=remedy_facts(decision)) if kind and FILING_STEP[kind] == form.code else None


def _cleared(respondent: Respondent) -> Source | None:
    return Source() if respondent.closing_reason in CLEARED else None


SOURCES: dict[Record, Callable[[Respondent], Source | None]] = {
    Record.NONE: lambda _respondent: Source(),
    Record.COACHING: _coaching,
    Record.ROUTE: _route,
    Record.INTERIM: _interim,
    Record.PANEL: _team(Panel.Kind.EXAMINATION),
    Record.COUNCIL: _team(Panel.Kind.ETHICS),
    Record.SUMMONS: _summons,
    Record.ABSENCE: _absence,
    Record.DECLARED: _declared,
    Record.HEARING: _hearing,
    Record.FINDINGS: _findings,
    Record.REFERRAL: _referral,
    Record.SERVICE: _service,
    Record.CLEARED: _cleared,
}
