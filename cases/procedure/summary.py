"""The columns of a case and its paths for lists, queues and counters; rewritten after every act."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Min

from cases.models import Case, CaseTally, Deadline, Respondent, Status
from cases.procedure.offers import next_step_of
from cases.procedure.table import turn

LIST_COLUMNS = ("stage", "respondent_count", "closed_on", "statutory_due_on", "internal_due_on")


def refresh(case: Case) -> list[Respondent]:
    """Rewrite the list columns of a case and its paths, and update the counters. Returns the paths.

    The caller holds the lock on the case.
    """
    return refresh_all([case])[case.pk]


def refresh_all(cases: Sequence[Case]) -> dict[int, list[Respondent]]:
    """The same for several cases, with one statement for each table. Returns the paths of each."""
    held, paths = {case.pk: case for case in cases}, {case.pk: list[Respondent]() for case in cases}
    for path in Respondent.objects.filter(case__in=cases):
        path.case = held[path.case_id]
        paths[path.case_id].append(path)
    duties = Deadline.objects.duties().filter(respondent__case__in=cases)
    earliest: dict[int, list[tuple[bool, dt.date]]] = defaultdict(list)
    for pk, statutory, day in duties.values_list("respondent", "statutory").annotate(Min("due_on")).order_by():
        earliest[pk].append((statutory, day))
    _show_paths([path for case in cases for path in paths[case.pk]], earliest)
    _show_cases(cases, paths, earliest)
    return paths


def _show_paths(paths: Sequence[Respondent], earliest: Mapping[int, Sequence[tuple[bool, dt.date]]]) -> None:
    """Set who has to act on each path, and its next due date."""
    changed = []
    for path in paths:
        due_on = min((day for _statutory, day in earliest[path.pk]), default=None)
        shown = turn(next_step_of(path), path.case.level), due_on
        if shown != (path.turn, path.due_on):
            path.turn, path.due_on = shown
            changed.append(path)
    Respondent.objects.bulk_update(changed, ["turn", "due_on"])


def _show_cases(
    cases: Sequence[Case],
    paths: Mapping[int, Sequence[Respondent]],
    earliest: Mapping[int, Sequence[tuple[bool, dt.date]]],
) -> None:
    changed, counted = [], Counter[tuple[int, str]]()
    for case in cases:
        before, was = case.stage, _list_columns(case)
        summarise(case, paths[case.pk], [clock for path in paths[case.pk] for clock in earliest[path.pk]])
        if _list_columns(case) != was:
            changed.append(case)
        if case.stage != before:
            counted.update({(case.agency_id, before): -1, (case.agency_id, case.stage): 1})
    Case.objects.bulk_update(changed, LIST_COLUMNS)
    CaseTally.objects.add(counted)


def summarise(case: Case, paths: Sequence[Respondent], clocks_due: Sequence[tuple[bool, dt.date]]) -> None:
    """Set the list columns of a case; ``clocks_due``: pairs of whether a clock is statutory, and its due date."""
    unfinished = [Status(path.status) for path in paths if path.status != Status.CLOSED]
    case.stage = min(unfinished, key=lambda status: status.rank, default=Status.CLOSED if paths else Status.REPORTED)
    case.respondent_count = len(paths)
    case.closed_on = max(path.status_on for path in paths) if paths and not unfinished else None
    case.statutory_due_on = min((day for statutory, day in clocks_due if statutory), default=None)
    case.internal_due_on = min((day for statutory, day in clocks_due if not statutory), default=None)


def _list_columns(case: Case) -> list[object]:
    return [getattr(case, column) for column in LIST_COLUMNS]
