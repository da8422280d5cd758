"""Every form at every stage, through the page: a letter is made from its record and not before."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Letter, Status
from regulations.models import LetterForm, LetterWording, Official
from tests import factories

pytestmark = pytest.mark.django_db

Record = LetterForm.Record
SPOKEN = (Record.STATEMENT, Record.DECLARED)
REACHED = {  # the records that a path of the discipline route has at each stage
    Status.REPORTED: set(),
    Status.CLARIFICATION: set(),
    Status.CLARIFIED: set(),
    Status.ROUTED: {Record.ROUTE},
    Status.SUMMONED: {Record.ROUTE, Record.SUMMONS},
    Status.HEARD: {Record.ROUTE, Record.SUMMONS, *SPOKEN},
    Status.FINDINGS: {Record.ROUTE, Record.SUMMONS, *SPOKEN, Record.FINDINGS, Record.REFERRAL},
    Status.DECIDED: {Record.ROUTE, Record.SUMMONS, *SPOKEN, Record.FINDINGS, Record.REFERRAL, Record.DECISION},
}
ELSEWHERE = {"BAP", "SIASN-HUKDIS"}  # the minutes and the national sheet have pages of their own


def compose(respondent, code):
    return reverse("letter-new", args=[respondent.case.number]) + f"?form={code}&whom={respondent.pk}"


@pytest.mark.parametrize("stage", REACHED, ids=str)
def test_each_form_is_offered_and_accepted_only_once_its_record_is_there(client, sari, budi, stage):
    respondent = factories.bring_to(factories.make_respondent(by=sari, employee=budi), stage, by=sari)
    client.force_login(sari)
    page = client.get(reverse("letter-new", args=[respondent.case.number])).content.decode()
    forms = sorted(LetterWording.objects.with_form(), key=lambda wording: wording.form.record == Record.DECISION)
    for wording in forms:  # the decrees last: what follows a numbered decision would come within reach
        form = wording.form
        due = not form.record or form.record in REACHED[stage]
        due = due and (form.record != Record.DECISION or "PNS-R2" in form.sanctions) and wording.code not in ELSEWHERE
        assert (f'value="{wording.code}"' in page) is due, wording.code
        sent = {"submission": str(uuid.uuid4()), "may_be_blank": "on", "on": "hari ini"}
        answer = client.post(compose(respondent, wording.code), sent)
        assert answer.status_code == (302 if due else 422), wording.code
        assert Letter.objects.filter(form=wording).exists() is due, wording.code


def test_a_dismissal_decree_at_the_first_stage_is_refused_with_what_is_missing(client, sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    answer = client.get(compose(respondent, "SK-B3"))
    assert answer.status_code == 422 and "catatan yang mendasarinya belum ada" in answer.content.decode()


def test_a_decree_has_sanction_official_day_and_number_of_its_decision_and_asks_for_none(client, sari, budi, now):
    path = factories.make_respondent(by=sari, employee=budi, at=now)
    respondent = factories.bring_to(path, Status.DECIDED, by=sari, at=now, official=Official.AGENCY_HEAD)
    client.force_login(sari)
    page = client.get(compose(respondent, "SK-R2")).content.decode()
    assert not [name for name in ("on", "sanksi", "tingkat", "pasal", "nomor_sk") if f'name="{name}"' in page]
    sent = {"submission": str(uuid.uuid4()), "may_be_blank": "on", "penanda_jabatan": "Lurah Contoh", "sanksi": "x"}
    assert client.post(compose(respondent, "SK-R2"), sent).status_code == 302
    letter, decision = Letter.objects.get(), respondent.decisions.get()
    assert (letter.dated_on, letter.number) == (decision.decided_on, decision.number) and decision.number
    post = decision.official_name.removeprefix(f"{decision.official_person.name}, ")
    assert letter.title == f"Keputusan {post} tentang Hukuman Disiplin berupa teguran tertulis"
    assert client.post(compose(respondent, "SK-R2"), sent | {"submission": str(uuid.uuid4())}).status_code == 422


def test_for_several_people_whoever_has_no_such_record_is_named_before_anything_is_ordered(client, sari, dinas_a):
    people = tuple(factories.make_employee(f"Pegawai {i}", agency=dinas_a) for i in range(2))
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    first, second = case.respondents.all()
    factories.bring_to(first, Status.SUMMONED, by=sari)
    client.force_login(sari)
    address = compose(first, "SP-PANGGILAN") + f"&whom={second.pk}"
    answer = client.get(address)
    assert answer.status_code == 422 and "belum ada bagi Pegawai 1" in answer.content.decode()
