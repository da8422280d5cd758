"""What the procedure asks of one path, in its order: what is done, what is next, what is still to come."""

import dataclasses

from cases.models import Act, Respondent, Status
from cases.procedure.offers import offered
from cases.procedure.table import TRANSITIONS
from regulations.models import Route

# What has to stand before an act, although no stage of its own shows it.
BEFORE: dict[Act, tuple[Act, ...]] = {
    Act.CHOOSE_ROUTE: (Act.IDENTIFY, Act.CONFIRM_IDENTITY),
    Act.HOLD_HEARING: (Act.RECORD_RECEIPT,),
    Act.REPORT_FINDINGS: (Act.ALLEGE,),
}


@dataclasses.dataclass(frozen=True)
class Item:
    """One step. ``can_begin``: the reader may take the act now."""

    act: Act
    is_done: bool
    can_begin: bool


def checklist(path: Respondent, done: set[str], *, has_allegation: bool, role: str) -> list[Item]:
    """The steps of a path by its route, or of the longest route before one is chosen.

    ``done``: the acts of its present round.
    """
    stands = {
        Act.IDENTIFY: path.is_identified,
        Act.CONFIRM_IDENTITY: path.is_confirmed,
        Act.ALLEGE: has_allegation,
    }
    possible = set(offered(path, role))
    return [
        Item(act, is_done := bool(stands.get(act, act.value in done)), not is_done and act in possible)
        for act in _steps(path)
    ]


def _steps(path: Respondent) -> list[Act]:
    """The primary acts of a route in the order of the table, each after what has to stand before it."""
    route = path.route or Route.DISCIPLINE
    acts: dict[Act, None] = {}
    for row in TRANSITIONS:
        is_step = (row.primary or row.act is Act.CHOOSE_ROUTE) and row.target is not None and route in row.routes
        is_other_route = row.sources == {Status.COACHING} and route != Route.COACHING
        if is_step and not is_other_route and row.act is not Act.UPHOLD:  # a remedy is the person's choice
            before = [act for act in BEFORE.get(row.act, ()) if act is not Act.RECORD_RECEIPT or Act.SUMMON in acts]
            acts |= dict.fromkeys((*before, row.act))
    return list(acts)
