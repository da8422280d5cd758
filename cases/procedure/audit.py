"""The one writer of the audit trail."""

import datetime as dt
from collections.abc import Iterable

from cases.models import Act, AuditEntry, Case, Respondent, Status, User


def record(
    case: Case,
    act: Act,
    *,
    actor: User | None,
    at: dt.datetime,
    on: dt.date,
    respondent: Respondent | None = None,
    moved: tuple[Status, Status] | None = None,
    note: str = "",
) -> None:
    """Write one line: who did what, when it was recorded (``at``) and the day it took legal effect (``on``).

    ``actor`` None is the system; ``moved``: the stage before and after, of an act on a path.
    """
    before, after = moved or ("", "")
    AuditEntry.objects.create(
        case=case,
        respondent=respondent,
        act=act,
        actor=actor,
        at=at,
        on=on,
        from_status=before,
        to_status=after,
        note=note,
    )


def record_all(lines: Iterable[AuditEntry]) -> None:
    """Write many lines at once, for an import."""
    AuditEntry.objects.bulk_create(lines)
