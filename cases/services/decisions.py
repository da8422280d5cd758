"""The decision, its delivery, and the day it takes effect.

The system shows the range; a person picks the sanction.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases import clocks, workflow
from cases.models import (
    Act,
    Decision,
    Delivery,
    Dispatch,
    DurationTally,
    Respondent,
    Sanction,
    SanctionTally,
    User,
)
from cases.workflow import RuleViolation
from regulations.calendar import CalendarMissing, WorkingCalendar, due_on
from regulations.models import Dispute, Interpretation, Official, Route, SanctionType, TimeLimit

from . import impediments, precedents, serving
from .deliberating import deliberate
from .event_day import known_event_days
from .sanctions import title_of

FILING_STEP = {"OBJECTION": "KEBERATAN", "APPEAL": "BANDING"}


@transaction.atomic
def decide(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    sanction_types: Sequence[SanctionType],
    official: Official,
    official_name: str,
    considerations: str,
    number: str = "",
    post_level: str = "",
    tie: str = "",
    departure_reason: str = "",
    version: int | None = None,
) -> Decision:
    """Impose a sanction by the competent official (Pasal 16–25 and 33 PP 94/2021, or the contract's rule).

    ``post_level``: of the person on the day of the event, empty when unknown. ``tie``: what binds the official to the
    person, empty when not stated. Raises RuleViolation for whatever stops a decision (``impediments``).
    """
    respondent = workflow.advance(respondent, Act.DECIDE, actor=actor, at=at, on=on, version=version)
    bearing = deliberate(respondent, on=on)
    impediments.check_breaches(bearing, on)
    kind = impediments.check_range(bearing, sanction_types)
    impediments.check_competence(bearing, kind, official, post_level)
    impediments.check_official(respondent, official_name, tie)
    departures = bearing.departures(kind)
    impediments.check_departures(departures, departure_reason)
    decision = Decision(
        respondent=respondent,
        number=number,
        decided_on=on,
        official=official,
        official_name=official_name,
        considerations=considerations,
        competence_note=_competence_note(post_level, tie),
        post_level=post_level,
        departures="\n".join(departures),
        departure_reason=departure_reason,
    )
    _replace_standing(decision)
    event_on, calendar = known_event_days([respondent.case])[respondent.case_id], clocks.calendar_of(respondent)
    impose(
        sanction_of(decision, each, is_repeat=bearing.is_repeat, event_on=event_on, calendar=calendar)
        for each in sanction_types
    )
    return decision


def _replace_standing(decision: Decision) -> None:
    """Keep a decision, in place of the one that stands where there is one."""
    decision.replaces = decision.respondent.decisions.filter(state=Decision.State.STANDING).first()
    if decision.replaces is not None:
        _withdraw(decision.replaces, Decision.State.REPLACED)
    decision.save(force_insert=True)


def _competence_note(post_level: str, tie: str) -> str:
    """How far competence could be tested, to stand beside the decision."""
    notes = [] if post_level else [_("Jenjang jabatan tidak diisi; kewenangan tidak diuji menurut jabatan.")]
    if tie == impediments.Tie.NONE:
        notes.append(_("Pejabat dinyatakan tidak berhubungan keluarga atau kepentingan (Pasal 42–43 UU 30/2014)."))
    return " ".join(notes)


def sanction_of(
    decision: Decision,
    sanction_type: SanctionType,
    *,
    is_repeat: bool,
    event_on: dt.date | None,
    calendar: WorkingCalendar,
) -> Sanction:
    """One sanction of a decision, with what the dashboard counts of it; not yet written. ``event_on``: where known."""
    respondent = decision.respondent
    return Sanction(
        decision=decision,
        sanction_type=sanction_type,
        title=title_of(sanction_type, respondent=respondent, on=decision.decided_on),
        severity=sanction_type.severity,
        agency_id=respondent.case.agency_id,
        category=respondent.category,
        decided_on=decision.decided_on,
        event_working_days=_working_days_since(event_on, decision.decided_on, calendar),
        is_repeat=is_repeat,
    )


def impose(sanctions: Iterable[Sanction]) -> None:
    """Write sanctions, and count those whose decision stands."""
    written = Sanction.objects.bulk_create(sanctions)
    _count((each for each in written if each.decision.state == Decision.State.STANDING), 1)


def _working_days_since(event_on: dt.date | None, decided_on: dt.date, calendar: WorkingCalendar) -> int | None:
    """Working days from event to decision; unknown where the day is unknown or lies before the calendar begins."""
    if event_on is None or event_on > decided_on:
        return None
    try:
        return calendar.working_days_between(event_on, decided_on)
    except CalendarMissing:
        return None


def _count(sanctions: Iterable[Sanction], by: int) -> None:
    levels: Counter[tuple[object, ...]] = Counter()
    durations: Counter[tuple[object, ...]] = Counter()
    for each in sanctions:
        levels[each.agency_id, each.decided_on.replace(day=1), each.severity, each.category, each.is_repeat] += by
        if each.event_working_days is not None:
            durations[each.agency_id, each.decided_on.year, each.event_working_days] += by
    SanctionTally.objects.add(levels)
    DurationTally.objects.add(durations)


def _withdraw(decision: Decision, state: Decision.State) -> None:
    decision.state = state
    decision.save(update_fields=["state"])
    precedents.forget(decision.respondent)
    _count(decision.sanctions.all(), -1)


def annul_standing(respondent: Respondent) -> None:
    """The standing decision falls: its sanctions no longer count."""
    _withdraw(respondent.decisions.get(state=Decision.State.STANDING), Decision.State.ANNULLED)


@transaction.atomic
def miss_delivery(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reason: str = "", version: int | None = None
) -> Dispatch:
    """Record that the person did not come to receive the decision: it has to be sent to the address within 3 working
    days (Pasal 37 PP 94/2021; Pasal 49 ayat (8) PerBKN 6/2022)."""
    respondent = workflow.advance(
        respondent, Act.MISS_DELIVERY, actor=actor, at=at, on=on, version=version, note=reason
    )
    decision = _standing(respondent)
    if on < decision.decided_on:
        raise RuleViolation(_("Penyampaian tidak mungkin sebelum keputusan ditetapkan (Pasal 37 PP 94/2021)."))
    if decision.dispatches.filter(sent_on__isnull=True).exists():
        raise RuleViolation(_("Ketidakhadiran sudah dicatat; catat pengiriman keputusan ke alamatnya."))
    return Dispatch.objects.create(decision=decision, absent_on=on, reason=reason)


@transaction.atomic
def send_decision(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, address: str, version: int | None = None
) -> Dispatch:
    """Record that the decision was sent to the address of somebody who did not come to receive it."""
    respondent = workflow.advance(respondent, Act.SEND_DECISION, actor=actor, at=at, on=on, version=version)
    dispatch = _standing(respondent).dispatches.filter(sent_on__isnull=True).first()
    if dispatch is None:
        raise RuleViolation(
            _("Keputusan dikirim ke alamat bila yang bersangkutan tidak hadir. Catat ketidakhadirannya dulu.")
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
    version: int | None = None,
) -> Delivery:
    """Record when the decision reached the person. On the discipline route it takes effect on the 15th working day
    after receipt (Pasal 38 PP 94/2021, day of receipt not counted); on the others at once.

    A refusal to take it counts as receipt and names its witness; what was sent counts from its arrival.
    """
    respondent = workflow.advance(respondent, Act.DELIVER, actor=actor, at=at, on=on, version=version)
    decision = _standing(respondent)
    _check_delivery(decision, method, on, received_by)
    effect = respondent.deadlines.running().filter(limit__step="EFFECT").first()
    decision.effective_on = effect.due_on if effect else on
    _open_remedy_window(decision, received_on=on)
    decision.save(update_fields=["effective_on", "remedy_limit", "remedy_until", "remedy_warning_on"])
    if effect is None:
        serving.begin(decision, on=on, at=at)
    return Delivery.objects.create(decision=decision, method=method, received_on=on, received_by=received_by)


def _check_delivery(decision: Decision, method: str, on: dt.date, received_by: str) -> None:
    if method == Delivery.Method.REFUSED and not received_by:
        raise RuleViolation(_("Sebutkan siapa yang menyaksikan penolakan menerima keputusan."))
    if method == Delivery.Method.SENT:
        sent = decision.dispatches.filter(sent_on__isnull=False).last()
        if sent is None:
            raise RuleViolation(_("Catat dulu tanggal keputusan dikirim ke alamat (Pasal 49 ayat (8) PerBKN 6/2022)."))
        if sent.sent_on and on < sent.sent_on:
            raise RuleViolation(_("Keputusan tidak mungkin tiba sebelum dikirim."))


def _standing(respondent: Respondent) -> Decision:
    return respondent.decisions.get(state=Decision.State.STANDING)


def _open_remedy_window(decision: Decision, *, received_on: dt.date) -> None:
    """The last day for objection or appeal, in working days (PP 79/2021); none where no remedy lies.

    The sources disagree whether an appeal runs from receipt or from the decision: the region's dated reading counts,
    the other one is kept as a warning where it ends earlier.
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
    if kind == "APPEAL":
        region = decision.respondent.case.government.region
        counted = Interpretation.objects.chosen(Dispute.APPEAL_START, received_on, region)
        other = days["ditetapkan" if counted == "diterima" else "diterima"]
        decision.remedy_warning_on = other if other < days[counted] else None
    decision.remedy_limit, decision.remedy_until = limit, days[counted]


@transaction.atomic
def take_effect(
    *, respondent: Respondent, actor: User | None, at: dt.datetime, on: dt.date, version: int | None = None
) -> Respondent:
    """The decision takes effect on its day, unless a remedy was filed; from then on its sanctions are served."""
    respondent = workflow.advance(respondent, Act.TAKE_EFFECT, actor=actor, at=at, on=on, version=version)
    decision = _standing(respondent)
    if decision.effective_on is None or on < decision.effective_on:
        raise RuleViolation(_("Keputusan baru berlaku pada %(day)s.") % {"day": f"{decision.effective_on:%d/%m/%Y}"})
    serving.begin(decision, on=decision.effective_on, at=at)
    return respondent


def remedy_of(decision: Decision) -> str:
    """Which remedy lies against a decision: the law says by its sanction, empty for none (PP 79/2021)."""
    kinds = [sanction.sanction_type for sanction in decision.sanctions.select_related("sanction_type")]
    if any(kind.appeal for kind in kinds):
        return "APPEAL"
    return (
        "OBJECTION" if any(kind.objection for kind in kinds) and decision.respondent.route == Route.DISCIPLINE else ""
    )
