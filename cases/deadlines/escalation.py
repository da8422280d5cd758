"""Escalates overdue clocks of every kind: the next level has to act, with a clock of its own."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from cases.deadlines.batches import work_off
from cases.deadlines.reminders import tell
from cases.messages.outbox import Message, notify_all
from cases.messages.wording import texts_of
from cases.models import (
    Act,
    AnswerClock,
    AuditEntry,
    Case,
    Clock,
    Deadline,
    Escalation,
    Government,
    Level,
    Notification,
    ReminderStage,
)
from cases.procedure import audit
from cases.procedure.accounts import Asked, own_accounts_for
from cases.procedure.summary import refresh_all
from regulations.models import ClockStep, TimeLimit

ASKING = {
    Level.BKPSDM: ClockStep.ASK_BKPSDM,
    Level.INSPECTORATE: ClockStep.ASK_INSPECTORATE,
    Level.SEKDA: ClockStep.ASK_SEKDA,
}


def escalate(kind: type[Clock], now: dt.datetime) -> int:
    """Escalate overdue clocks by one level: agency, BKPSDM, Inspectorate, Sekda. Returns the number of clocks.

    Atasan yang tahu wajib menindaklanjuti (Pasal 26 dan 28 PP 94/2021). A second run changes nothing; after an outage
    each run escalates by one level.
    """
    lapsed = kind.objects.to_escalate(now).order_by("escalates_on", "pk")
    return work_off(
        list(lapsed.values_list("pk", flat=True)), lambda ids: _escalate(kind, ids, now), f"escalation of {kind.KEY}"
    )


@transaction.atomic
def _escalate(kind: type[Clock], ids: Sequence[int], now: dt.datetime) -> int:
    lapsed = _lapsed_of_cases(ids, now) if kind is Deadline else _lapsed_answers(ids, now)
    if not lapsed:
        return 0
    # The level that let it lapse receives its reminder first, whichever sweep starts first.
    tell([clock for clock in lapsed if clock.reminded < ReminderStage.AFTER], now)
    asked = _ask_above(lapsed, now)
    kind.objects.filter(pk__in=[clock.pk for clock in lapsed]).update(escalates_on=None)
    if kind is Deadline:
        _lift_cases(cast("Sequence[Deadline]", lapsed), asked, now)
    audit.record_all(
        _entry(clock, clock.case, above.level, now)
        for clock, above in zip(lapsed, asked, strict=True)
        if clock.case is not None
    )
    _tell_above(lapsed, asked, now)
    return len(lapsed)


def _lapsed_of_cases(ids: Sequence[int], now: dt.datetime) -> Sequence[Clock]:
    """One overdue clock of each case. The case is locked first, as in every act; a case that somebody has locked is
    skipped."""
    wanted = Case.objects.filter(pk__in=Deadline.objects.filter(pk__in=ids).values("respondent__case"))
    locked = wanted.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related(
        "agency", "government"
    )
    cases = {case.pk: case for case in locked.order_by("pk")}
    rows = Deadline.objects.to_escalate(now).filter(pk__in=ids, respondent__case__in=cases)
    rows = rows.select_for_update(of=("self",), no_key=True).select_related("limit", "respondent")
    first: dict[int, Deadline] = {}
    for clock in rows.order_by("due_on", "pk"):
        clock.respondent.case = cases[clock.respondent.case_id]
        first.setdefault(clock.respondent.case_id, clock)
    return list(first.values())


def _lapsed_answers(ids: Sequence[int], now: dt.datetime) -> Sequence[Clock]:
    rows = AnswerClock.objects.to_escalate(now).filter(pk__in=ids)
    rows = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return list(rows.select_related(*AnswerClock.RELATED).order_by("due_on", "pk"))


def _ask_above(lapsed: Sequence[Clock], now: dt.datetime) -> list[Clock]:
    """A clock for the level above each, by the rules of the day and the working week of its place."""
    rule, calendar = cache(TimeLimit.objects.required_for), cache(Government.working_calendar)
    levels = _levels_above(lapsed)
    asked = []
    for clock in lapsed:
        above, today = levels[clock.pk], clock.place.local_date(now)
        limit = rule(ASKING[above], clock.category, today)
        asked.append(
            clock.for_level(above).run(limit, on=today, calendar=calendar(clock.government, clock.place.six_day_week))
        )
    type(lapsed[0]).objects.bulk_create(asked)
    return asked


def _levels_above(lapsed: Sequence[Clock]) -> dict[int, Level]:
    """The next level of each that has an active account; the highest level if there is none."""
    askings = {(clock.pk, level): _asked(clock, level) for clock in lapsed for level in _above(clock)}
    accounts = own_accounts_for(askings.values())
    return {
        clock.pk: next((level for level in _above(clock) if accounts[askings[clock.pk, level]]), clock.top_level)
        for clock in lapsed
    }


def _above(clock: Clock) -> list[Level]:
    return [level for level in Level if clock.level < level <= clock.top_level]


def _asked(clock: Clock, level: int) -> Asked:
    return Asked(Level(level).role, clock.government.pk, clock.case, clock.asked_agency)


def _lift_cases(lapsed: Sequence[Deadline], asked: Sequence[Clock], now: dt.datetime) -> None:
    """Raise each case to the level that has to act, and record who did not act."""
    for clock, above in zip(lapsed, asked, strict=True):
        clock.case.level = above.level
    for level in {clock.case.level for clock in lapsed}:
        Case.objects.filter(pk__in=[clock.case.pk for clock in lapsed if clock.case.level == level]).update(level=level)
    Escalation.objects.bulk_create(_escalation(clock, now) for clock in lapsed)
    refresh_all([clock.case for clock in lapsed])


def _escalation(clock: Deadline, now: dt.datetime) -> Escalation:
    return Escalation(
        deadline=clock,
        case=clock.case,
        from_level=clock.level,
        to_level=clock.case.level,
        silent=clock.silent_party,
        at=now,
    )


def _entry(clock: Clock, case: Case, above: int, now: dt.datetime) -> AuditEntry:
    """Who did not act, of a path or of an order or letter of the case, and which levels were passed over."""
    values = {"step": clock.limit.label, "who": clock.silent_party}
    return AuditEntry(
        case=case,
        respondent=clock.respondent if isinstance(clock, Deadline) else None,
        act=Act.ESCALATE,
        at=now,
        on=clock.place.local_date(now),
        note=_("%(step)s lewat tenggat; %(who)s belum bertindak.") % values + _skipped(clock, above),
    )


def _skipped(clock: Clock, above: int) -> str:
    """The levels that were passed over, because nobody acts on them in this case: none active, or all barred."""
    empty = [level for level in Level if clock.level < level < above]
    names = ", ".join(str(level.label) for level in empty)
    return " " + _("Dilewati karena tidak ada petugas aktif: %(names)s.") % {"names": names} if empty else ""


def _tell_above(lapsed: Sequence[Clock], asked: Sequence[Clock], now: dt.datetime) -> None:
    askings = [_asked(clock, clock.level) for clock in asked]
    accounts = own_accounts_for(askings)  # the level that did not act is not told
    messages = []
    for clock, above, asking in zip(lapsed, asked, askings, strict=True):
        subject, body = texts_of(f"{clock.KEY}_escalation", clock=clock, skipped=_skipped(clock, above.level))
        messages.append(
            Message(
                kind=Notification.Kind.ESCALATION,
                cause=f"{clock.KEY}-escalation:{clock.pk}",
                recipients=accounts[asking],
                subject=subject,
                body=body,
                case=clock.case,
                path=clock.path,
                priority=clock.priority,
            )
        )
    notify_all(messages, at=now)
