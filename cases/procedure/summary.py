"""The columns of a case and its paths for lists, queues and counters; rewritten after every act."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F

from cases.models import Case, CaseTally, Deadline, DutyTally, Respondent, Status
from cases.procedure.accounts import kept_out
from cases.procedure.offers import next_step_of
from cases.procedure.table import turn
from regulations.models import ClockStep

LIST_COLUMNS = ("stage", "respondent_count", "closed_on", "statutory_due_on", "internal_due_on", "duties")


@dataclasses.dataclass(frozen=True)
class Duty:
    """One running duty of a path; ``is_clarification``: it asks for a clarification."""

    statutory: bool
    due_on: dt.date
    is_clarification: bool

    def counted(self, path: Respondent) -> list[Any] | None:
        """Its place in ``DutyTally``: last day, kind and who has to act; None if it is not counted."""
        if self.statutory:
            return [self.due_on.isoformat(), True, path.turn]
        return [self.due_on.isoformat(), False, str(path.case.level)] if self.is_clarification else None


def refresh(case: Case) -> list[Respondent]:
    """Rewrite the list columns of a case and its paths, and update the counters. Returns the paths.

    The caller holds the lock on the case.
    """
    return refresh_all([case])[case.pk]


def refresh_all(cases: Sequence[Case]) -> dict[int, list[Respondent]]:
    """The same for several cases, with one statement for each table. Returns the paths of each."""
    held, paths = {case.pk: case for case in cases}, {case.pk: list[Respondent]() for case in cases}
    for path in Respondent.objects.filter(case__in=held).annotate(counted_duties=F("case__duties")):
        path.case = held[path.case_id]
        path.case.duties = vars(path)["counted_duties"]  # as stored: the caller may hold an older copy of the case
        paths[path.case_id].append(path)
    duties: dict[int, list[Duty]] = defaultdict(list)
    rows = Deadline.objects.duties().filter(respondent__case__in=held).order_by()
    for pk, statutory, day, step in rows.values_list("respondent", "statutory", "due_on", "limit__step"):
        duties[pk].append(Duty(statutory, day, step == ClockStep.CLARIFY))
    _show_paths([path for each in paths.values() for path in each], duties)
    _show_cases(held.values(), paths, duties)
    return paths


def _show_paths(paths: Sequence[Respondent], duties: Mapping[int, Sequence[Duty]]) -> None:
    """Set who has to act on each path, and its next due date."""
    changed, out = [], kept_out({path.case.pk: path.case for path in paths}.values()) if paths else {}
    for path in paths:
        due_on = min((duty.due_on for duty in duties[path.pk]), default=None)
        shown = turn(next_step_of(path), path.case.level, without=out.get(path.case_id, ())), due_on
        if shown != (path.turn, path.due_on):
            path.turn, path.due_on = shown
            changed.append(path)
    Respondent.objects.bulk_update(changed, ["turn", "due_on"])


def _show_cases(
    cases: Iterable[Case], paths: Mapping[int, Sequence[Respondent]], duties: Mapping[int, Sequence[Duty]]
) -> None:
    changed, stages, due = [], Counter[tuple[int, str]](), Counter[tuple[Any, ...]]()
    for case in cases:
        before, was = case.stage, _list_columns(case)
        mine = [(path, duty) for path in paths[case.pk] for duty in duties[path.pk]]
        due.subtract((case.agency_id, *each) for each in case.duties)
        summarise(case, paths[case.pk], [(duty.statutory, duty.due_on) for _path, duty in mine])
        case.duties = sorted(place for path, duty in mine if (place := duty.counted(path)))
        due.update((case.agency_id, *each) for each in case.duties)
        if _list_columns(case) != was:
            changed.append(case)
        if case.stage != before:
            stages.update({(case.agency_id, before): -1, (case.agency_id, case.stage): 1})
    Case.objects.bulk_update(changed, LIST_COLUMNS)
    CaseTally.objects.add(stages)
    DutyTally.objects.add(due)


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
