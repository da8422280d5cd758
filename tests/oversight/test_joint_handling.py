"""Two bodies that handle one act: both see the other's steps, one leads, nobody is sanctioned twice."""

import datetime as dt
import uuid

import pytest

from cases.models import AccessEntry, Act, Case, JointHandling, Notification, Role, Status
from cases.oversight.joint_handling import answer_joint, end_joint, propose_joint
from cases.procedure.refusals import RuleViolation
from regulations.models import Route
from tests import factories
from tests.law_acts.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(now):
    """A day on which the other body acts: nobody is heard in two places at once."""
    return now - dt.timedelta(days=3)


@pytest.fixture
def pair(rina, dinas_a, budi, earlier):
    """Budi in two cases of one government: of his agency, and of the Inspectorate."""
    told = {"by": rina, "agency": dinas_a, "people": (budi,), "at": earlier}
    return tuple(factories.make_case(**told).respondents.get() for _n in range(2))


@pytest.fixture
def province(db):
    """An account of BKD in another government, with a case about the same man."""
    other = factories.make_government("Provinsi Contoh", "provinsi-contoh", kind="PROVINCE")
    bkd = factories.make_agency(other, "bkd", "BKD")
    user = factories.make_user("bkd", Role.BKPSDM, other, agency=bkd)
    man = factories.make_employee("Budi Santosa", agency=factories.make_agency(other, "dinas-p", "Dinas P"))
    return user, factories.make_respondent(by=user, employee=man)


def propose(path, other, actor, now, leads="THEIRS", **over):
    words = {"invited": other.case.government, "case_number": other.case.number, "basis": "Surat 700/12"}
    on = path.agency.local_date(now)
    return propose_joint(case=path.case, path=path, actor=actor, at=now, on=on, leads=leads, **words | over)


def send(client, user, address, **fields):
    client.force_login(user)
    return client.post(address, {"submission": str(uuid.uuid4()), "on": "hari ini"} | fields)


def decide(office, path):
    return office.decide(path, "PNS-R2", "AGENCY_HEAD", factories.signatory(path.agency).person)


@pytest.fixture
def office(client, now, budi, sari, rina, joko):
    return Office(client, now, budi=budi, sari=sari, rina=rina, joko=joko)


def test_each_body_reads_the_steps_of_the_other_on_its_own_page(client, pair, rina, sari, now):
    first, second = pair
    factories.bring_to(second, Status.SUMMONED, by=rina, at=now)
    propose(first, second, rina, now)
    client.force_login(rina)
    text = client.get(f"/cases/{first.case.number}/").text
    assert f"/cases/{second.case.number}/" in text and "Badan lain memimpin" in text
    assert str(Act.SUMMON.label) in text
    assert "Badan ini memimpin" in client.get(f"/cases/{second.case.number}/").text
    assert AccessEntry.objects.filter(case=second.case, user=rina, what="steps").count() == 1


def test_the_body_that_does_not_lead_waits_for_the_other(office, pair, rina, now, earlier):
    first, second = pair
    propose(first, second, rina, now)
    factories.bring_to(first, Status.FINDINGS, by=rina, at=now)
    waits = decide(office, first)
    assert waits.status_code == 422 and "memimpin penanganan ini" in waits.text and "Pasal 35" in waits.text
    factories.bring_to(second, Status.FINDINGS, by=rina, at=earlier)
    assert decide(office, second).status_code == 302


@pytest.mark.parametrize("leads", ["OURS", "THEIRS"])
def test_what_one_body_sanctioned_the_other_does_not_sanction_again(office, pair, rina, now, earlier, leads):
    first, second = pair
    propose(first, second, rina, now, leads)
    leader, other = (first, second) if leads == "OURS" else (second, first)
    factories.bring_to(leader, Status.DECIDED, by=rina, at=earlier)
    factories.bring_to(other, Status.FINDINGS, by=rina, at=now)
    refused = decide(office, other)
    assert refused.status_code == 422 and "sudah diputus" in refused.text


def test_the_sheet_of_validity_names_the_other_body(client, pair, rina, now):
    first, second = pair
    propose(first, second, rina, now)
    factories.bring_to(first, Status.FINDINGS, by=rina, at=now)
    client.force_login(rina)
    assert "Badan lain" in client.get(f"/respondents/{first.pk}/decide/").text


