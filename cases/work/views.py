"""Pekerjaan saya: the queue with the next act on each row; and how a deadline was counted."""

import datetime as dt
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cases.models import AnswerClock, Clock, Deadline, Role
from cases.procedure import clocks
from cases.procedure.offers import next_step_of
from cases.procedure.rights import NAVIGATION
from cases.web.due_words import due
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.reading import note_list, open_in_case
from cases.web.signed_in import SignedIn
from cases.work import queue as queues
from regulations.calendar import CountingError, WorkingCalendar
from regulations.models import TimeLimit

Row = TypeVar("Row", bound=Clock)
MOST_ANSWERS = 20  # rows shown above the queue; all are in their own list


def home(request: SignedIn) -> HttpResponse:
    """Redirect to the start page of the role."""
    return redirect(NAVIGATION[Role(request.user.role)][0])


def queue(request: SignedIn) -> HttpResponse:
    """The queue of the account's role, by due date."""
    today = request.user.local_date(timezone.now())
    tab = request.GET.get("tab", "")
    tab = tab if tab in queues.Tab.values else queues.Tab.TODO.value
    shows_orders = tab == queues.Tab.ORDERS
    listed = queues.orders(request.user) if shows_orders else queues.listed(request.user, tab, today)
    page = keyset(request, listed, queues.order(tab), size=SHORT_PAGE)
    if not shows_orders:
        note_list(request.user, "work", cases=(row.case_id for row in page.rows), people=_people(page.rows))
    counts = queues.counts(request.user, today)
    beside = {name: rows() for name, rows in queues.asides(request.user).items() if counts[name] != "0"}
    begins = tab == queues.Tab.TODO
    context = {
        "answers": _answers(request, beside["answers"], tab, today) if "answers" in beside else [],
        "tab": tab,
        "tabs": [(name, label, counts[name]) for name, label in queues.Tab.choices],
        "orders": page.rows if shows_orders else [],
        "legal": counts["legal"] if counts["legal"] != "0" else "",
        "page": page,
        "rows": [] if shows_orders else _rows(request, page.rows, today),
        "requests": _dated(request, beside["requests"], today) if begins and "requests" in beside else [],
        "next_due": None if page.rows else queues.next_due(request.user, today),
        "today": today,
        "base_url": settings.BASE_URL,
        "duties": _dated(request, beside["duties"], today) if begins and "duties" in beside else [],
        "concurrences": _dated(request, beside["concurrences"], today) if begins and "concurrences" in beside else [],
    }
    plain = ("confirmations", "approvals", "bodies", "drafts")
    context |= {name: beside[name][:SHORT_PAGE] if begins and name in beside else [] for name in plain}
    return render(request, "work/queue.html", context)


def _people(rows: "list[queues.Row]") -> list[int | None]:
    return [row.employee_id for row in rows]


def _answers(
    request: SignedIn, owed: QuerySet[AnswerClock], tab: str, today: dt.date
) -> list[tuple[AnswerClock, dict[str, object]]]:
    """Letters and reports that wait for the account's level, by due date; on the tab of overdue work only overdue
    ones."""
    if tab not in (queues.Tab.TODO, queues.Tab.LATE):
        return []
    if tab == queues.Tab.LATE:
        owed = owed.filter(due_on__lt=today)
    clocks_owed = owed.select_related(*AnswerClock.RELATED).order_by("due_on", "pk")[:MOST_ANSWERS]
    calendar = request.user.working_calendar()
    return [
        (clock, due(clock.due_on, today=today, calendar=calendar, statutory=clock.statutory)) for clock in clocks_owed
    ]


def _dated(request: SignedIn, waiting: QuerySet[Row], today: dt.date) -> list[tuple[Row, dict[str, object]]]:
    """The first of the clocks beside the queue, each with its due date in words."""
    calendar = request.user.working_calendar()
    return [(clock, due(clock.due_on, today=today, calendar=calendar)) for clock in waiting[:SHORT_PAGE]]


def _rows(request: SignedIn, respondents: "list[queues.Row]", today: dt.date) -> list[dict[str, object]]:
    """Each respondent with its due date in words, and the next act if it is the reader's, otherwise who has to act."""
    if not respondents:
        return []
    calendar = request.user.working_calendar()
    return [_row(request, respondent, today, calendar) for respondent in respondents]


def _row(request: SignedIn, respondent: "queues.Row", today: dt.date, calendar: WorkingCalendar) -> dict[str, object]:
    step = next_step_of(respondent)
    mine = respondent.turn == request.user.role and not respondent.is_held and step is not None
    return {
        "respondent": respondent,
        "step": step if mine and not queues.only_waits(respondent) else None,
        "only_waits": queues.only_waits(respondent),
        "review_is_late": bool(respondent.hold_review_on and respondent.hold_review_on < today),
        "due": due(
            respondent.due_on,
            today=today,
            calendar=calendar,
            statutory=respondent.clock_is_statutory,
            paused=(respondent.hold_owner or "") if respondent.is_held and not respondent.due_on else "",
        ),
    }


def deadline(request: SignedIn, pk: int) -> HttpResponse:
    """The days of a deadline one by one: counted, or skipped with the reason."""
    deadlines = Deadline.objects.select_related("limit", "respondent__case__government")
    clock = open_in_case(request, deadlines, "respondent__case", f"deadline {pk}", pk=pk)
    calendar = clocks.calendar_of(clock.respondent)
    context = {
        "clock": clock,
        "case": clock.respondent.case,
        "limit": clock.limit,
        "days": _days(clock, calendar),
        "recounted": clock.calendar_version != calendar.version,
        "due": due(clock.due_on, today=request.user.local_date(timezone.now()), calendar=calendar),
    }
    return render(request, "work/deadline.html", context)


def _days(clock: Deadline, calendar: WorkingCalendar) -> tuple[object, ...]:
    """The days of a limit in working days; empty for other units, which skip no day."""
    if clock.limit.unit != TimeLimit.Unit.WORKING_DAYS or not clock.limit.amount:
        return ()
    try:
        return calendar.explain(clock.starts_on, clock.limit.amount + clock.paused_days)
    except CountingError:
        return ()
