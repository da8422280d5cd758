"""The whole demo, seeded once for all tests of this file."""

import datetime as dt
from collections import defaultdict
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cases.aftermath.effect import bring_into_force
from cases.aftermath.serving import end_serving
from cases.dashboard import tally_check as tallies
from cases.dashboard.weighing import weigh
from cases.deadlines import forgotten
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.models import (
    AnswerClock,
    Case,
    Deadline,
    Employee,
    EvidenceRequest,
    Hold,
    Level,
    Notification,
    Respondent,
    Role,
    Sanction,
    Status,
    User,
)
from regulations.models import Holiday
from tests import law

pytestmark = pytest.mark.demo
DAYS = 400
LONGEST = 14  # working days without a word


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demo, in a transaction of its own that is undone after the last test of the file."""
    with django_db_blocker.unblock():
        law.let_stand()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield timezone.now()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def demo(seeded, db) -> dt.datetime:
    return seeded


def test_seeding_again_changes_nothing():
    before = Case.objects.count(), Employee.objects.count(), Notification.objects.count()
    told = StringIO()
    call_command("seed_demo", stdout=told)
    assert (Case.objects.count(), Employee.objects.count(), Notification.objects.count()) == before
    assert "tidak ada yang diubah" in told.getvalue()


def test_every_case_is_marked_as_demo_and_every_generated_one_says_so():
    assert not Case.objects.filter(is_demo=False).exists()
    assert Case.objects.filter(title__startswith="Data peragaan").count() == 300


def test_the_counters_equal_a_recount():
    assert tallies.differences() == {}


def test_every_status_occurs():
    assert set(Respondent.objects.values_list("status", flat=True)) == set(Status.values)


def test_every_level_has_a_case():
    assert set(Case.objects.open().values_list("level", flat=True)) == set(Level.values)


def test_clocks_stand_in_every_state(demo):
    today = timezone.localdate(demo)
    running = Deadline.objects.running()
    assert running.filter(due_on__gt=today).exists()
    assert running.overdue(today).exists()
    assert Deadline.objects.unfinished().filter(paused_on__isnull=False).exists()
    finished = [
        (clock.was_late, clock.cancelled_on is not None) for clock in Deadline.objects.all() if clock.is_finished
    ]
    assert {(False, False), (True, False), (False, True)} <= set(finished)


def test_a_third_of_the_cases_is_open():
    assert 0.25 <= Case.objects.open().count() / Case.objects.count() <= 0.45


def test_sanctions_spread_over_a_year_and_some_are_repeats(demo):
    year = Sanction.objects.filter(decided_on__gt=(demo - dt.timedelta(days=365)).date())
    assert len({(day.year, day.month) for day in year.values_list("decided_on", flat=True)}) >= 10
    assert year.filter(is_repeat=True).count() >= 2
    assert year.filter(event_working_days__isnull=False).count() > 50


def test_the_inboxes_are_filled_and_the_mails_are_few(demo):
    for name in ("hr", "bkpsdm", "inspector", "leader"):
        assert Notification.objects.unread(User.objects.get(username=name)).exists(), name
    assert Notification.objects.to_mail(demo).count() < 400


def test_demo_accounts_sign_in_and_officers_of_the_past_do_not():
    for name in ("hr", "bkpsdm", "inspector", "leader", "admin", "hr.palembang", "leader.berau", "bkpsdm.tangerang"):
        assert authenticate(username=name, password="peragaan-2026") is not None, name
    for officer in User.objects.filter(username__startswith="petugas."):
        assert not officer.has_usable_password() and not officer.email


def test_the_demo_leader_may_agree_to_a_proposal_in_place(demo):
    leader = User.objects.get(username="leader")
    waiting = Respondent.objects.visible_to(leader).filter(status=Status.FINDINGS)
    found = [weigh(path, user=leader, at=demo) for path in waiting]
    assert any(weighed.signatory and not weighed.obstacles for weighed in found), [each.obstacles for each in found]


def test_each_demo_account_sees_its_own_government_only():
    for account in User.objects.exclude(role=Role.ADMINISTRATOR).exclude(username__startswith="petugas."):
        seen = Case.objects.visible_to(account)
        assert not seen.exclude(government=account.government).exists()
        assert seen.exists() or account.role == Role.HR_OFFICER


def test_generated_numbers_pass_the_check():
    checked = Employee.objects.exclude(nip=None)
    for employee in checked:
        employee.full_clean()  # raises for a number of a false form
    assert checked


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


def test_no_open_path_is_silent_for_more_than_fourteen_working_days_in_four_hundred_days_of_sweeps():
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
