"""Clocks of letters and reports: started by a dated rule, with reminders, escalated when they are overdue."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from cases.deadlines.reminder_stages import HORIZON, stage_of
from cases.messages.outbox import notify
from cases.models import (
    AnswerClock,
    Government,
    IncomingReport,
    Level,
    Notification,
    OutsideReport,
    ReminderStage,
    User,
)
from cases.models.people.government import ROLE_LEVELS
from cases.procedure.admission import barred
from cases.procedure.refusals import RuleViolation
from regulations.calendar import due_on
from regulations.models import ClockStep, Holiday, TimeLimit

log = logging.getLogger(__name__)
FIRST = Level.BKPSDM  # who answers letters and sifts reports
ROLE_AT = {level: role for role, level in ROLE_LEVELS.items()}


def start(
    *,
    step: str,
    on: dt.date,
    letter: OutsideReport | None = None,
    report: IncomingReport | None = None,
    due: dt.date | None = None,
    answers: AnswerClock | None = None,
) -> AnswerClock:
    """Start a clock by the rule in force on that day; ``due``: the day that a letter itself names.

    Within the caller's transaction. Raises RuleViolation when no rule with a number is in force, or the day is past.
    """
    government = _government(letter, report)
    limit = TimeLimit.objects.in_force_for(step, "", on)
    if limit is None or limit.amount is None:
        raise RuleViolation(_("Tidak ada jangka waktu %(step)s yang berlaku pada tanggal itu.") % {"step": step})
    if due is not None and due < on:
        raise RuleViolation(_("Batas jawaban tidak boleh sebelum surat diterima."))
    calendar = Holiday.objects.working_calendar(government.region)
    return AnswerClock.objects.create(
        government=government,
        letter=letter,
        report=report,
        limit=limit,
        level=Level(answers.level).above if answers else FIRST,
        statutory=limit.statutory,
        starts_on=on,
        due_on=due or due_on(limit, on, calendar),
        calendar_version=calendar.version,
        answers=answers,
    )


def _government(letter: OutsideReport | None, report: IncomingReport | None) -> Government:
    if report is not None:
        return report.government
    if letter is None:
        raise ValueError("a clock needs a letter or a report")
    return letter.case.government


def meet(*, on: dt.date, letter: OutsideReport | None = None, report: IncomingReport | None = None) -> None:
    """Stop the clock, and the clocks of the rungs above, when an answer was given."""
    of_it = AnswerClock.objects.filter(letter=letter) if letter else AnswerClock.objects.filter(report=report)
    of_it.running().update(met_on=on)


def watch(now: dt.datetime) -> int:
    """Remind before, on and after the due date, and escalate overdue clocks to the next rung. Returns how many changed.

    A second run changes nothing. After an outage only the latest of the missed stages is sent.
    """
    moved = 0
    coming = AnswerClock.objects.running().filter(due_on__lte=now.date() + HORIZON).order_by("due_on", "pk")
    for pk in list(coming.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                rows = AnswerClock.objects.running().select_for_update(skip_locked=True, of=("self",), no_key=True)
                clock = rows.select_related("limit", "government", "letter__case", "report").filter(pk=pk).first()
                moved += clock is not None and _watch(clock, now)
        except Exception:  # one bad row must not silence the others; it is logged and tried again at the next sweep
            log.exception("answer clock %s could not be watched", pk)
    return moved


def _watch(clock: AnswerClock, now: dt.datetime) -> bool:
    today = clock.government.local_date(now)
    calendar = Holiday.objects.working_calendar(clock.government.region)
    stage = stage_of(today, starts_on=clock.starts_on, due_on=clock.due_on, calendar=calendar)
    moved = stage > clock.reminded
    if moved:
        clock.reminded = stage
        clock.save(update_fields=["reminded"])
        _remind(clock, stage, now)
    if stage == ReminderStage.AFTER and clock.level < _top(clock) and not _asked_above(clock):
        _escalate(clock, today, now)
        moved = True
    return moved


def _top(clock: AnswerClock) -> Level:
    """The last rung that can act: the Sekda answers letters, but does not sift reports."""
    return Level.SEKDA if clock.letter is not None else Level.INSPECTORATE


def _asked_above(clock: AnswerClock) -> bool:
    of_it = AnswerClock.objects.filter(letter=clock.letter_id, report=clock.report_id)
    return of_it.filter(level__gt=clock.level).exists()


def _remind(clock: AnswerClock, stage: ReminderStage, now: dt.datetime) -> None:
    late = stage == ReminderStage.AFTER
    words = {"what": clock.number, "step": clock.limit.label, "day": f"{clock.due_on:%d/%m/%Y}"}
    notify(
        case=clock.letter.case if clock.letter else None,
        kind=Notification.Kind.OVERDUE if late else Notification.Kind.REMINDER,
        cause=f"answer:{clock.pk}:{stage}",
        at=now,
        recipients=_accounts(clock, Level(clock.level)),
        subject=(_("Terlambat: %(what)s") if late else _("Pengingat: %(what)s")) % words,
        body=(_("Tenggat %(day)s sudah lewat: %(step)s.") if late else _("Tenggat %(day)s: %(step)s.")) % words,
        path=clock.path,
    )


def _escalate(clock: AnswerClock, today: dt.date, now: dt.datetime) -> None:
    above = Level(clock.level).above
    step = ClockStep[f"ASK_{above.name}"]
    asked = start(step=step, on=today, letter=clock.letter, report=clock.report, answers=clock)
    words = {"what": clock.number, "step": clock.limit.label, "who": Level(clock.level).label}
    notify(
        case=clock.letter.case if clock.letter else None,
        kind=Notification.Kind.ESCALATION,
        cause=f"answer-escalation:{asked.pk}",
        at=now,
        recipients=_accounts(clock, above),
        subject=_("Eskalasi: %(what)s") % words,
        body=_("%(step)s lewat tenggat dan dinaikkan kepada Anda. Belum bertindak: %(who)s.") % words,
        path=clock.path,
    )


def _accounts(clock: AnswerClock, level: Level) -> list[User]:
    users = User.objects.filter(government=clock.government_id, role=ROLE_AT[level], is_active=True)
    if clock.letter is None:
        return list(users)
    return [user for user in users if not barred(clock.letter.case, user)]
