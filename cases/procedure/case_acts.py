"""The common start of every act on a case: lock, role, conflict of interest, day, audit entry."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Act, Case, Respondent, User
from cases.procedure import audit
from cases.procedure.admission import lock, refuse_barred
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.table import may_take


def begin_case_act(
    case: Case,
    act: Act,
    *,
    actor: User,
    at: dt.datetime,
    on: dt.date | None = None,
    note: str = "",
    respondent: Respondent | None = None,
) -> Case:
    """Lock the case, check the act against its row of the table, and write the audit entry. Returns the locked case.

    ``on`` None: the day of recording. Raises NotAllowed, or RuleViolation for a day in the future.
    """
    locked = lock_for_act(case, act, actor=actor, at=at, on=on)
    day = on or locked.agency.local_date(at)
    audit.record(locked, act, actor=actor, at=at, on=day, respondent=respondent, note=note)
    return locked


def lock_for_act(case: Case, act: Act, *, actor: User, at: dt.datetime, on: dt.date | None = None) -> Case:
    """The same without the audit entry, for an act that knows the text of its entry only at the end."""
    locked = lock(case)
    check_case_act(locked, act, actor)
    if on is not None and on > locked.agency.local_date(at):
        raise RuleViolation(_("Tanggal tidak boleh setelah hari ini."))
    return locked


def check_case_act(case: Case, act: Act, actor: User) -> None:
    """Raises NotAllowed for a role that the act's row does not name, or for a conflict of interest."""
    if not may_take(actor, act):
        raise NotAllowed(_("Peran Anda tidak berwenang melakukan “%(act)s”.") % {"act": act.label})
    refuse_barred(case, actor)
