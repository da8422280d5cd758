"""Returning a report of findings to the examiners, with the reason, before it is decided."""

import datetime as dt

from django.db import transaction

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Act, FindingsReport, Notification, Respondent, User
from cases.procedure import workflow
from cases.procedure.accounts import accounts_of


@transaction.atomic
def return_findings(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reason: str, version: int | None = None
) -> FindingsReport:
    """Send the newest report back to whoever examines next; the clock for a new report starts on the day ``on``.

    The report stays as it was submitted (asas kecermatan, Pasal 10 UU 30/2014). ``reason``: what is missing, one line.
    Raises NotAllowed, RuleViolation.
    """
    respondent = workflow.advance(
        respondent, Act.RETURN_FINDINGS, actor=actor, at=at, on=on, version=version, note=reason[:200]
    )
    report = respondent.findings_reports.last()
    if report is None:
        raise LookupError(f"path {respondent.pk} has findings without a report")
    case = respondent.case
    subject, body = texts_of("findings_returned", number=case.number, reason=reason)
    notify(
        case=case,
        kind=Notification.Kind.TASK,
        cause=f"findings-returned:{report.pk}",
        recipients=accounts_of(case, respondent.turn),
        subject=subject,
        body=body,
        at=at,
    )
    return report
