"""One employee is recorded with a post; another post ends the one before; near names are shown first."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.models import Employee, Notification, Status
from cases.organisation import staff
from cases.procedure.refusals import NotAllowed, RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db


def form(agency, **over):
    return {
        "submission": str(uuid.uuid4()), "name": "Ratna Dewi", "nip": "19850412 201001 1 777", "category": "PNS",
        "agency": agency.pk, "post": "Analis", "starts_on": "1/3/2024", "grade": "III/a", "post_level": "FUNCTIONAL",
    } | over  # fmt: skip


def post(agency, day, **over):
    return {"category": "PNS", "agency": agency, "post": "Analis", "starts_on": day} | over


def test_an_employee_is_recorded_with_the_first_post(client, rina, dinas_a):
    client.force_login(rina)
    assert client.post(reverse("organisation-employee-new"), form(dinas_a)).status_code == 302
    person = Employee.objects.get(name="Ratna Dewi")
    assert person.nip == "198504122010011777" and person.employments.get().starts_on == dt.date(2024, 3, 1)


def test_a_number_that_is_known_is_refused(client, rina, dinas_a, budi):
    client.force_login(rina)
    answer = client.post(reverse("organisation-employee-new"), form(dinas_a, nip=budi.nip))
    assert answer.status_code == 422 and "sudah tercatat" in answer.text and "Ratna Dewi" in answer.text
    assert client.post(reverse("organisation-employee-new"), form(dinas_a, nip="")).status_code == 422


def test_a_near_name_is_shown_before_a_second_person_is_written(client, rina, dinas_a):
    factories.make_employee("Ratna Dewi, S.E.", agency=dinas_a)
    client.force_login(rina)
    answer = client.post(reverse("organisation-employee-new"), form(dinas_a))
    assert answer.status_code == 422 and "nama mirip" in answer.text
    said = form(dinas_a, is_another="on")
    assert client.post(reverse("organisation-employee-new"), said).status_code == 302
    assert Employee.objects.filter(name__startswith="Ratna Dewi").count() == 2


def test_another_post_ends_the_one_before(rina, dinas_a, dinas_b, budi, now):
    staff.move(budi, actor=rina, at=now, post=post(dinas_b, dt.date(2026, 3, 1)))
    first, second = budi.employments.order_by("starts_on")
    assert first.ends_on == dt.date(2026, 2, 28) and second.agency == dinas_b


def test_another_post_does_not_begin_inside_the_one_before(rina, dinas_b, budi, now):
    with pytest.raises(RuleViolation, match="sudah terisi sampai"):
        staff.move(budi, actor=rina, at=now, post=post(dinas_b, dt.date(2015, 1, 1)))


def test_a_post_in_another_government_is_refused(rina, budi, now):
    other = factories.make_government("Kota Lain", "kota-lain")
    theirs = factories.make_agency(other, "dinas", "Dinas Lain")
    with pytest.raises(NotAllowed):
        staff.move(budi, actor=rina, at=now, post=post(theirs, dt.date(2026, 3, 1)))


def test_the_record_leads_to_a_new_post(client, rina, sari, budi):
    address = reverse("organisation-employee-post", args=[budi.pk])
    client.force_login(rina)
    assert address in client.get(reverse("person", args=[budi.pk])).text
    said = {"submission": str(uuid.uuid4()), "category": "PNS", "agency": rina.agency_id, "post": "Analis"}
    assert client.post(address, said | {"starts_on": "1/3/2026"}).status_code == 302
    client.force_login(sari)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("stage", "is_told"), [(Status.ROUTED, True), (Status.REPORTED, False)])
def test_a_move_while_a_case_runs_is_recorded_and_told(client, rina, sari, budi, now, stage, is_told):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi, at=now), stage, by=sari, at=now)
    client.force_login(rina)
    said = {"submission": str(uuid.uuid4()), "category": "PNS", "agency": rina.agency_id, "post": "Analis"}
    address = reverse("organisation-employee-post", args=[budi.pk])
    page = client.post(address, said | {"starts_on": "1/3/2026"}, follow=True).text
    assert ("perpindahan tidak disetujui selama pemeriksaan" in page) is is_told
    told = Notification.objects.filter(key__startswith=f"moved:{path.pk}:post-")
    assert {note.recipient for note in told} == ({sari, rina} if is_told else set())
