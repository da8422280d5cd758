"""What lists, queues and counters show of a case and its paths: rewritten after every act."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Min

from cases.models import Case, CaseTally, Deadline, Respondent, Status
from cases.procedure.offers import next_step_of
from cases.procedure.table import turn

LIST_COLUMNS = ("stage", "respondent_count", "closed_on", "statutory_due_on", "internal_due_on")


def refresh(case: Case) -> list[Respondent]:
    """Rewrite what lists and queues show of a case and its paths, and count it. Returns the paths as they now stand.

    The caller holds the lock on the case.
    """
    paths = list(case.respondents.all())
    duties = Deadline.objects.duties().filter(respondent__case=case)
    earliest = list(duties.values_list("respondent", "statutory").annotate(Min("due_on")).order_by())
    for path in paths:
        due_on = min((day for pk, _statutory, day in earliest if pk == path.pk), default=None)
        shown = turn(next_step_of(path), case.level), due_on
        if shown != (path.turn, path.due_on):
            path.turn, path.due_on = shown
            path.save(update_fields=["turn", "due_on"])
    before, was = case.stage, _list_columns(case)
    summarise(case, paths, [(statutory, day) for _pk, statutory, day in earliest])
    if _list_columns(case) != was:
        case.save(update_fields=LIST_COLUMNS)
    if case.stage != before:
        CaseTally.objects.add({(case.agency_id, before): -1, (case.agency_id, case.stage): 1})
    return paths


def summarise(case: Case, paths: Sequence[Respondent], clocks_due: Sequence[tuple[bool, dt.date]]) -> None:
    """Set what lists show of a case; ``clocks_due``: whether a clock is statutory, and its day."""
    unfinished = [Status(path.status) for path in paths if path.status != Status.CLOSED]
    case.stage = min(unfinished, key=lambda status: status.rank, default=Status.CLOSED if paths else Status.REPORTED)
    case.respondent_count = len(paths)
    case.closed_on = max(path.status_on for path in paths) if paths and not unfinished else None
    case.statutory_due_on = min((day for statutory, day in clocks_due if statutory), default=None)
    case.internal_due_on = min((day for statutory, day in clocks_due if not statutory), default=None)


def _list_columns(case: Case) -> list[object]:
    return [getattr(case, column) for column in LIST_COLUMNS]
