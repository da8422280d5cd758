"""Paths that ended before this system existed."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from cases.models import Act, AuditEntry, Case, CaseTally, ClosingReason, Respondent, Status, User
from cases.procedure import audit
from cases.procedure.summary import refresh, summarise
from regulations.models import Route


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a path ended before this system existed, and the source."""

    respondent: Respondent
    on: dt.date
    route: Route | None
    closing_reason: ClosingReason
    note: str


def record_ended(ended: Sequence[Ended], *, actor: User, at: dt.datetime) -> None:
    """Write paths that ended before this system existed; they are closed from the start.

    No act is taken, so no clock starts and no reminder is sent. An unsaved case is written with its paths; for other
    cases the caller holds the lock.
    """
    cases = list({id(path.respondent.case): path.respondent.case for path in ended}.values())
    new = [case for case in cases if case.pk is None]
    known = [case for case in cases if case.pk is not None]
    paths: dict[int, list[Respondent]] = defaultdict(list)
    for path in ended:
        respondent = path.respondent
        respondent.status, respondent.status_on = Status.CLOSED, path.on
        respondent.closing_reason, respondent.route = path.closing_reason, path.route or ""
        paths[id(respondent.case)].append(respondent)
    for case in new:
        summarise(case, paths[id(case)], [])
    Case.objects.bulk_create(new)
    Respondent.objects.bulk_create(path.respondent for path in ended)
    audit.record_all(
        AuditEntry(
            case=path.respondent.case,
            respondent=path.respondent,
            act=Act.IMPORT_CASE,
            actor=actor,
            at=at,
            on=path.on,
            to_status=Status.CLOSED,
            note=path.note,
        )
        for path in ended
    )
    CaseTally.objects.add(Counter((case.agency_id, case.stage) for case in new))
    for case in known:
        refresh(case)
