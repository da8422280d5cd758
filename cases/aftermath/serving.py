"""Serving a sanction from the day of effect to its last day, and the note to the payroll (Pasal 8, 39 PP 94/2021)."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from cases.decisions import precedents
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import (
    Act,
    ClosingReason,
    Decision,
    Notification,
    Respondent,
    Role,
    Sanction,
    Status,
    User,
)
from cases.procedure import audit, clocks, workflow
from cases.procedure.accounts import accounts_of
from cases.procedure.admission import lock
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.summary import refresh
from regulations.models import ClockStep

log = logging.getLogger(__name__)
ONE_DAY = dt.timedelta(days=1)


def begin(decision: Decision, *, on: dt.date, at: dt.datetime) -> None:
    """Start serving on the day of effect, each sanction for the months of its type; light ones are served at once.

    If the person still serves another sanction, a heavier new one ends it and a lighter one follows it (PerBKN 6/2022,
    example 24), together with sanctions that wait for it.
    """
    for sanction in decision.sanctions.select_related("sanction_type"):
        sanction.starts_on = _after_those_still_served(sanction, on, at)
        sanction.ends_on = sanction.sanction_type.last_day(sanction.starts_on)
        sanction.save(update_fields=["starts_on", "ends_on"])
    if any(sanction.sanction_type.duration_months for sanction in decision.sanctions.select_related("sanction_type")):
        # It ends by itself on its last day.
        decision.respondent.deadlines.filter(limit__step=ClockStep.COMPLETE).cancel(on)
        refresh(decision.respondent.case)


def _after_those_still_served(sanction: Sanction, on: dt.date, at: dt.datetime) -> dt.date:
    if not sanction.sanction_type.duration_months:
        return on
    respondent = sanction.decision.respondent
    others = (
        Sanction.objects.standing()
        .taking_time()
        .filter(decision__respondent__employee=respondent.employee, starts_on__isnull=False, ends_on__gte=on)
    )
    first_day = on
    for other in others.exclude(decision__respondent=respondent).select_related(
        "sanction_type", "decision__respondent"
    ):
        if (sanction.sanction_type.severity_rank or 0) > (other.sanction_type.severity_rank or 0):
            if other.starts_on and other.starts_on <= on:
                _end_early(other, sanction, on, at)
        elif other.ends_on:
            first_day = max(first_day, other.ends_on + ONE_DAY)
    return first_day


def _end_early(sanction: Sanction, heavier: Sanction, on: dt.date, at: dt.datetime) -> None:
    sanction.ends_on, sanction.ended_by = max(sanction.starts_on or on, on - ONE_DAY), heavier
    sanction.save(update_fields=["ends_on", "ended_by"])
    path = sanction.decision.respondent
    audit.record(
        path.case,
        Act.TAKE_EFFECT,
        respondent=path,
        actor=None,
        at=at,
        on=on,
        note=_("Dianggap selesai dijalani: hukuman yang lebih berat mulai berlaku (PerBKN 6/2022, contoh 24)."),
    )


def undo(decision: Decision, *, actor: User, at: dt.datetime, on: dt.date) -> None:
    """Undo the effect of a decision because a remedy was received in time: nothing of it counts as served.

    A sanction that the decision had ended runs to its own last day again, and the payroll is told again.
    """
    if decision.effective_on is None or not decision.sanctions.filter(starts_on__isnull=False).exists():
        return
    for ended in Sanction.objects.filter(ended_by__decision=decision).select_related("sanction_type"):
        if ended.starts_on:
            ended.ends_on, ended.ended_by = ended.sanction_type.last_day(ended.starts_on), None
            ended.save(update_fields=["ends_on", "ended_by"])
    decision.sanctions.update(starts_on=None, ends_on=None)
    was_noted, decision.payroll_note, decision.payroll_noted_on = decision.payroll_note, "", None
    decision.save(update_fields=["payroll_note", "payroll_noted_on"])
    case = decision.respondent.case
    subject, body = texts_of("effect_undone", number=case.number, note=was_noted or "-")
    audit.record(case, Act.FILE_REMEDY, respondent=decision.respondent, actor=actor, at=at, on=on, note=body)
    _tell(decision, f"undone:{decision.pk}", subject, body, at)


def look_again(decision: Decision, *, actor: User, at: dt.datetime, on: dt.date) -> None:
    """A heavier sanction was annulled: create a task to decide whether the lighter sanction that it ended continues."""
    for ended in Sanction.objects.standing().filter(ended_by__decision=decision).select_related("decision__respondent"):
        path = ended.decision.respondent
        subject, body = texts_of("sanction_to_review", number=path.case.number, sanction=ended)
        audit.record(path.case, Act.ANNUL, respondent=path, actor=actor, at=at, on=on, note=body)
        _tell(ended.decision, f"look-again:{ended.pk}", subject, body, at)


@transaction.atomic
def send_payroll_note(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, note: str, version: int | None = None
) -> Decision:
    """Record the note that tells the payroll what changes and until when; once for each decision."""
    respondent = workflow.advance(
        respondent, Act.SEND_PAYROLL_NOTE, actor=actor, at=at, on=on, version=version, note=note
    )
    decision = respondent.standing_decision
    if decision.payroll_noted_on is not None:
        raise RuleViolation(_("Nota kepada pengelola gaji sudah dicatat."))
    if decision.effective_on and on < decision.effective_on:
        raise RuleViolation(_("Nota dikirim setelah keputusan berlaku (Pasal 38 PP 94/2021)."))
    if not any(sanction.reaches_payroll for sanction in decision.sanctions.all()):
        raise RuleViolation(_("Sanksi ini tidak mengubah gaji, tunjangan, atau jabatan."))
    decision.payroll_note, decision.payroll_noted_on = note, on
    decision.save(update_fields=["payroll_note", "payroll_noted_on"])
    return decision


@transaction.atomic
def complete(
    *, respondent: Respondent, actor: User | None, at: dt.datetime, on: dt.date, note: str, version: int | None = None
) -> Respondent:
    """Record that the sanction was carried out; the path closes. Refused while it is being served, and before the
    payroll was told of a sanction that affects pay or post."""
    respondent = workflow.advance(
        respondent,
        Act.COMPLETE,
        actor=actor,
        at=at,
        on=on,
        version=version,
        note=note,
        closing_reason=ClosingReason.SANCTION_SERVED,
    )
    decision = respondent.standing_decision
    for sanction in decision.sanctions.all():
        if sanction.is_served_on(on):
            raise RuleViolation(_("Sanksi masih dijalani sampai %(day)s.") % {"day": f"{sanction.ends_on:%d/%m/%Y}"})
        if sanction.reaches_payroll and decision.payroll_noted_on is None:
            raise RuleViolation(
                _("Catat dulu nota kepada pengelola gaji; sanksi ini mengubah gaji atau jabatan."),
                mend=Mend.by(Act.SEND_PAYROLL_NOTE, respondent),
            )
    precedents.keep(respondent)
    return respondent


def end_serving(now: dt.datetime) -> int:
    """Close the paths whose sanction has run out (Pasal 8 PP 94/2021). Returns their number.

    If the payroll was not told, a task asks for that first. Sanctions without duration are closed by the officer who
    records that they were carried out.
    """
    ran_out = Respondent.objects.filter(
        status=Status.IN_FORCE,
        decisions__state=Decision.State.STANDING,
        decisions__sanctions__sanction_type__duration_months__gt=0,
        decisions__sanctions__ends_on__lte=now.date(),
    )
    done = 0
    for respondent in ran_out.select_related("case__agency").distinct():
        decision = respondent.standing_decision
        last_day = max(sanction.ends_on for sanction in decision.sanctions.all() if sanction.ends_on)
        if last_day >= respondent.case.agency.local_date(now):
            continue
        if decision.payroll_noted_on is None and any(sanction.reaches_payroll for sanction in decision.sanctions.all()):
            _ask_for_note(decision, last_day, now)
            continue
        try:
            complete(
                respondent=respondent, actor=None, at=now, on=last_day + ONE_DAY, note=_("Masa menjalani berakhir.")
            )
        except RuleViolation as refusal:
            log.warning("decision %s could not be closed: %s", decision.pk, refusal)
        else:
            done += 1
    return done


@transaction.atomic
def _ask_for_note(decision: Decision, last_day: dt.date, now: dt.datetime) -> None:
    """Ask once for the payroll note, with a clock that reminds and escalates."""
    case = lock(decision.respondent.case)
    if decision.respondent.deadlines.unfinished().filter(limit__step=ClockStep.COMPLETE).exists():
        return
    clocks.start(decision.respondent, ClockStep.COMPLETE, on=last_day)
    refresh(case)
    subject, body = texts_of("payroll_note_missing", number=case.number)
    _tell(decision, f"payroll-note:{decision.pk}", subject, body, now)


def _tell(decision: Decision, cause: str, subject: str, body: str, at: dt.datetime) -> None:
    """Create a message for the officers of the agency that holds the case."""
    case = decision.respondent.case
    notify(
        case=case,
        kind=Notification.Kind.TASK,
        cause=cause,
        at=at,
        recipients=accounts_of(case, Role.HR_OFFICER),
        subject=subject,
        body=body,
    )
