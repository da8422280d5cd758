"""The only module that writes the audit trail."""

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
    """Write one entry: act, actor, time of recording (``at``) and day of legal effect (``on``).

    ``actor`` None is the system; ``moved``: the stages before and after an act on a path.
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
    """Write many entries at once, for an import."""
    AuditEntry.objects.bulk_create(lines)
