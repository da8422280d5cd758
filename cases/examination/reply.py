"""The right of reply: the examinee reads the findings and answers before the decision.

Hak untuk didengar, Pasal 7 ayat (2) huruf f UU 30/2014; the number of days is an internal rule.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, FindingsReply, FindingsReport, Respondent, User
from cases.procedure import workflow
from cases.procedure.refusals import RuleViolation


@transaction.atomic
def invite_reply(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, version: int | None = None
) -> FindingsReply:
    """Hand the findings to the examinee and start the clock of the reply. ``on``: the day of handing over."""
    respondent = workflow.advance(respondent, Act.INVITE_REPLY, actor=actor, at=at, on=on, version=version)
    report = _newest(respondent)
    if on < report.submitted_on:
        raise RuleViolation(_("Tanggapan tidak dapat diminta sebelum hasil pemeriksaan disusun."))
    if FindingsReply.objects.filter(report=report).exists():
        raise RuleViolation(_("Tanggapan atas hasil ini sudah diminta."))
    return FindingsReply.objects.create(report=report, invited_on=on)


@transaction.atomic
def record_reply(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, text: str, version: int | None = None
) -> FindingsReply:
    """Record the examinee's answer, also without an invitation. ``on``: the day of the answer."""
    respondent = workflow.advance(respondent, Act.RECORD_REPLY, actor=actor, at=at, on=on, version=version)
    report = _newest(respondent)
    reply = FindingsReply.objects.filter(report=report).first() or FindingsReply(report=report, invited_on=on)
    if on < reply.invited_on:
        raise RuleViolation(_("Tanggapan tidak mungkin sebelum hasil disampaikan."))
    reply.replied_on, reply.text = on, text
    reply.save()
    return reply


def _newest(respondent: Respondent) -> FindingsReport:
    report = respondent.findings_reports.last()
    if report is None:
        raise LookupError(f"respondent {respondent.pk} has findings without a report")
    return report
