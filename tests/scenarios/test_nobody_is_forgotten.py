"""Four hundred days without any act: the sweeps alone send reminders for every open path of the demo."""

import datetime as dt
from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases.aftermath.effect import bring_into_force
from cases.aftermath.serving import end_serving
from cases.deadlines import forgotten
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.models import AnswerClock, Deadline, EvidenceRequest, Hold, Notification, Respondent, Sanction, Status
from regulations.models import Holiday

pytestmark = [pytest.mark.demo, pytest.mark.django_db]
DAYS = 400
LONGEST = 14  # working days without a word


def sweep(now):
    for kind in (Deadline, Hold, AnswerClock, EvidenceRequest):
        remind(kind, now)
    for kind in (Deadline, AnswerClock):
        escalate(kind, now)
    bring_into_force(now)
    end_serving(now)


def waiting_for_a_day(today):
    """Paths whose decision takes effect or whose sanction ends by itself: nobody has to act on them."""
    served = Sanction.objects.standing().filter(sanction_type__duration_months__gt=0, ends_on__gte=today)
    in_force = set(served.values_list("decision__respondent", flat=True))
    return in_force | set(Respondent.objects.filter(status=Status.DELIVERED).values_list("pk", flat=True))


def test_no_open_path_is_silent_for_more_than_fourteen_working_days():
    call_command("seed_demo", stdout=StringIO())
    start = timezone.now()
    working = {
        day: Holiday.objects.working_calendar().day_off_name(day) == ""
        for day in (start.date() + dt.timedelta(n) for n in range(DAYS + 1))
    }
    silent: dict[int, int] = defaultdict(int)  # working days since the last word about the case of a path
    longest: dict[int, int] = {}
    sweep(start)
    assert not forgotten.remember(start)
    for n in range(1, DAYS + 1):
        now = start + dt.timedelta(days=n)
        sweep(now)
        spoken_of = set(Notification.objects.filter(created_at=now).values_list("case", flat=True))
        waiting = waiting_for_a_day(now.date())
        for pk, case in Respondent.objects.exclude(status=Status.CLOSED).values_list("pk", "case"):
            silent[pk] = 0 if case in spoken_of or pk in waiting else silent[pk] + working[now.date()]
            longest[pk] = max(longest.get(pk, 0), silent[pk])
        if n % 100 == 0:
            assert not forgotten.silent_paths(now.date()).exists()
    assert len(longest) > 50  # the demo has enough open paths to say something
    assert {pk: days for pk, days in longest.items() if days > LONGEST} == {}
