"""Two cases about one event: merged, readable, and separated again."""

import uuid

import pytest

from cases.casefile import merging
from cases.clarification import acts as clarification
from cases.models import Act, CaseMerge, ClosingReason, Deadline, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(sari, dinas_a, budi, wati):
    """An older case about Wati, and a newer one about Budi and Wati: the newer is to go on in the older."""
    kept = factories.make_case(by=sari, agency=dinas_a, people=(wati,))
    absorbed = factories.make_case(by=sari, agency=dinas_a, people=(budi, wati), posts=[factories.seen_post()])
    return absorbed, kept


@pytest.fixture
def words(sari, now, dinas_a):
    return {"actor": sari, "at": now, "on": dinas_a.local_date(now), "reason": "Video yang sama"}


def test_the_people_continue_in_the_other_case_and_nothing_else_moves(pair, words, budi, wati):
    absorbed, kept = pair
    merging.merge_case(case=absorbed, into=kept, **words)
    assert {path.employee for path in kept.respondents.all()} == {wati, budi}
    assert {path.closing_reason for path in absorbed.respondents.all()} == {ClosingReason.ELSEWHERE}
    assert absorbed.incidents.get().posts.count() == 1
    assert not Deadline.objects.unfinished().filter(respondent__case=absorbed).exists()
    for case in pair:
        assert case.history.filter(act=Act.MERGE_CASE).count() == 1
    absorbed.refresh_from_db()
    assert absorbed.stage == Status.CLOSED


def test_both_files_stay_readable_and_name_each_other(client, pair, words, sari):
    absorbed, kept = pair
    merging.merge_case(case=absorbed, into=kept, **words)
    client.force_login(sari)
    assert f"/cases/{kept.number}/" in client.get(f"/cases/{absorbed.number}/").text
    assert f"/cases/{absorbed.number}/" in client.get(f"/cases/{kept.number}/").text


def test_a_merge_is_undone(pair, words, rina, budi):
    absorbed, kept = pair
    merging.merge_case(case=absorbed, into=kept, **words)
    merging.undo_merge(case=absorbed, **words | {"actor": rina})
    assert {path.status for path in absorbed.respondents.all()} == {Status.REPORTED}
    assert Deadline.objects.unfinished().filter(respondent__case=absorbed).count() == 2
    assert kept.respondents.get(employee=budi).status == Status.CLOSED
    assert not CaseMerge.objects.standing().exists()
    merging.merge_case(case=absorbed, into=kept, **words)  # and may be found right after all


def test_a_person_with_acts_in_the_other_case_stays_there(pair, words, rina, budi):
    absorbed, kept = pair
    merging.merge_case(case=absorbed, into=kept, **words)
    path = kept.respondents.get(employee=budi)
    day = {name: words[name] for name in ("actor", "at", "on")}
    clarification.request_clarification(respondent=path, channel="PHONE", **day)
    merging.undo_merge(case=absorbed, **words | {"actor": rina})
    assert kept.respondents.get(employee=budi).status == Status.CLARIFICATION


def test_a_case_with_later_acts_is_not_merged(pair, words, sari, budi):
    absorbed, kept = pair
    factories.bring_to(absorbed.respondents.get(employee=budi), Status.CLARIFICATION, by=sari)
    with pytest.raises(RuleViolation, match="sudah berjalan"):
        merging.merge_case(case=absorbed, into=kept, **words)
    assert kept.respondents.count() == 1


def test_a_merged_case_takes_in_no_other_case(pair, words, sari, dinas_a):
    absorbed, kept = pair
    third = factories.make_case(by=sari, agency=dinas_a)
    merging.merge_case(case=absorbed, into=kept, **words)
    for case, into in ((kept, absorbed), (third, absorbed), (absorbed, third), (kept, kept)):
        with pytest.raises(RuleViolation):
            merging.merge_case(case=case, into=into, **words)
    merging.merge_case(case=third, into=kept, **words)  # several may go on in one


def test_an_officer_of_another_agency_cannot_merge(client, pair, words, tono, dewi):
    absorbed, kept = pair
    client.force_login(tono)
    sent = {"submission": str(uuid.uuid4()), "into": kept.number, "reason": "x", "on": "hari ini"}
    assert client.post(f"/cases/{absorbed.number}/merge-case/", sent).status_code == 404
    with pytest.raises(NotAllowed):
        merging.merge_case(case=absorbed, into=kept, **words | {"actor": dewi})


def test_the_form_names_similar_cases_and_merges(client, pair, sari):
    absorbed, kept = pair
    client.force_login(sari)
    place = f"/cases/{absorbed.number}/merge-case/"
    assert kept.number in client.get(place).text
    sent = {"submission": str(uuid.uuid4()), "into": kept.number.lower(), "reason": "Video sama", "on": "hari ini"}
    assert client.post(place, sent).status_code == 302
    assert CaseMerge.objects.get().kept == kept
    sent = {"submission": str(uuid.uuid4()), "reason": "Ternyata lain", "on": "hari ini"}
    refused = client.post(f"/cases/{absorbed.number}/undo-merge/", sent)
    assert "tidak berwenang" in refused.text  # a closed path is taken up again by BKPSDM, Inspectorate or leadership
