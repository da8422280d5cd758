"""The way in for an act on a case: lock, scope, recusal, audit entry."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Act, AuditEntry, Case, Role, User
from cases.procedure import workflow
from cases.procedure.table import EVERYBODY
from cases.procedure.workflow import RuleViolation


def _begin(
    case: Case,
    act: Act,
    *,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    note: str = "",
    roles: tuple[Role, ...] = EVERYBODY,
) -> Case:
    """Lock the case, check role, conflict of interest and day, and write the audit line."""
    locked = workflow.lock_for(actor, case, roles)
    if on > locked.agency.local_date(at):
        raise RuleViolation(_("Tanggal tidak boleh setelah hari ini."))
    AuditEntry.objects.create(case=locked, act=act, actor=actor, at=at, on=on, note=note)
    return locked
