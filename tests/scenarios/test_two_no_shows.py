import datetime as dt

import pytest

from cases.models import Act, Status, Summons
from tests.scenarios import two_no_shows

SCENARIO = two_no_shows


@pytest.fixture
def path(case):
    return case.respondents.get()


def test_the_evidence_is_reported_without_an_examination(path):
    assert path.status == Status.FINDINGS
    assert not path.hearings.exists()
    assert path.findings_reports.count() == 1


def test_the_illness_repeated_the_first_summons_and_the_other_two_counted(path):
    letters = [(letter.ordinal, letter.absence, letter.consequence) for letter in path.summonses.all()]
    assert letters == [(1, "ILL", "REPEAT"), (1, "NO_NEWS", "SECOND"), (2, "REFUSED", "EVIDENCE")]
    assert path.absences == 2 and path.was_called_in_vain


def test_every_letter_is_kept_with_its_number_and_receipt(path):
    numbers = list(path.summonses.values_list("letter_number", flat=True))
    assert len(set(numbers)) == 3 and all(number.endswith("/DISDUKCAPIL/2026") for number in numbers)
    assert all(letter.received_on for letter in Summons.objects.filter(respondent=path))


def test_no_clock_of_a_summons_is_left_running(path):
    running = path.deadlines.running().values_list("limit__step", flat=True)
    assert list(running) == ["INT-DECIDE"]
    second = path.deadlines.filter(limit__step="SUMMONS2").order_by("starts_on").last()
    assert second.cancelled_on == dt.date(2026, 7, 6)


def test_the_record_tells_each_absence_with_its_cause(case):
    notes = list(case.history.filter(act=Act.RECORD_ABSENCE).order_by("pk").values_list("note", flat=True))
    assert [note.split(".")[0] for note in notes] == ["Sakit", "Tidak ada kabar", "Menolak hadir"]
