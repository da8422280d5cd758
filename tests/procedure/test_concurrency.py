"""Two simultaneous requests, with real transactions: one succeeds, the other gets an error."""

import hashlib
import io
import uuid
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from cases.clarification import acts as clarification
from cases.examination import summonses
from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.letters.agenda import agenda, registers
from cases.letters.numbering import letter_number, next_number
from cases.models import (
    Case,
    Clarification,
    ClearanceLetter,
    Deadline,
    Employee,
    Government,
    Role,
    StagedFile,
    Status,
    Summons,
)
from cases.procedure.refusals import RuleViolation
from tests import factories
from tests.samples.files import PNG

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count, work):
    """Run ``work(i)`` in threads that start together; returns what they returned or raised."""
    barrier, results = Barrier(count), [None] * count

    def run(i):
        try:
            barrier.wait()
            results[i] = work(i)
        except RuleViolation as refusal:
            results[i] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_people_taking_the_same_act_one_wins_and_the_other_is_refused(sari, rina, budi):
    respondent = factories.make_respondent(by=sari, employee=budi)
    now = timezone.now()
    results = at_once(
        2,
        lambda i: clarification.request_clarification(
            respondent=respondent, actor=(sari, rina)[i], at=now, on=respondent.status_on, channel="LETTER"
        ),
    )
    assert sum(isinstance(result, RuleViolation) for result in results) == 1
    assert Clarification.objects.count() == 1
    assert Deadline.objects.filter(limit__step="INT-CLARIFY").count() == 1


def test_eight_writers_draw_letter_numbers_that_are_unique_and_whose_gaps_are_explained(dinas_a, rina):
    """Some take back what they drew, some use the number of an earlier paper; the agenda knows every number."""
    on, code = timezone.localdate(), "800.1.6.2"

    def draw(i):
        for turn in range(5):
            with suppress(ZeroDivisionError), transaction.atomic():
                number = letter_number(dinas_a, code, on)
                ClearanceLetter.objects.create(
                    government=dinas_a.government, employee=Employee.objects.get(pk=budi.pk), number=number,
                    purpose="AWARD", issued_on=on, valid_until=on, issued_by=rina, issued_at=timezone.now(),
                    sha256="0" * 64, file="x",
                )  # fmt: skip
                if turn == i % 5:
                    raise ZeroDivisionError  # the paper is not issued: its number is free again

    budi = factories.make_employee("Budi", agency=dinas_a)
    at_once(8, draw)
    numbers = list(ClearanceLetter.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 32
    (register,) = registers(dinas_a.government)
    found = agenda(register, rina)
    assert [line.running for line in found.lines] == list(range(1, 33)) and found.gaps == 0


def test_eight_writers_draw_numbers_that_neither_skip_nor_repeat():
    city = factories.make_government()
    numbers = at_once(8, lambda i: [next_number(city, "KS", 2026) for _ in range(25)])
    assert sorted(number for drawn in numbers for number in drawn) == list(range(1, 201))


def test_eight_officers_issue_letters_whose_numbers_neither_skip_nor_repeat():
    city = factories.make_government()
    agency = factories.make_agency(city, "dinas-a", "Dinas A")
    bkpsdm = factories.make_agency(city, "bkpsdm", "BKPSDM")
    officers = [factories.make_user(f"bkpsdm-{i}", Role.BKPSDM, city, agency=bkpsdm) for i in range(8)]
    now = timezone.now()
    paths = []
    for i in range(8):
        person = factories.make_employee(f"Pegawai {i}", agency=agency)
        path = factories.make_respondent(by=officers[0], employee=person, at=now)
        paths.append(factories.bring_to(path, Status.ROUTED, by=officers[0], at=now))
    twin = paths[7]
    summonses.summon(respondent=paths.pop(), actor=officers[7], at=now, on=twin.status_on, hearing_at=now, place="R0")

    def work(i):  # seven issue; the eighth is refused and must give its number back
        path = paths[i] if i < 7 else twin
        return summonses.summon(
            respondent=path, actor=officers[i], at=now, on=path.status_on, hearing_at=now, place=f"R{i}"
        )

    results = at_once(8, work)
    assert sum(isinstance(result, RuleViolation) for result in results) == 1
    numbers = Summons.objects.values_list("letter_number", flat=True)
    assert sorted(int(number.split("/")[1]) for number in numbers) == list(range(1, 9))


def test_of_two_officers_calling_one_person_to_two_rooms_one_is_refused():
    city = factories.make_government()
    agency = factories.make_agency(city, "dinas-a", "Dinas A")
    bkpsdm = factories.make_agency(city, "bkpsdm", "BKPSDM")
    officers = [factories.make_user(f"bkpsdm-{i}", Role.BKPSDM, city, agency=bkpsdm) for i in range(2)]
    person, now = factories.make_employee("Budi", agency=agency), timezone.now()
    paths = [factories.make_respondent(by=officers[0], employee=person, at=now) for _ in range(2)]
    for path in paths:
        factories.bring_to(path, Status.ROUTED, by=officers[0], at=now)
    results = at_once(
        2,
        lambda i: summonses.summon(
            respondent=paths[i], actor=officers[i], at=now, on=paths[i].status_on, hearing_at=now, place=f"R{i}"
        ),
    )
    assert sum(isinstance(result, RuleViolation) for result in results) == 1
    assert Summons.objects.count() == 1


def test_cases_of_one_city_can_be_opened_side_by_side():
    city: Government = factories.make_government()
    agencies = [factories.make_agency(city, f"dinas-{i}", f"Dinas {i}") for i in range(6)]
    people = [factories.make_employee(f"Pegawai {i}", agency=agency) for i, agency in enumerate(agencies)]
    officers = [
        factories.make_user(f"hr-{i}", Role.HR_OFFICER, city, agency=agency) for i, agency in enumerate(agencies)
    ]
    at_once(6, lambda i: factories.make_case(by=officers[i], agency=agencies[i], people=(people[i],)))
    assert Case.objects.count() == len(set(Case.objects.values_list("number", flat=True))) == 6


def test_of_two_senders_of_one_piece_one_is_told_where_to_go_on_and_the_file_is_whole_once(sari):
    """A page that sends again before the first send has ended; both see the file at the same length."""
    now, content = timezone.now(), PNG + bytes(range(256)) * 4000
    draft = report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now)
    for size in (len(content), 300_000):
        staged = staging.stage(draft=draft, key=uuid.uuid4(), name="layar.png", size=size, at=now)
        piece = content[:size]

        def send(_i, staged=staged, piece=piece):
            try:
                return staging.receive(staged, offset=0, piece=io.BytesIO(piece), length=len(piece))
            except staging.NotThere as where:
                return where.received

        results = at_once(4, send)
        kept = StagedFile.objects.get(pk=staged.pk)
        assert kept.sha256 == hashlib.sha256(piece).hexdigest()
        assert staging.path_of(kept).read_bytes() == piece
        assert sum(not isinstance(result, int) for result in results) == 1


def test_two_drafts_announcing_one_key_at_once_leave_the_file_with_the_first(sari):
    now, key = timezone.now(), uuid.uuid4()
    drafts = [report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now) for _ in range(4)]
    results = at_once(4, lambda i: staging.stage(draft=drafts[i], key=key, name="a.png", size=9, at=now))
    assert sum(isinstance(result, RuleViolation) for result in results) == 3
    assert StagedFile.objects.count() == 1
