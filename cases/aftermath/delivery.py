"""Delivery of a decision (Pasal 37 PP 94/2021)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.aftermath import serving
from cases.letters.decrees import require_decree
from cases.models import Act, Decision, Delivery, Dispatch, PendingAct, Remedy, Respondent, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.remedy_kinds import FILING_STEP, remedy_of
from cases.procedure.two_people import gravest_of, require_for
from regulations.calendar import due_on
from regulations.models import ClockStep, Dispute, Interpretation, TimeLimit


@transaction.atomic
def miss_delivery(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: str = "",
    number: str = "",
    version: int | None = None,
) -> Dispatch:
    """Record that the person did not come to receive the decision. It must be sent to the address within 3 working days
    (Pasal 37 PP 94/2021; Pasal 49 ayat (8) PerBKN 6/2022)."""
    respondent = workflow.advance(
        respondent, Act.MISS_DELIVERY, actor=actor, at=at, on=on, version=version, note=reason
    )
    decision = respondent.standing_decision
    if on < decision.decided_on:
        raise RuleViolation(_("Penyampaian tidak mungkin sebelum keputusan ditetapkan (Pasal 37 PP 94/2021)."))
    require_decree(decision, paper_number=number)
    if decision.dispatches.filter(sent_on__isnull=True).exists():
        raise RuleViolation(
            _("Ketidakhadiran sudah dicatat; catat pengiriman keputusan ke alamatnya."),
            mend=Mend.by(Act.SEND_DECISION, respondent),
        )
    return Dispatch.objects.create(decision=decision, absent_on=on, reason=reason)


@transaction.atomic
def send_decision(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, address: str, version: int | None = None
) -> Dispatch:
    """Record that the decision was sent to the address of a person who did not come to receive it."""
    respondent = workflow.advance(respondent, Act.SEND_DECISION, actor=actor, at=at, on=on, version=version)
    dispatch = respondent.standing_decision.dispatches.filter(sent_on__isnull=True).first()
    if dispatch is None:
        raise RuleViolation(
            _("Keputusan dikirim ke alamat bila yang bersangkutan tidak hadir. Catat ketidakhadirannya dulu."),
            mend=Mend.by(Act.MISS_DELIVERY, respondent),
        )
    if on < dispatch.absent_on:
        raise RuleViolation(_("Pengiriman tidak mungkin sebelum tanggal ketidakhadiran."))
    dispatch.sent_on, dispatch.address = on, address
    dispatch.save(update_fields=["sent_on", "address"])
    return dispatch


@transaction.atomic
def deliver(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    method: str,
    received_by: str = "",
    number: str = "",
    version: int | None = None,
) -> Delivery:
    """Record the day on which the decision reached the person.

    On the discipline route it takes effect on the 15th working day after receipt, not counting the day of receipt
    (Pasal 38 PP 94/2021); on the other routes at once. A refusal to accept it counts as receipt and names a witness; a
    decision that was sent counts from its arrival. ``number``: of a decree written elsewhere, without a form here.
    Raises RuleViolation without the decree.
    """
    respondent = workflow.advance(respondent, Act.DELIVER, actor=actor, at=at, on=on, version=version)
    decision = respondent.standing_decision
    require_decree(decision, paper_number=number)
    _check_delivery(decision, method, on, received_by)
    _require_second(decision, actor=actor, at=at, on=on, method=method, received_by=received_by, number=number)
    effective_on = respondent.started.get(ClockStep.TAKE_EFFECT)
    decision.effective_on = effective_on or on
    _open_remedy_window(decision, received_on=on)
    decision.save(update_fields=["effective_on", "remedy_limit", "remedy_until", "remedy_warning_on"])
    if effective_on is None:
        serving.begin(decision, on=on, at=at)
    late_note = clocks.lateness(respondent, (ClockStep.DELIVER, ClockStep.SEND), on=on)
    return Delivery.objects.create(
        decision=decision, method=method, received_on=on, received_by=received_by, late_note=late_note
    )


def _require_second(decision: Decision, *, actor: User, at: dt.datetime, **facts: object) -> None:
    """What was decided with two people is delivered with two people."""
    case, gravest = decision.respondent.case, gravest_of(each.severity for each in decision.sanctions.all())
    summary = f"{case.number}: {_('penyampaian keputusan kepada')} {decision.respondent}"
    kind = PendingAct.Kind.DELIVERY
    require_for(gravest, kind, case=case, actor=actor, at=at, summary=summary, decision=decision, **facts)


def _check_delivery(decision: Decision, method: str, on: dt.date, received_by: str) -> None:
    if method == Delivery.Method.REFUSED and not received_by:
        raise RuleViolation(_("Sebutkan siapa yang menyaksikan penolakan menerima keputusan."))
    if method == Delivery.Method.SENT:
        sent = decision.dispatches.filter(sent_on__isnull=False).last()
        if sent is None:
            raise RuleViolation(
                _("Catat dulu tanggal keputusan dikirim ke alamat (Pasal 49 ayat (8) PerBKN 6/2022)."),
                mend=Mend.by(Act.SEND_DECISION, decision.respondent),
            )
        if sent.sent_on and on < sent.sent_on:
            raise RuleViolation(_("Keputusan tidak mungkin tiba sebelum dikirim."))


def _open_remedy_window(decision: Decision, *, received_on: dt.date) -> None:
    """Store the last day for objection or appeal, in working days (PP 79/2021); none if no remedy exists.

    The sources disagree whether an appeal runs from receipt or from the decision. The region's dated reading decides;
    if the other day is earlier, it is stored as a warning.
    """
    kind = remedy_of(decision)
    category = decision.respondent.category
    limit = TimeLimit.objects.in_force_for(FILING_STEP[kind], category, received_on) if kind else None
    if limit is None or limit.amount is None:
        return
    calendar = clocks.calendar_of(decision.respondent)
    days = {
        "diterima": due_on(limit, received_on, calendar),
        "ditetapkan": due_on(limit, decision.decided_on, calendar),
    }
    counted = "diterima"
    if kind == Remedy.Kind.APPEAL:
        region = decision.respondent.case.government.region
        counted = Interpretation.objects.chosen(Dispute.APPEAL_START, received_on, region)
        other = days["ditetapkan" if counted == "diterima" else "diterima"]
        decision.remedy_warning_on = other if other < days[counted] else None
    decision.remedy_limit, decision.remedy_until = limit, days[counted]
