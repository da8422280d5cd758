"""How long what is kept: by the rows of the day or the government's own times; what is due is proposed every night."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import (
    EARLY_EXITS,
    AccessEntry,
    Case,
    ClosingReason,
    Decision,
    Disposal,
    Government,
    IncomingReport,
    LegalHold,
    ListReading,
    ReportMessage,
    Respondent,
    RetentionChoice,
    User,
)
from cases.models.retention.disposal import KEPT_TIMES
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, require
from regulations.calendar import add_months
from regulations.models import ClockStep, TimeLimit

AT_ONCE = 500  # proposals of one night and government
UNPROVEN = EARLY_EXITS | {ClosingReason.ANNULLED, ClosingReason.WITHDRAWN}


@dataclasses.dataclass(frozen=True)
class Time:
    """How long something is kept, and by what: the government's own choice, or the national row."""

    limit: TimeLimit
    months: int
    basis: str
    choice: RetentionChoice | None

    def cutoff(self, today: dt.date) -> dt.date:
        """What ended on this day or before is due."""
        return _months_before(today, self.months)

    def due_on(self, ended_on: dt.date) -> dt.date:
        return add_months(ended_on, self.months)


def time_of(government: Government, step: ClockStep, on: dt.date) -> Time:
    """The time in force for a government on a day. Raises LookupError if no row is in force."""
    limit = TimeLimit.objects.required_for(step, "", on)
    choice = RetentionChoice.objects.filter(government=government, step=step).first()
    months = choice.months if choice else limit.amount or 0
    return Time(limit, months, choice.basis if choice else limit.basis, choice)


def schedule_of(government: Government, on: dt.date) -> list[Time]:
    """The times of everything that ends."""
    return [time_of(government, step, on) for step in KEPT_TIMES]


@transaction.atomic
def choose(*, actor: User, at: dt.datetime, step: ClockStep, months: int, basis: str) -> RetentionChoice:
    """Set the time of the government's own schedule, with its basis; earlier choices stay. Raises NotAllowed,
    RuleViolation."""
    require(actor, Right.SET_RETENTION)
    if months < 1 or not basis.strip():
        raise RuleViolation(_("Isi masa simpan dalam bulan dan peraturan yang menetapkannya."))
    return RetentionChoice.objects.create(
        government=actor.own_government, step=step, months=months, basis=basis.strip(), decided_by=actor, decided_at=at
    )


def propose_disposals(now: dt.datetime) -> int:
    """Every night: propose what is due in each government, without cases on legal hold. Returns how many.

    Nothing is destroyed by it. A second run on the same day proposes nothing.
    """
    proposed = 0
    for government in Government.objects.order_by("pk"):
        today = government.local_date(now)
        for case, time in due_cases(government, today):
            proposed += _propose(government, time, Disposal.Kind.CASE, time.due_on(case.closed_on or today), now, case)
        for kind, step, is_there in (
            (Disposal.Kind.READINGS, ClockStep.KEEP_READINGS, _has_old_readings),
            (Disposal.Kind.REPORTS, ClockStep.KEEP_REPORTS, _has_old_reports),
        ):
            time = time_of(government, step, today)
            if is_there(government, time.cutoff(today)) and not _waits(government, kind):
                proposed += _propose(government, time, kind, time.cutoff(today), now)
    return proposed


def due_cases(government: Government, today: dt.date) -> list[tuple[Case, Time]]:
    """Closed cases whose time is over, oldest first: without a violation earlier than the others."""
    held = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    proven = Respondent.objects.filter(case=OuterRef("pk")).exclude(closing_reason__in=UNPROVEN)
    standing = Decision.objects.standing().filter(respondent__case=OuterRef("pk"))
    closed = Case.objects.filter(government=government, destroyed_on=None, disposal=None).exclude(Exists(held))
    is_proven = Exists(proven) | Exists(standing)
    found: list[tuple[Case, Time]] = []
    for step, which in ((ClockStep.KEEP_CASE, Q(is_proven)), (ClockStep.KEEP_UNPROVEN, ~Q(is_proven))):
        time = time_of(government, step, today)
        rows = closed.filter(which, closed_on__lte=time.cutoff(today)).order_by("closed_on", "pk")
        found += [(case, time) for case in rows[:AT_ONCE]]
    return found


def old_readings(government: Government, before: dt.date) -> tuple[QuerySet[AccessEntry], QuerySet[ListReading]]:
    """The readings of a government's cases and people, and of lists shown to its accounts, before a day."""
    of_it = Q(case__government=government) | Q(case=None, employee__government=government)
    midnight = _midnight(government, before)
    pages = AccessEntry.objects.filter(of_it, at__lt=midnight)
    return pages, ListReading.objects.filter(user__government=government, at__lt=midnight)


def _has_old_readings(government: Government, before: dt.date) -> bool:
    return any(rows.exists() for rows in old_readings(government, before))


def refused_reports(government: Government, before: dt.date) -> QuerySet[IncomingReport]:
    """The reports of which nothing was made, refused before a day, without a message since, and not yet destroyed."""
    midnight = _midnight(government, before)
    later = ReportMessage.objects.filter(report=OuterRef("pk"), at__gte=midnight)
    rows = IncomingReport.objects.filter(government=government, destroyed_on=None, handled_at__lt=midnight)
    return rows.filter(~Exists(later), state=IncomingReport.State.REJECTED)


def _has_old_reports(government: Government, before: dt.date) -> bool:
    return refused_reports(government, before).exists()


def _midnight(government: Government, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(government.time_zone))


def _waits(government: Government, kind: Disposal.Kind) -> bool:
    return Disposal.objects.waiting().filter(government=government, kind=kind).exists()


def _propose(
    government: Government, time: Time, kind: Disposal.Kind, due_on: dt.date, now: dt.datetime, case: Case | None = None
) -> int:
    Disposal.objects.create(
        government=government, kind=kind, case=case, limit=time.limit, months=time.months, basis=time.basis,
        due_on=due_on, proposed_at=now,
    )  # fmt: skip
    return 1


def _months_before(day: dt.date, months: int) -> dt.date:
    """The last day from which so many months end on this day or before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    start = dt.date(year, month + 1, 1)
    last = add_months(start, 1) - dt.timedelta(days=1)
    found = start.replace(day=min(day.day, last.day))
    return found if add_months(found, months) <= day else found - dt.timedelta(days=1)
