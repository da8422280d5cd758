"""The agenda of letters (buku agenda): every number of a register in order, and why one has no paper."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import (
    Case,
    ClearanceLetter,
    Decision,
    Government,
    Hearing,
    Letter,
    NumberGap,
    NumberRegister,
    Summons,
    User,
)
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, require
from regulations.models import NumberPattern

OF_CASES = ("KS", "LM")  # registers of cases and reports, not of letters


@dataclasses.dataclass(frozen=True)
class Paper:
    """A numbered paper: what it is and its case; ``is_letter`` precedes the record that it was drawn from."""

    number: str
    on: dt.date
    name: str
    case: str = ""
    is_letter: bool = False


@dataclasses.dataclass(frozen=True)
class Line:
    """One number of the register: its paper, or why there is none; both empty: not explained yet."""

    running: int
    paper: Paper | None = None
    reason: str = ""

    @property
    def is_unexplained(self) -> bool:
        return self.paper is None and not self.reason


@dataclasses.dataclass(frozen=True)
class Agenda:
    """A register of a year, with the papers whose numbers were not drawn from it."""

    lines: list[Line]
    outside: list[Paper]

    @property
    def gaps(self) -> int:
        return sum(line.is_unexplained for line in self.lines)


def registers(government: Government) -> list[NumberRegister]:
    """The registers of letters, the newest year first."""
    rows = NumberRegister.objects.filter(government=government).exclude(code__in=OF_CASES)
    return list(rows.order_by("-year", "code"))


def agenda(register: NumberRegister, reader: User) -> Agenda:
    """Every number of a register. A paper of a case that the reader may not read is listed without its case."""
    government, code = register.government, register.code
    patterns = list(NumberPattern.objects.of_region(government.region, government.name))
    shown = set(Case.objects.visible_to(reader).values_list("number", flat=True))
    found: dict[int, Paper] = {}
    outside: dict[str, Paper] = {}
    for paper in _papers(government, register.year):
        paper = paper if paper.case in shown else dataclasses.replace(paper, case="")
        running = next((n for each in patterns if (n := each.running_in(paper.number, code))), None)
        if running is not None and running <= register.last:
            known = found.get(running)
            found[running] = paper if known is None or paper.is_letter else known
        elif running is None and not _is_of_another(paper, patterns, register):
            outside.setdefault(paper.number, paper)
    reasons = dict(_gaps(register).values_list("running", "reason"))
    lines = [Line(n, found.get(n), reasons.get(n, "")) for n in range(1, register.last + 1)]
    return Agenda(lines, sorted(outside.values(), key=lambda paper: (paper.on, paper.number)))


def _is_of_another(paper: Paper, patterns: list[NumberPattern], register: NumberRegister) -> bool:
    codes = [row.code for row in registers(register.government) if row.code != register.code]
    return any(each.running_in(paper.number, code) for each in patterns for code in codes)


def _gaps(register: NumberRegister) -> QuerySet[NumberGap]:
    return NumberGap.objects.filter(government=register.government, code=register.code, year=register.year)


def _papers(government: Government, year: int) -> Iterator[Paper]:
    """All papers of a year that bear a number: letters, and records of paper without a letter here."""
    letters = Letter.objects.filter(government=government, dated_on__year=year).order_by("edition")
    for row in letters.values_list("number", "dated_on", "form__form__name", "case__number"):
        yield Paper(*row, is_letter=True)
    inside = {"respondent__case__government": government}
    summonses = Summons.objects.filter(letter_on__year=year, **inside).exclude(letter_number="")
    for number, on, case in summonses.values_list("letter_number", "letter_on", "respondent__case__number"):
        yield Paper(number, on, _("Surat panggilan"), case)
    decisions = Decision.objects.filter(decided_on__year=year, **inside).exclude(number="")
    for number, on, case in decisions.values_list("number", "decided_on", "respondent__case__number"):
        yield Paper(number, on, _("Keputusan"), case)
    hearings = Hearing.objects.filter(held_at__year=year, **inside).exclude(minutes_number="")
    for number, at, case in hearings.values_list("minutes_number", "held_at", "respondent__case__number"):
        yield Paper(number, government.local_date(at), _("Berita acara pemeriksaan"), case)
    cleared = ClearanceLetter.objects.filter(government=government, issued_on__year=year)
    for number, on in cleared.values_list("number", "issued_on"):
        yield Paper(number, on, _("Surat keterangan"))


@transaction.atomic
def explain_gap(*, register: NumberRegister, running: int, reason: str, actor: User, at: dt.datetime) -> NumberGap:
    """Say why a number has no paper. Raises NotAllowed, and RuleViolation where it has one or is explained."""
    require(actor, Right.READ_AGENDA)
    locked = NumberRegister.objects.select_for_update(no_key=True).select_related("government").get(pk=register.pk)
    line = next((each for each in agenda(locked, actor).lines if each.running == running), None)
    if line is None or not line.is_unexplained or not reason.strip():
        raise RuleViolation(_("Pilih nomor yang kosong dan belum dijelaskan, dan tulis sebabnya."))
    return NumberGap.objects.create(
        government=locked.government, code=locked.code, year=locked.year, running=running, reason=reason.strip(),
        noted_by=actor, noted_at=at,
    )  # fmt: skip
