"""Plans the generated cases before anything is written: time, place, person, subject, and last stage."""

import dataclasses
from random import Random
from typing import TypeVar

from cases.demo.generated_steps import Step, all_steps, cut
from cases.demo.generated_themes import (
    CATEGORIES,
    OUTCOMES,
    PEOPLE,
    PLATFORMS,
    THEMES,
    Outcome,
    Theme,
    Verdict,
    verdict,
)
from cases.demo.workdays import Workdays
from cases.models import Agency, Government, Status
from regulations.models import StaffCategory

CASES = 300
Drawn = TypeVar("Drawn")
# Open paths by stage, with the working days that their clocks have run: in time, due today, late, very late.
STUCK: dict[Status, tuple[int, ...]] = {
    Status.REPORTED: (1, 2, 3, 6),
    Status.CLARIFICATION: (1, 2, 3, 3, 4, 5, 7, 16),
    Status.CLARIFIED: (1, 2, 3, 4, 8),
    Status.ROUTED: (1, 2, 3, 5, 14),
    Status.COACHING: (1, 3, 5, 6),
    Status.SUMMONED: (1, 2, 3, 4, 7, 8),
    Status.ABSENT: (1, 3, 7, 9),
    Status.HEARD: (1, 2, 4, 5, 7, 12),
    Status.FINDINGS: (2, 5, 8, 10, 11, 18),
    Status.DECIDED: (2, 6, 9, 14, 15),
    Status.DELIVERED: (2, 6, 10, 13),
    Status.CONTESTED: (3, 10, 21, 22),
    Status.IN_FORCE: (1, 3),
}
REPEATERS = 6
AGENCY_KINDS = {
    StaffCategory.BUMD: (Agency.Kind.COMPANY,),
    StaffCategory.OUTSOURCED: (Agency.Kind.HOSPITAL, Agency.Kind.DISTRICT, Agency.Kind.DEPARTMENT),
}
USUAL_KINDS = (Agency.Kind.SCHOOL, Agency.Kind.DEPARTMENT, Agency.Kind.HOSPITAL, Agency.Kind.WARD, Agency.Kind.DISTRICT)
LESS_USUAL = frozenset({"perangkat-daerah-2021"})


@dataclasses.dataclass
class PathPlan:
    agency: Agency
    category: str
    outcome: Outcome
    verdict: Verdict
    steps: list[Step]
    repeater: int | None = None


@dataclasses.dataclass
class CasePlan:
    opened: int  # index of the working day
    theme: Theme
    platform: str
    paths: list[PathPlan]
    is_stuck: bool = False


def weighted(random: Random, weights: dict[Drawn, int]) -> Drawn:
    return random.choices(list(weights), list(weights.values()))[0]


def draw(random: Random, city: Government, days: Workdays) -> list[CasePlan]:
    """All plans in the order of their opening, so that case numbers rise with time."""
    agencies = [agency for agency in city.agencies.all() if agency.code not in LESS_USUAL]
    stuck = [_stuck(random, agencies, days, status, age) for status, ages in STUCK.items() for age in ages]
    repeated = [_repeated(random, agencies, days, n, early) for n in range(REPEATERS) for early in (True, False)]
    ordinary = [_ordinary(random, agencies, days) for _ in range(CASES - len(stuck) - len(repeated))]
    return sorted(stuck + repeated + ordinary, key=lambda plan: plan.opened)


def _ordinary(random: Random, agencies: list[Agency], days: Workdays) -> CasePlan:
    """Opened on any day of the last fourteen months; it has come as far as possible by today."""
    size = weighted(random, PEOPLE)
    outcome = Outcome.COACHED if size > 5 else weighted(random, OUTCOMES)
    first = _path(random, agencies, outcome)
    others = [
        _path(random, [first.agency], random.choice((outcome, outcome, Outcome.COACHED)), first.category)
        for _ in range(size - 1)
    ]
    return _case(random, random.randint(15, days.today - 1), [first, *others])


def _stuck(random: Random, agencies: list[Agency], days: Workdays, status: Status, age: int) -> CasePlan:
    """A path that has been in one stage for so many working days."""
    outcome = Outcome.COACHED if status == Status.COACHING else Outcome.WRITTEN
    statutory = status in {Status.SUMMONED, Status.ABSENT, Status.DELIVERED, Status.CONTESTED, Status.DECIDED}
    category = random.choice((StaffCategory.PNS, StaffCategory.PPPK)) if statutory else None
    while True:
        path = _path(random, agencies, outcome, category)
        try:
            path.steps = cut(path.steps, status)
        except LookupError:
            continue  # this path never has the stage: choose another one
        return _case(random, days.today - age - sum(step.after for step in path.steps), [path], is_stuck=True)


def _repeated(random: Random, agencies: list[Agency], days: Workdays, number: int, early: bool) -> CasePlan:
    """A person sanctioned a year ago and again recently."""
    path = _path(random, agencies, Outcome.WRITTEN, StaffCategory.PNS)
    path.repeater = number
    opened = random.randint(20, 70) if early else random.randint(days.today - 110, days.today - 50)
    return _case(random, opened, [path])


def _path(random: Random, agencies: list[Agency], outcome: Outcome, category: str | None = None) -> PathPlan:
    category = category or weighted(random, CATEGORIES)
    kinds = AGENCY_KINDS.get(StaffCategory(category), USUAL_KINDS)
    fitting = [agency for agency in agencies if agency.kind in kinds]
    kind = verdict(category, outcome)
    return PathPlan(random.choice(fitting), category, outcome, kind, all_steps(random, outcome, kind))


def _case(random: Random, opened: int, paths: list[PathPlan], is_stuck: bool = False) -> CasePlan:
    return CasePlan(opened, weighted(random, THEMES), weighted(random, PLATFORMS), paths, is_stuck)
