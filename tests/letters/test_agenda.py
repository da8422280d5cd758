"""The agenda of letters: every number of the register, and why one has no paper."""

import uuid

import pytest

from cases.letters.agenda import agenda, explain_gap, registers
from cases.letters.issuing import issue_letter
from cases.letters.numbering import letter_number, next_number
from cases.models import Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from regulations.models import NumberPattern
from tests import factories

pytestmark = pytest.mark.django_db
CODE = "800.1.6.2"


@pytest.fixture
def book(dinas_a, rina, budi, now):
    """A summons with number 1, a number 2 that no paper bears, and a letter that was typed by hand."""
    path = factories.make_respondent(by=rina, employee=budi, at=now)
    factories.bring_to(path, Status.SUMMONED, by=rina, at=now)
    next_number(dinas_a.government, CODE, rina.local_date(now).year)
    return path, registers(dinas_a.government)[0]


def test_every_number_is_listed_and_a_gap_is_named(book, rina):
    path, register = book
    lines = agenda(register, rina).lines
    assert [(line.running, line.is_unexplained) for line in lines] == [(1, False), (2, True)]
    assert lines[0].paper.case == path.case.number


def test_a_gap_is_explained_once_with_a_reason(book, rina, sari, now):
    _path, register = book
    with pytest.raises(NotAllowed):
        explain_gap(register=register, running=2, reason="Surat lain", actor=sari, at=now)
    explain_gap(register=register, running=2, reason="Surat tugas di luar Conduct", actor=rina, at=now)
    found = agenda(register, rina)
    assert found.gaps == 0 and found.lines[1].reason == "Surat tugas di luar Conduct"
    for running in (1, 2, 9):
        with pytest.raises(RuleViolation, match="kosong"):
            explain_gap(register=register, running=running, reason="Lagi", actor=rina, at=now)


def test_a_number_from_elsewhere_stands_outside_the_register(book, rina, now):
    path, register = book
    order = {"actor": rina, "at": now, "on": rina.local_date(now), "words": {}, "may_be_blank": True}
    issue_letter(respondent=path, code="PERM-KET", number="SP/7/LAMA", **order)
    found = agenda(register, rina)
    assert [paper.number for paper in found.outside] == ["SP/7/LAMA"]
    assert [line.running for line in found.lines] == [1, 2]


def test_the_case_of_a_paper_is_not_told_to_whoever_stepped_back(book, rina, now):
    path, register = book
    path.case.recusals.create(user=rina, reason="Kerabat", on=rina.local_date(now))
    assert agenda(register, rina).lines[0].paper.case == ""


def test_the_page_lists_the_register_and_takes_the_reason(client, book, rina):
    _path, register = book
    client.force_login(rina)
    place = f"/letters/agenda/?register={register.pk}"
    assert "belum dijelaskan" in client.get(place).text
    sent = {"submission": str(uuid.uuid4()), "running": 2, "reason": "Surat tugas"}
    assert client.post(place, sent).status_code == 302
    assert "Tanpa surat: Surat tugas" in " ".join(client.get(place).text.split())


@pytest.mark.parametrize("running", [1, 12, 1204])
def test_a_pattern_finds_the_running_number_of_its_own_numbers(dinas_a, rina, now, running):
    on = rina.local_date(now)
    for pattern in NumberPattern.objects.all():
        number = pattern.number(code=CODE, running=running, unit="DINAS/A", on=on)
        assert pattern.running_in(number, CODE) == running
        assert pattern.running_in(number, "900") is None
    assert letter_number(dinas_a, CODE, on).startswith(CODE)
