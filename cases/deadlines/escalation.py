"""Periodic tasks over the open clocks. A second run changes nothing; after an outage the next run catches up."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from cases.deadlines.reminder_stages import HORIZON, stage_of
from cases.messages.outbox import accounts_of, notify
from cases.models import (
    Act,
    Case,
    Deadline,
    Escalation,
    Hold,
    Level,
    Notification,
    ReminderStage,
    Role,
    User,
)
from cases.models.people.government import ROLE_LEVELS
from cases.procedure import audit, clocks
from cases.procedure.summary import refresh
from regulations.models import ClockStep

log = logging.getLogger(__name__)


BATCH = 200


ROLE_AT = {level: role for role, level in ROLE_LEVELS.items()}


def raise_reminders(now: dt.datetime) -> int:
    """Remind before, on and after the due date.

    Of several missed stages only the latest is sent. Returns how many clocks were reminded of.
    """
    reminded = 0
    candidates = Deadline.objects.duties().filter(reminded__lt=ReminderStage.AFTER, due_on__lte=now.date() + HORIZON)
    last = 0
    while ids := list(candidates.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = ids[-1]
        with transaction.atomic():
            rows = (
                Deadline.objects.duties()
                .filter(pk__in=ids)
                .select_for_update(skip_locked=True, of=("self",), no_key=True)
            )
            for deadline in rows.select_related("limit", "respondent__case__agency", "respondent__case__government"):
                reminded += _remind(deadline, now)
    return reminded


def _remind(deadline: Deadline, now: dt.datetime) -> bool:
    respondent, case = deadline.respondent, deadline.respondent.case
    today, calendar = case.agency.local_date(now), clocks.calendar_of(respondent)
    stage = stage_of(today, starts_on=deadline.starts_on, due_on=deadline.due_on, calendar=calendar)
    if stage <= deadline.reminded:
        return False
    deadline.reminded = stage
    deadline.save(update_fields=["reminded"])
    words = {"number": case.number, "step": deadline.limit.label, "day": f"{deadline.due_on:%d/%m/%Y}"}
    overdue = stage == ReminderStage.AFTER
    notify(
        case=case,
        cause=f"reminder:{deadline.pk}:{stage}",
        at=now,
        recipients=_answerable(deadline),
        kind=Notification.Kind.OVERDUE if overdue else Notification.Kind.REMINDER,
        subject=(_("Terlambat: %(number)s, %(step)s") if overdue else _("Pengingat: %(number)s, %(step)s")) % words,
        body=(
            _("Tenggat %(day)s sudah lewat: %(step)s pada %(number)s.")
            if overdue
            else _("Tenggat %(day)s: %(step)s pada %(number)s.")
        )
        % words,
    )
    return True


def remind_of_holds(now: dt.datetime) -> None:
    """Remind of the review date of a hold: one message to the role in turn for each review date."""
    due = Hold.objects.filter(closed_on__isnull=True, review_on__lte=now.date() + dt.timedelta(days=1))
    for hold in due.select_related("respondent__case__agency"):
        respondent, case = hold.respondent, hold.respondent.case
        if hold.review_on > case.agency.local_date(now):
            continue
        notify(
            case=case,
            kind=Notification.Kind.REMINDER,
            cause=f"hold:{hold.pk}:{hold.review_on}",
            at=now,
            recipients=accounts_of(case, respondent.turn or Role.BKPSDM),
            subject=_("Tinjau lagi: %(number)s") % {"number": case.number},
            body=_("%(number)s menunggu sejak %(day)s. Hari ini perlu ditinjau lagi.")
            % {"number": case.number, "day": f"{hold.opened_on:%d/%m/%Y}"},
        )


def _answerable(deadline: Deadline) -> list[User]:
    role = ROLE_AT[Level(deadline.level)] if deadline.answers_id else deadline.respondent.turn
    return accounts_of(deadline.respondent.case, role or Role.BKPSDM)


def escalate_overdue(now: dt.datetime) -> int:
    """Escalate overdue clocks by one rung: agency, BKPSDM, Inspectorate, Sekda. Returns the number of cases."""
    # Local days of the agencies differ by hours; the exact day is checked under the lock.
    lapsed = Deadline.objects.overdue(now.date() + dt.timedelta(days=1)).filter(
        escalation__isnull=True, level__lt=Level.SEKDA
    )
    climbed = 0
    for pk in list(lapsed.order_by("due_on", "pk").values_list("pk", flat=True)):
        try:
            climbed += _escalate(pk, now)
        except (
            Exception
        ):  # one bad row must not keep the others from climbing; it is logged and tried again at the next sweep
            log.exception("deadline %s could not be escalated", pk)
    return climbed


@transaction.atomic
def _escalate(pk: int, now: dt.datetime) -> bool:
    deadline = _lapsed(pk, now)
    # Only a clock of the rung that holds the case pushes it: two lapsed clocks climb one rung, not two.
    if deadline is None or deadline.level < deadline.respondent.case.level:
        return False
    _remind(deadline, now)  # whoever let it lapse hears of it before the turn passes on, whichever sweep wakes first
    escalation = _climb(deadline, now)
    _tell(escalation, now)
    return True


def _lapsed(pk: int, now: dt.datetime) -> Deadline | None:
    """The clock under lock, its case before it; None when it was met meanwhile or somebody acts on the case."""
    cases = Case.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    case = cases.select_related("agency", "government").filter(respondents__deadlines=pk).first()
    if case is None:  # the next sweep looks again
        return None
    overdue = Deadline.objects.overdue(case.agency.local_date(now)).filter(pk=pk, escalation__isnull=True)
    deadline = overdue.select_for_update(of=("self",), no_key=True).select_related("limit", "respondent").first()
    if deadline is not None:
        deadline.respondent.case = case
    return deadline


def _climb(deadline: Deadline, now: dt.datetime) -> Escalation:
    """Escalate the case to the next rung, which gets its own clock, and record which rung did not act."""
    respondent, case = deadline.respondent, deadline.respondent.case
    today = case.agency.local_date(now)
    silent, above = Level(deadline.level), Level(deadline.level).above
    escalation = Escalation.objects.create(
        deadline=deadline, case=case, from_level=silent, to_level=above, silent=_silent_party(case, silent), at=now
    )
    case.level = above
    case.save(update_fields=["level"])
    step = ClockStep[f"ASK_{above.name}"]
    clocks.start(respondent, step, on=today, level=above, answers=deadline.answers or deadline)
    audit.record(
        case,
        Act.ESCALATE,
        respondent=respondent,
        actor=None,
        at=now,
        on=today,
        note=_("%(step)s lewat tenggat; %(who)s belum bertindak.") % _words(escalation),
    )
    refresh(case)
    return escalation


def _tell(escalation: Escalation, now: dt.datetime) -> None:
    words = _words(escalation)
    notify(
        case=escalation.case,
        kind=Notification.Kind.ESCALATION,
        cause=f"escalation:{escalation.deadline_id}",
        at=now,
        recipients=accounts_of(escalation.case, ROLE_AT[Level(escalation.to_level)]),
        subject=_("Eskalasi: %(number)s, %(step)s") % words,
        body=_(
            "%(step)s pada %(number)s lewat tenggat dan dinaikkan kepada Anda. Belum bertindak: %(who)s. "
            "Atasan yang tahu wajib menindaklanjuti (Pasal 26 dan 28 PP 94/2021)."
        )
        % words,
    )


def _words(escalation: Escalation) -> dict[str, str]:
    return {"number": escalation.case.number, "step": escalation.deadline.limit.label, "who": escalation.silent}


def _silent_party(case: Case, level: Level) -> str:
    return case.agency.head_title if level == Level.AGENCY else str(level.label)
