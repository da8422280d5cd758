"""Finds open paths without a clock, and levels without an active account.

Every open path has a running clock, a hold with a day of review, or a timer that ends by itself, and an active account
that is told. The acts ensure this; the nightly check verifies it.
"""

import dataclasses
import datetime as dt
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cases.deadlines import answer_clocks
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Case, Deadline, Hold, Instruction, Notification, Respondent, Role, Sanction, Status, User
from cases.procedure import clocks
from cases.procedure.accounts import Asked, own_accounts_for
from cases.procedure.admission import lock
from cases.procedure.summary import refresh
from regulations.models import ClockStep

log = logging.getLogger(__name__)
OVERDUE_TIMER = dt.timedelta(days=2)  # calendar days: a timer that did not end by then has failed
PATHS_PER_QUERY = 1000


def check(now: dt.datetime) -> None:
    """Every night: start missing clocks, report levels without accounts, and log contradictory rows."""
    for path in remember(now):
        log.error("nothing was due on path %s of %s; its next step is now", path.pk, path.case.number)
    for order in remember_orders(now):
        log.error("nothing was due on order %s of %s; its report is now", order.pk, order.case.number)
    for what, keys in orphans().items():
        log.error("%s: %s", what, keys)
    report_empty_levels(now)


def silent_paths(today: dt.date) -> QuerySet[Respondent]:
    """Open paths without a clock that reminds, a hold with a review, or a timer that can still end."""
    path = OuterRef("pk")
    spoken_of = Q(next_reminder_on__isnull=False) | Q(escalates_on__isnull=False)
    since = today - OVERDUE_TIMER
    timers = Deadline.objects.running().filter(respondent=path, is_duty=False, due_on__gte=since)
    served = Sanction.objects.standing().filter(
        decision__respondent=path, sanction_type__duration_months__gt=0, ends_on__gte=since
    )
    return Respondent.objects.exclude(status=Status.CLOSED).exclude(
        Exists(Deadline.objects.duties().filter(spoken_of, respondent=path))
        | Exists(Hold.objects.running().filter(spoken_of, respondent=path))
        | Exists(timers)
        | Exists(served) & Q(status=Status.IN_FORCE)
    )


def remember(now: dt.datetime) -> list[Respondent]:
    """Start a clock for the next step of these paths, and return them: each is an error to be investigated."""
    found = list(silent_paths(now.date()).select_related("case__agency"))
    for path in found:
        with transaction.atomic():
            case = lock(path.case)
            locked = Respondent.objects.select_for_update(no_key=True).get(pk=path.pk)
            locked.case = case
            clocks.start_next_step(locked, on=case.agency.local_date(now))
            refresh(case)
    return found


def remember_orders(now: dt.datetime) -> list[Instruction]:
    """Start a clock for orders that wait without one, and return them."""
    found = list(Instruction.objects.filter(done_on=None, clocks=None).select_related("case__agency", "to"))
    for order in found:
        answer_clocks.start(step=ClockStep.FOLLOW_ORDER, on=order.case.agency.local_date(now), of=order)
    return found


@dataclasses.dataclass(frozen=True, order=True)
class EmptyLevel:
    """A role that has to act in cases of an agency, but has no active account without conflict of interest there."""

    government_id: int
    agency: str
    role: str

    def __str__(self) -> str:
        return f"{self.agency}: {Role(self.role).label}"


def empty_levels() -> Counter[EmptyLevel]:
    """The levels without accounts, with the number of waiting open paths. Their messages go to the next level."""
    found: Counter[EmptyLevel] = Counter()
    for paths in _open_paths():
        askings = {path.pk: Asked(path.turn, path.case.government_id, path.case) for path in paths}
        accounts = own_accounts_for(askings.values())
        found.update(
            EmptyLevel(path.case.government_id, path.case.agency.name, path.turn)
            for path in paths
            if not accounts[askings[path.pk]]
        )
    return found


def report_empty_levels(now: dt.datetime) -> None:
    """Tell the administrators every week on which levels of their government no account acts."""
    week = f"{now:%G-%V}"
    levels: dict[int, list[str]] = defaultdict(list)
    for level, paths in sorted(empty_levels().items()):
        levels[level.government_id].append(f"{level} ({paths})")
    for government, lines in levels.items():
        subject, body = texts_of("empty_levels", levels=lines)
        administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        notify(
            case=None,
            kind=Notification.Kind.ALARM,
            cause=f"empty-levels:{government}:{week}",
            recipients=administrators.filter(Q(government=government) | Q(government=None)),
            subject=subject,
            body=body,
            path=reverse("status"),
            at=now,
        )


def _open_paths() -> Iterator[list[Respondent]]:
    rows = Respondent.objects.exclude(status=Status.CLOSED).exclude(turn="").select_related("case__agency")
    last = 0
    while paths := list(rows.filter(pk__gt=last).order_by("pk")[:PATHS_PER_QUERY]):
        last = paths[-1].pk
        yield paths


def orphans() -> dict[str, list[int]]:
    """Contradictory rows, by the kind of contradiction; normally none."""
    held = Hold.objects.running().filter(respondent=OuterRef("pk"))
    open_paths = Respondent.objects.exclude(status=Status.CLOSED).filter(case=OuterRef("pk"))
    wrong = {
        "clocks that run on closed paths": Deadline.objects.unfinished().filter(respondent__status=Status.CLOSED),
        "paths marked as held without a hold": Respondent.objects.filter(~Exists(held), is_held=True),
        "holds of paths that are not held": Hold.objects.running().filter(respondent__is_held=False),
        "closed cases with open paths": Case.objects.filter(Exists(open_paths), closed_on__isnull=False),
    }
    return {what: keys for what, rows in wrong.items() if (keys := list(rows.values_list("pk", flat=True)))}
