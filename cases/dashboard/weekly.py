"""The weekly message to leadership: the sentence, the six numbers and what is overdue, without names.

It is written from seven o'clock of the reader's first working day of a week. It leaves when the settings of the reader
let messages leave, in working hours unless chosen otherwise.
"""

import datetime as dt

from django.urls import reverse
from django.utils import translation

from cases.dashboard import numbers
from cases.dashboard import tiles as figures
from cases.dashboard.periods import Period
from cases.dashboard.scope import Scope, agencies_of
from cases.dashboard.urgent import SHOWN_WAITING, urgent
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, Role, User

AT = dt.time(7)


def tell_leaders(now: dt.datetime) -> int:
    """Write the message to every leader who has none of this week yet. Returns their number; a second run writes
    none."""
    leaders = User.objects.filter(role=Role.LEADER, is_active=True).select_related("government", "agency")
    due = [user for user in leaders if _is_due(user, now)]
    for user in due:
        _tell(user, now)
    return len(due)


def _week_of(user: User, now: dt.datetime) -> str:
    year, week, _day = user.local_date(now).isocalendar()
    return f"weekly:{year}-W{week:02}"


def _is_due(user: User, now: dt.datetime) -> bool:
    """Whether the first working day of the week has come for the reader, and nothing was written since Monday."""
    local, today = now.astimezone(user.zone), user.local_date(now)
    monday = today - dt.timedelta(days=today.weekday())
    calendar = user.working_calendar()
    days = (monday + dt.timedelta(days=n) for n in range(7))
    first = next((day for day in days if calendar.is_working_day(day)), None)
    if first is None or (today, local.time()) < (first, AT):
        return False
    return not Notification.objects.filter(key=f"{_week_of(user, now)}:{user.pk}").exists()


def _tell(user: User, now: dt.datetime) -> None:
    agencies = agencies_of(user)
    today = user.local_date(now)
    scope = Scope(agencies, list(agencies.values_list("pk", flat=True)), Period.of_year(today.year), today, user.zone)
    read, pressing = numbers.overview(scope), urgent(user, scope)
    with translation.override(user.language):
        lines = [f"{tile['label']}: {tile['value']} {tile['unit']}".strip() for tile in _tiles(read, scope)]
        sentence = figures.sentence(read, pressing.number_waiting, capped=SHOWN_WAITING, is_leader=True)
        late = [f"{each.respondent.case.number}: {each.limit.label}" for each in pressing.exceptions]
    subject, body = texts_of("weekly_figures", sentence=sentence, lines=lines, late=late)
    notify(
        case=None, kind=Notification.Kind.TASK, cause=_week_of(user, now), recipients=[user], subject=subject,
        body=body, at=now, path=reverse("dashboard"),
    )  # fmt: skip


def _tiles(read: numbers.Overview, scope: Scope) -> list[dict[str, object]]:
    return figures.tiles(read, scope, figures.Address(scope, None))