def test_an_ethics_case_and_a_disciplinary_one_stand_beside_each_other(office, pair, rina, now):
    first, second = pair
    propose(first, second, rina, now)
    second.route = Route.ETHICS
    second.save(update_fields=["route"])
    factories.bring_to(first, Status.FINDINGS, by=rina, at=now)
    assert "memimpin" in decide(office, first).text
    end_joint(
        joint=JointHandling.objects.get(),
        case=first.case,
        actor=rina,
        at=now,
        on=rina.local_date(now),
        reason="Majelis selesai",
    )
    assert decide(office, first).status_code == 302


def test_another_government_answers_from_its_own_work_and_reads_steps_alone(client, pair, province, rina, now):
    first, _second = pair
    factories.bring_to(first, Status.SUMMONED, by=rina, at=now)
    Case.objects.filter(pk=first.case_id).update(title="Joget di loket Dinas A")
    user, theirs = province
    joint = propose(first, theirs, rina, now)
    assert joint.theirs is None
    assert Notification.objects.get(recipient=user, key__startswith="joint:").case is None
    client.force_login(user)
    assert f"/joint-handlings/{joint.pk}/answer/" in client.get("/work/").text
    assert client.get(f"/joint-handlings/{joint.pk}/answer/").status_code == 200
    assert AccessEntry.objects.filter(case=theirs.case, user=user, what="form answer-joint").count() == 1
    answered = send(client, user, f"/joint-handlings/{joint.pk}/answer/", path=theirs.pk)
    assert answered.status_code == 302
    text = client.get(f"/cases/{theirs.case.number}/").text
    assert first.case.number in text and str(Act.SUMMON.label) in text
    assert "Joget di loket" not in text
    assert client.get(f"/cases/{first.case.number}/").status_code == 404 or first.case.number == theirs.case.number
    assert "/joint-handlings/" not in client.get("/work/").text


def test_a_proposal_does_not_tell_whether_the_other_government_has_the_case(pair, province, rina, now):
    first, _second = pair
    _user, theirs = province
    known = propose(first, theirs, rina, now)
    unknown = propose(first, theirs, rina, now, case_number="KS-1999-0001")
    assert known.theirs is None and unknown.theirs is None


def test_a_proposal_is_declined_with_a_reason(pair, province, rina, now):
    first, _second = pair
    user, theirs = province
    joint = propose(first, theirs, rina, now)
    words = {"joint": joint, "case": theirs.case, "actor": user, "at": now, "on": user.local_date(now), "path": None}
    with pytest.raises(RuleViolation, match="tulis alasan menolak"):
        answer_joint(**words)
    assert answer_joint(**words, reason="Perbuatan lain").ended_on is not None
    with pytest.raises(RuleViolation, match="sudah dijawab"):
        answer_joint(**words, reason="Perbuatan lain")


def test_in_one_government_the_other_case_concerns_the_same_person(pair, rina, now, wati, dinas_a):
    first, _second = pair
    other = factories.make_case(by=rina, agency=dinas_a, people=(wati,)).respondents.get()
    with pytest.raises(RuleViolation, match="bukan terlapor di dalamnya"):
        propose(first, other, rina, now)
    assert not JointHandling.objects.exists()


def test_a_path_follows_one_body_only(pair, rina, now, dinas_a, budi):
    first, second = pair
    third = factories.make_case(by=rina, agency=dinas_a, people=(budi,)).respondents.get()
    propose(first, second, rina, now)
    with pytest.raises(RuleViolation, match="Akhiri dulu"):
        propose(third, second, rina, now)


def test_an_account_barred_from_the_other_case_reads_no_step_of_it(client, pair, rina, joko, now):
    first, second = pair
    factories.bring_to(second, Status.SUMMONED, by=rina, at=now)
    propose(first, second, rina, now)
    second.case.recusals.create(user=joko, reason="Kerabat", on=joko.local_date(now))
    client.force_login(joko)
    assert (
        str(Act.SUMMON.label)
        not in client.get(f"/cases/{first.case.number}/").text.split("bodies-title")[1].split("</section>")[0]
    )
    assert not AccessEntry.objects.filter(case=second.case, user=joko, what="steps").exists()
