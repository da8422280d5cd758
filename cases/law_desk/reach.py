"""The open cases that a change of law would affect. Running clocks and decisions are not affected."""

import dataclasses

from django.db.models import Q

from cases.models import Allegation, Case, Deadline, Respondent, Status, User
from cases.procedure.table import TRANSITIONS, UNDECIDED
from regulations.models import Interpretation, Power, Provision, SanctionType, TimeLimit
from regulations.models.catalogue import Sourced

MOST_CASES = 50


@dataclasses.dataclass(frozen=True)
class Reach:
    """`cases`: those that the reader may read, at most fifty; `total`: all in the government, or everywhere."""

    cases: list[Case]
    total: int
    running: int


def reach(row: Sourced, *, replaces: Sourced | None, user: User) -> Reach:
    """The open cases to which the new row may apply, and the clocks that keep the old one."""
    paths = Respondent.objects.exclude(status=Status.CLOSED).filter(_touched(row, replaces))
    clocks = Deadline.objects.unfinished()
    if user.government_id is not None:
        paths = paths.filter(case__government_id=user.government_id)
        clocks = clocks.filter(respondent__case__government_id=user.government_id)
    touched = paths.order_by().values("case").distinct()
    visible = Case.objects.visible_to(user).filter(pk__in=touched).order_by("-opened_at")
    running = clocks.filter(limit=replaces).count() if isinstance(replaces, TimeLimit) else 0
    return Reach(list(visible[:MOST_CASES]), touched.count(), running)


def _touched(row: Sourced, replaces: Sourced | None) -> Q:
    region = getattr(row, "region", "")
    here = Q(case__government__region=region) | Q(case__government__name=region) if region else Q()
    nobody = Q(pk__in=())
    match row:
        case TimeLimit():
            return _may_start(row)
        case SanctionType():
            return Q(status__in=UNDECIDED) & Q(route__in=("", row.route)) & _of(row.categories)
        case Power():
            return Q(status__in=UNDECIDED) & Q(route__in=("", *row.routes)) & _of(row.categories)
        case Provision():
            alleged = Allegation.objects.filter(provision=replaces) if isinstance(replaces, Provision) else None
            return Q(status__in=UNDECIDED, allegations__in=alleged) if alleged is not None else nobody
        case Interpretation():
            return here
    return nobody


def _of(categories: list[str]) -> Q:
    return Q(category__in=categories) if categories else Q()


def _may_start(limit: TimeLimit) -> Q:
    """Paths that have not passed the last open stage from which the clock of the step can start."""
    own = TimeLimit.objects.filter(step=limit.step).exclude(category="").values("category")
    mine = Q(category=limit.category) if limit.category else ~Q(category__in=own)
    starters = [step for step in TRANSITIONS if limit.step in step.starts]
    if not starters:  # escalation, objection and similar steps have no row in the table
        return mine
    sources = {source for step in starters for source in step.sources} - {Status.CLOSED}
    last = max((source.rank for source in sources), default=-1)
    routes = {route for step in starters for route in step.routes}
    return mine & Q(status__in=[status for status in Status if status.rank <= last]) & Q(route__in=("", *routes))
