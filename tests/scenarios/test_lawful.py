"""The five cases keep the rules of the law that the application knows, from the summons to the end."""

import pytest
from django.db import transaction

from cases.demo import five_cases, organisation
from cases.demo.script_runner import Services
from cases.examination.lawful_days import lawful_day
from cases.models import Act, Case, Decision, Respondent, Status, Summons
from cases.procedure import clocks
from regulations.models import ClockStep, Route
from tests import law

ENDS = {
    "bekasi_2021": [Status.CLOSED] * 7,
    "tangerang_2022": [Status.CLOSED],
    "bekasi_2022": [Status.CLOSED] * 8,
    "palembang_2023": [Status.HEARD] * 3,
    "berau_2025": [Status.CLOSED, Status.REPORTED],
}
SERVED = ("bekasi_2021", "bekasi_2022", "berau_2025")


@pytest.fixture(scope="module")
def recorded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        law.let_stand()
    with django_db_blocker.unblock(), transaction.atomic():
        organisation.found("rahasia-sekali")
        yield {script.__name__.rpartition(".")[2]: script.run_script(Services()).pk for script in five_cases.CASES}
        transaction.set_rollback(True)


@pytest.fixture
def cases(recorded, db) -> dict[str, Case]:
    return {name: Case.objects.get(pk=pk) for name, pk in recorded.items()}


@pytest.mark.parametrize("name", ENDS)
def test_each_path_ends_where_the_press_left_it(cases, name):
    assert [path.status for path in cases[name].respondents.order_by("pk")] == ENDS[name]


def test_every_summons_of_the_discipline_route_names_the_lawful_day_and_was_received(cases):
    letters = list(Summons.objects.filter(respondent__case__in=cases.values(), respondent__route=Route.DISCIPLINE))
    assert len(letters) == 3
    for letter in letters:
        lawful = lawful_day(letter.respondent, letter.letter_on, letter.ordinal)
        day = letter.respondent.agency.local_date(letter.hearing_at)
        calendar = clocks.calendar_of(letter.respondent)
        assert calendar.working_days_between(letter.letter_on, day) in (lawful.limit.amount, lawful.limit.amount + 1)
        assert letter.received_on is not None and letter.received_on < day


@pytest.mark.parametrize("name", SERVED)
def test_every_decision_rests_on_a_hearing_and_a_power_and_was_delivered_in_time(cases, name):
    decisions = Decision.objects.filter(respondent__case=cases[name]).select_related("respondent", "delivery")
    assert decisions
    for decision in decisions:
        path: Respondent = decision.respondent
        heard = path.agency.local_date(path.hearings.get().held_at)
        assert heard <= decision.decided_on <= decision.delivery.received_on
        assert decision.competence_note.startswith("Berwenang menurut")
        assert decision.official_person is not None and decision.delivery.late_note == ""
        assert not clocks.lateness(path, (ClockStep.DELIVER,), on=decision.delivery.received_on)


def test_each_act_follows_the_one_before_it(cases):
    for case in cases.values():
        for path in case.respondents.all():
            moves = path.history.exclude(act=Act.RECORD_FACT).order_by("pk").values_list("at", flat=True)
            assert list(moves) == sorted(moves), (case.title, path)


def test_every_case_says_what_was_assumed_and_names_nobody(cases):
    for case in cases.values():
        assert "diandaikan" in case.source_note
        for path in case.respondents.exclude(employee=None):
            assert "disamarkan" in path.employee.name
