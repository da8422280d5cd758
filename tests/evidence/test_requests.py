"""Requests for evidence that is said to exist, with a due date in working days and reminders."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.deadlines.reminders import remind
from cases.evidence import files as evidence
from cases.evidence import requests as evidence_requests
from cases.models import Act, EvidenceItem, EvidenceRequest, Notification
from cases.parties import respondents
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.reports.vault_check import verify_evidence
from tests import factories
from tests.samples.files import PNG

FRIDAY = dt.date(2026, 6, 5)
DUE = dt.date(2026, 6, 12)  # the fifth working day after a Friday without a holiday between


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 5, tzinfo=dt.UTC)


@pytest.fixture
def case(sari, dinas_a):
    return factories.make_case(by=sari, agency=dinas_a, at=noon(FRIDAY))


@pytest.fixture
def item(case, sari):
    return evidence.say_exists(case=case, actor=sari, at=noon(FRIDAY), title="Bon karaoke", source="disebut pejabat")


def ask(item, actor, **over) -> EvidenceRequest:
    words = {"asked_of": "Pengelola tempat karaoke", "channel": "LETTER", "letter_number": "800/12/BKPSDM"}
    return evidence_requests.request_evidence(
        **{"item": item, "actor": actor, "at": noon(FRIDAY), "on": FRIDAY} | words | over
    )


def end(request, actor, **over) -> EvidenceRequest:
    words = {"outcome": "REFUSED", "note": "Dijawab lisan: tidak akan ditunjukkan"}
    return evidence_requests.end_request(
        **{"request": request, "actor": actor, "at": noon(DUE), "on": DUE} | words | over
    )


def test_a_request_has_its_day_by_the_rule_in_working_days(item, rina, case):
    request = ask(item, rina)
    assert (request.due_on, request.limit.step) == (DUE, "INT-PRODUCE")
    assert case.history.filter(act=Act.REQUEST_EVIDENCE).count() == 1


def test_an_item_has_one_open_request_at_a_time(item, rina):
    first = ask(item, rina)
    with pytest.raises(RuleViolation, match="sudah diminta kepada Pengelola"):
        ask(item, rina)
    end(first, rina)
    assert ask(item, rina, asked_of="Pemilik gedung").pk != first.pk


def test_a_letter_has_its_number_and_a_day_that_has_come(item, rina):
    with pytest.raises(RuleViolation, match="nomor surat"):
        ask(item, rina, letter_number="")
    with pytest.raises(RuleViolation, match="setelah hari ini"):
        ask(item, rina, on=DUE)
    assert ask(item, rina, channel="VERBAL", letter_number="").letter_number == ""


def test_existing_evidence_cannot_be_requested(case, sari, rina):
    held = evidence.add_file(case=case, actor=sari, at=noon(FRIDAY), upload=SimpleUploadedFile("a.png", PNG))
    with pytest.raises(RuleViolation, match="sudah ada di berkas"):
        ask(held, rina)


def test_what_is_handed_over_becomes_evidence_and_ends_the_asking(item, rina, case):
    request = end(ask(item, rina), rina, outcome="PRODUCED", note="", upload=SimpleUploadedFile("bon.png", PNG))
    assert (request.produced.code, request.produced.title, request.produced.source) == (
        "B-02",
        "Bon karaoke",
        "Pengelola tempat karaoke",
    )
    assert verify_evidence(noon(DUE)).wrong == 0
    with pytest.raises(RuleViolation, match="sudah diserahkan"):
        ask(item, rina)
    assert case.history.filter(act=Act.END_EVIDENCE_REQUEST).count() == 1


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"outcome": "PRODUCED"}, "Unggah berkas"),
        ({"upload": SimpleUploadedFile("bon.png", PNG)}, "Unggah berkas"),
        ({"note": ""}, "keterangannya"),
        ({"on": FRIDAY - dt.timedelta(1)}, "di antara"),
        ({"on": DUE + dt.timedelta(1)}, "di antara"),
    ],
)
def test_an_outcome_says_what_it_must(over, why, item, rina):
    request = ask(item, rina)
    with pytest.raises(RuleViolation, match=why):
        end(request, rina, **over)
    assert EvidenceItem.objects.count() == 1 and EvidenceRequest.objects.running().count() == 1


def test_an_outcome_is_written_once(item, rina):
    request = end(ask(item, rina), rina)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        end(request, rina, outcome="ABSENT")


def test_an_account_with_a_conflict_of_interest_requests_nothing(item, city, dinas_a, sari, case):
    budi = factories.make_employee("Budi", agency=dinas_a)
    path = factories.make_user("budi", "BKPSDM", city, employee=budi)
    respondents.add_respondent(case=case, actor=sari, at=noon(FRIDAY), employee=budi)
    with pytest.raises(NotAllowed):
        ask(item, path)


def test_reminders_go_out_before_on_and_after_the_day_once_each(item, rina):
    ask(item, rina)
    told = []
    for day in range(10):
        for _ in range(2):
            told.append(remind(EvidenceRequest, noon(FRIDAY + dt.timedelta(day))))
    assert [day for day, count in enumerate(told) if count] == [12, 14, 16]  # the 11th, the 12th, the 13th
    kinds = Notification.objects.filter(recipient=rina).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["REMINDER", "REMINDER", "OVERDUE"]
    assert Notification.objects.filter(recipient=rina).first().path == f"/evidence/{item.pk}/"


def test_a_week_without_sweeps_gives_one_reminder_and_an_ended_request_none(item, rina):
    request = ask(item, rina)
    assert remind(EvidenceRequest, noon(DUE + dt.timedelta(7))) == 1
    assert Notification.objects.filter(recipient=rina).count() == 1
    end(request, rina)
    assert remind(EvidenceRequest, noon(DUE + dt.timedelta(30))) == 0


def test_the_pages_ask_remind_and_record(item, rina, tono, client, case):
    client.force_login(rina)
    page = reverse("evidence", kwargs={"pk": item.pk})
    assert page in client.get(reverse("case-evidence", kwargs={"number": case.number})).content.decode()
    sent = {"asked_of": "Pengelola", "channel": "LETTER", "letter_number": "", "on": "05/06/2026"}
    refused = client.post(page, sent | {"submission": str(uuid.uuid4())})
    assert refused.status_code == 422 and "nomor surat" in refused.content.decode()
    assert 'value="Pengelola"' in refused.content.decode()
    client.post(page, sent | {"letter_number": "800/12", "submission": str(uuid.uuid4())})
    shown = client.get(reverse("work")).content.decode()
    assert "Bukti yang ditunggu" in shown and "Terlambat" in shown
    assert "Diminta kepada" in client.get(reverse("case-evidence", kwargs={"number": case.number})).content.decode()
    file = SimpleUploadedFile("bon.png", PNG)
    handed = {"outcome": "PRODUCED", "on": "12/06/2026", "upload": file, "submission": str(uuid.uuid4())}
    assert client.post(page, handed).status_code == 302
    assert "B-02" in client.get(page).content.decode() and '<form class="card' not in client.get(page).content.decode()
    assert "Bukti yang ditunggu" not in client.get(reverse("work")).content.decode()
    client.force_login(tono)
    assert client.get(page).status_code == 404
