"""Withdrawal of a report by its author shortly after saving, before anybody has acted on it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Case, ClosingReason, Status, User
from cases.procedure import audit, workflow
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import may_take

WINDOW = dt.timedelta(minutes=10)


def until(case: Case, user: User, now: dt.datetime) -> dt.datetime | None:
    """Until when this account may withdraw the report; None if it may not (not its author, too late, or acted on)."""
    end = case.opened_at + WINDOW
    if now >= end or not may_take(user, Act.WITHDRAW_REPORT) or case.closed_on:
        return None
    acts = set(case.history.values_list("act", "actor"))
    return end if acts == {(Act.REPORT.value, user.pk)} else None


@transaction.atomic
def withdraw_report(*, case: Case, actor: User, at: dt.datetime) -> Case:
    """Close every path of a case that was opened by mistake; number, text and files stay. Internal rule.

    Only the author, within ten minutes, while nobody has acted. Raises RuleViolation.
    """
    locked = lock_for_act(case, Act.WITHDRAW_REPORT, actor=actor, at=at)
    if until(locked, actor, at) is None:
        raise RuleViolation(_("Laporan hanya dapat dibatalkan pencatatnya, dalam 10 menit, selama belum ada tindakan."))
    on = locked.agency.local_date(at)
    audit.record(locked, Act.WITHDRAW_REPORT, actor=actor, at=at, on=on)
    for path in locked.respondents.exclude(status=Status.CLOSED):
        workflow.advance(
            path, Act.CLOSE_EARLY, actor=actor, at=at, on=on, closing_reason=ClosingReason.WITHDRAWN,
            note=str(ClosingReason.WITHDRAWN.label),
        )  # fmt: skip
    return locked
