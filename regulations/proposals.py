"""Days off that a calendar library proposes for a year. Only the rows of the yearly decree count."""

import datetime as dt
from dataclasses import dataclass

import holidays

from regulations.models import Holiday

JOINT_LEAVE = "Cuti Bersama"


@dataclass(frozen=True)
class Proposal:
    """One proposed day off, and the row of that day in the catalogue: none, the same, or of another kind."""

    date: dt.date
    name: str
    kind: str
    row: Holiday | None

    @property
    def agrees(self) -> bool:
        return self.row is not None and self.row.kind == self.kind


def proposals(year: int) -> list[Proposal]:
    """The library's days of a year, each with the row of that day."""
    expected = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    rows = {row.date: row for row in Holiday.objects.standing().filter(region="", date__year=year)}
    return [
        Proposal(day, name, _kind(name), rows.get(day)) for day, name in sorted(expected.items()) if day.year == year
    ]


def unexpected(year: int) -> list[Holiday]:
    """Standing national rows of a year that the library does not propose."""
    known = [proposal.date for proposal in proposals(year)]
    return list(Holiday.objects.standing().filter(region="", date__year=year).exclude(date__in=known))


def _kind(name: str) -> str:
    return Holiday.Kind.JOINT_LEAVE if name.startswith(JOINT_LEAVE) else Holiday.Kind.NATIONAL
