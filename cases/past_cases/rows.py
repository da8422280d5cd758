"""One row of the sheet of past cases: parsed and checked against the law of its days, with the errors found."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from cases.models import ClosingReason, Remedy
from cases.past_cases.cell_reader import Note, Reader
from cases.past_cases.decision_cells import PastDecision, read_decision
from cases.past_cases.event_cells import EventDays, Seen, days_of_event, seen
from cases.past_cases.law_of_the_day import Law
from cases.past_cases.people_cells import People, Person
from lib.sheets.tables import letters

DECIDED = (ClosingReason.SANCTION_SERVED, ClosingReason.ANNULLED)


@dataclasses.dataclass(frozen=True)
class PastRow:
    """A row that may be imported: the event, the allegation and person, and the outcome."""

    days: EventDays
    seen: Seen
    reported_on: dt.date | None
    person: Person
    outcome: ClosingReason
    ended_on: dt.date
    source: str
    decision: PastDecision | None

    @cached_property
    def event(self) -> str:
        """The key of the event; rows with the same key are one case."""
        return self.seen.event(self.days.last, self.person.agency)

    @cached_property
    def key(self) -> str:
        """The key of the row: person and outcome. It stays the same if other cells of the row are corrected."""
        person = self.person
        # The cells of the row, not `Person.same`: the key must not change if the person joins the payroll later.
        who = person.nip or person.other_number or f"{letters(person.name)}@{person.agency}"
        number = letters(self.decision.number) if self.decision else ""
        what = number or f"{self.days.last}|{self.outcome}|{self.event}"
        return hashlib.sha256(f"{who}|{what}".encode()).hexdigest()


def read_row(
    cells: Mapping[str, str], *, people: People, law: Law, today: dt.date
) -> tuple[PastRow | None, list[Note]]:
    """The row to be imported, or None if an error prevents it, and all notes on it."""
    reader = Reader(cells, people.zone)
    days = days_of_event(reader, today)
    reported_on = reader.day_until("reported_on", today)
    what = seen(reader)
    person = people.find(reader, on=days.last if days else None)
    outcome, source = _outcome(reader), reader.text("source")
    if reader.is_stopped or days is None or person is None or outcome is None:
        return None, reader.notes
    decision = None
    if outcome in DECIDED:
        decision = read_decision(reader, law, person, days, today)
    elif reader.raw("sanction") or reader.raw("decree_number"):
        reader.stop("outcome", _("Hasil ini tidak disertai sanksi. Ubah hasilnya, atau kosongkan sanksi dan SK-nya."))
    if decision and decision.is_annulled and outcome != ClosingReason.ANNULLED:
        reader.stop("outcome", _("Putusannya dibatalkan; pilih hasil “Keputusan dibatalkan”."))
    ended_on = None if outcome in DECIDED else reader.day_until("ends_on", today)
    if reader.is_stopped:
        return None, reader.notes
    last = decision.last_day if decision else ended_on or reported_on or days.last
    return PastRow(days, what, reported_on, person, outcome, last, source, decision), reader.notes


def _outcome(reader: Reader) -> ClosingReason | None:
    if reader.raw("outcome"):
        said = reader.choice("outcome")
        return ClosingReason(said) if said else None
    if reader.raw("sanction"):
        is_annulled = reader.choice("ruling") == Remedy.Outcome.ANNULLED
        return ClosingReason.ANNULLED if is_annulled else ClosingReason.SANCTION_SERVED
    reader.stop("outcome", _("Kosong. Pilih hasil akhirnya, atau isi sanksinya."))
    return None
