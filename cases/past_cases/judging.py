"""Checks rows of past cases of one government, for the report and again before the import."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Government, PastCaseImport, PastCaseRow, User
from cases.past_cases.cell_reader import Note, as_json
from cases.past_cases.law_of_the_day import Law
from cases.past_cases.people_cells import People
from cases.past_cases.rows import PastRow, read_row
from cases.past_cases.sheet import Line
from cases.people.units import units_of

THERE = gettext_lazy("Sudah tercatat pada %(case)s; tidak dimasukkan lagi.")
Verdict = PastCaseRow.Verdict
PASSED = (Verdict.ACCEPTED, Verdict.WARNED)


class Desk:
    """The data needed to check rows of one government: its units, the law of all days, and the existing cases."""

    def __init__(self, government: Government, actor: User, today: dt.date) -> None:
        self.government, self.actor, self.today = government, actor, today
        self.units, self.law = units_of(government), Law(government)

    def read(
        self, cells: Iterable[Mapping[str, str]], *, offers: bool = False
    ) -> list[tuple[PastRow | None, list[Note]]]:
        """The rows with their notes; their people are looked up together. ``offers``: similar names too."""
        cells = list(cells)
        people = People(self.government, self.actor, self.units, cells, offers=offers)
        return [read_row(cell, people=people, law=self.law, today=self.today) for cell in cells]

    def judged(self, past_import: PastCaseImport, lines: Sequence[Line]) -> Iterator[PastCaseRow]:
        """The lines as rows, each with its result."""
        read = self.read((line.cells for line in lines), offers=True)
        keys = [row.key for row, _notes in read if row]
        taken = self.taken(keys)
        passed = {row.key: row.place for row in past_import.entries.filter(key__in=keys, verdict__in=PASSED)}
        for line, (row, notes) in zip(lines, read, strict=True):
            entry = PastCaseRow(
                sheet_import=past_import,
                government=self.government,
                sheet=line.sheet,
                number=line.number,
                cells=line.cells,
                verdict=Verdict.WARNED if notes else Verdict.ACCEPTED,
            )
            if row is None:
                entry.verdict = Verdict.REFUSED
            else:
                _compare(entry, row, notes, taken, passed)
            entry.notes = as_json(notes)
            yield entry

    def taken(self, keys: Sequence[str]) -> dict[str, str]:
        """By key, the number of the case that an imported row with this key became, in any file."""
        rows = PastCaseRow.objects.filter(government=self.government, key__in=keys, case__isnull=False)
        return dict(rows.values_list("key", "case__number"))


def case_of(row: PastRow, taken: Mapping[str, str]) -> str:
    """The case that already contains this outcome for the person; empty for none."""
    return taken.get(row.key) or row.person.known_as(row.decision.number if row.decision else "")


def _compare(
    entry: PastCaseRow, row: PastRow, notes: list[Note], taken: Mapping[str, str], passed: dict[str, str]
) -> None:
    """Compare with existing cases. ``passed``: by key, the line numbers of earlier valid rows of the file; this one is
    added."""
    entry.key, entry.event = row.key, row.event
    entry.decided_on = row.decision.decided_on if row.decision else None
    if known := case_of(row, taken):
        entry.verdict = Verdict.KNOWN
        notes.append(Note("", "", THERE % {"case": known}, True))
    elif first := passed.get(row.key):
        entry.verdict = Verdict.REFUSED
        message = _("Baris kembar: sama orang dan putusannya dengan baris %(first)s. Hapus salah satunya.")
        notes.append(Note("", "", message % {"first": first}, True))
    else:
        passed[row.key] = entry.place
