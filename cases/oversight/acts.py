"""Acts on a whole case: orders of leadership, outside bodies, and public statements."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.deadlines import answer_clocks
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import (
    Act,
    Agency,
    Case,
    Instruction,
    Notification,
    OutsideReport,
    PublicStatement,
    Reporter,
    User,
)
from cases.procedure.accounts import Asked, accounts_for
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation
from regulations.models import ClockStep


@transaction.atomic
def instruct(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    to: Agency,
    text: str,
    given_by: str,
    due: dt.date | None = None,
) -> Instruction:
    """A leader orders an agency to act; several orders may be open at the same time.

    The result is due on the day ``due``, otherwise by the rule of the day; its clock sends reminders and escalates.
    """
    case = begin_case_act(case, Act.INSTRUCT, actor=actor, at=at, on=on, note=text[:200])
    instruction = Instruction.objects.create(case=case, to=to, text=text, given_by=given_by, given_on=on)
    clock = answer_clocks.start(step=ClockStep.FOLLOW_ORDER, on=on, of=instruction, due=due)
    asked = Asked(clock.asked_role, case.government_id, case, to)
    subject, body = texts_of("order", number=case.number, agency=to.short_name)
    notify(
        case=case,
        kind=Notification.Kind.INSTRUCTION,
        cause=f"instruction:{instruction.pk}",
        at=at,
        recipients=accounts_for([asked])[asked],
        subject=subject,
        body=body,
    )
    return instruction


@transaction.atomic
def answer_instruction(
    *, instruction: Instruction, actor: User, at: dt.datetime, on: dt.date, result: str
) -> Instruction:
    """Report that an order was carried out, with the result."""
    begin_case_act(instruction.case, Act.ANSWER_INSTRUCTION, actor=actor, at=at, on=on, note=result[:200])
    locked = Instruction.objects.select_for_update(no_key=True).get(pk=instruction.pk)
    if locked.done_on is not None:
        raise RuleViolation(_("Pelaksanaan perintah ini sudah dilaporkan."))
    if on < locked.given_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum perintah diberikan."))
    locked.done_on, locked.result = on, result
    locked.save(update_fields=["done_on", "result"])
    locked.clocks.meet(on)
    return locked


@transaction.atomic
def record_outside_report(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    report: OutsideReport,
    reporter: Reporter | None = None,
    answer_step: ClockStep | None = None,
    answer_by: dt.date | None = None,
) -> OutsideReport:
    """Record a report to or from an outside body, also one that complains about the handling itself.

    The complainant is stored separately. A letter that needs an answer starts a clock on the day of receipt: by the
    rule of ``answer_step``, or until the day that the letter names. Raises RuleViolation.
    """
    case = begin_case_act(
        case,
        Act.RECORD_OUTSIDE_REPORT,
        actor=actor,
        at=at,
        on=report.reported_on,
        note=f"{report.body}: {report.about}"[:200],
    )
    if report.answered_on and not report.reported_on <= report.answered_on <= case.agency.local_date(at):
        raise RuleViolation(_("Tanggal jawaban harus antara tanggal laporan dan hari ini."))
    report.case = case
    report.save(force_insert=True)
    if reporter is not None:
        reporter.outside_report = report
        reporter.save(force_insert=True)
    if answer_step:
        if report.direction != OutsideReport.Direction.IN or report.answered_on:
            raise RuleViolation(_("Hanya surat masuk yang belum dijawab mempunyai tenggat jawaban."))
        answer_clocks.start(step=answer_step, on=report.received_on or report.reported_on, of=report, due=answer_by)
    return report


@transaction.atomic
def answer_outside_report(
    *, report: OutsideReport, actor: User, at: dt.datetime, on: dt.date, number: str, answer: str
) -> OutsideReport:
    """Record the letter that answers an outside body: number, day, gist. Its clocks stop."""
    note = f"{report.body}: {number}"[:200]
    begin_case_act(report.case, Act.ANSWER_OUTSIDE_REPORT, actor=actor, at=at, on=on, note=note)
    locked = OutsideReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if locked.answered_on is not None:
        raise RuleViolation(_("Surat ini sudah dijawab."))
    if on < (locked.received_on or locked.reported_on):
        raise RuleViolation(_("Tanggal tidak boleh sebelum surat diterima."))
    locked.answered_on, locked.answer_number, locked.answer = on, number, answer
    locked.save(update_fields=["answered_on", "answer_number", "answer"])
    locked.clocks.meet(on)
    return locked


@transaction.atomic
def record_statement(*, case: Case, actor: User, at: dt.datetime, statement: PublicStatement) -> PublicStatement:
    """Record a public statement on the case."""
    statement.case = begin_case_act(case, Act.RECORD_STATEMENT, actor=actor, at=at, on=statement.on, note=statement.by)
    statement.save(force_insert=True)
    return statement
