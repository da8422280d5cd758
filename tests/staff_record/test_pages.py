"""People: within the account's agencies, searched without names in addresses; their records opened with a reason."""

import datetime as dt

import pytest
import time_machine

from cases.models import AccessEntry, Status
from cases.two_people import recusals
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_hr_officer_sees_its_own_people_only(client, sari, tono, budi):
    client.force_login(sari)
    assert "Budi" in client.get("/people/").text
    assert client.get(f"/people/{budi.pk}/").status_code == 200
    client.force_login(tono)
    assert "Budi" not in client.get("/people/").text
    assert client.get(f"/people/{budi.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["rina", "joko", "dewi"])
def test_the_other_roles_see_their_government(client, request, who, budi):
    client.force_login(request.getfixturevalue(who))
    assert "Budi" in client.get("/people/").text


def test_another_government_sees_nobody(client, budi):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    client.force_login(factories.make_user("asing", "BKPSDM", elsewhere))
    assert "Budi" not in client.get("/people/").text
    assert client.get(f"/people/{budi.pk}/").status_code == 404


def test_a_search_by_name_or_number_is_answered_on_the_spot(client, sari, budi, wati):
    client.force_login(sari)
    for words in ("budi", budi.nip, budi.number, budi.nip[:12]):
        response = client.post("/people/", {"words": words})
        assert response.status_code == 200
        assert "Budi" in response.text
    assert "Wati" not in client.post("/people/", {"words": "budi"}).text


def test_an_empty_or_short_search_is_refused_and_kept(client, sari, budi):
    client.force_login(sari)
    response = client.post("/people/", {"words": "bu"})
    assert response.status_code == 422
    assert 'value="bu"' in response.text
    assert client.post("/people/", {"words": ""}).status_code == 422


def test_no_name_in_the_address_of_the_next_page(client, sari, dinas_a):
    for n in range(60):
        factories.make_employee(f"Rahasia {n:02d}", agency=dinas_a)
    client.force_login(sari)
    response = client.get("/people/")
    assert "Rahasia" not in response.context["page"].next_url
    second = client.get("/people/" + response.context["page"].next_url)
    assert [person.name for person in second.context["people"]] == [f"Rahasia {n:02d}" for n in range(50, 60)]
    first = client.get("/people/" + second.context["page"].previous_url)
    assert first.context["people"][0].name == "Rahasia 00"


def open_record(client, person, reason="Pemeriksaan kasus disiplin"):
    return client.post(f"/people/{person.pk}/", {"reason": reason})


def test_a_record_stays_closed_without_a_reason(client, sari, rina, budi):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DELIVERED, by=rina)
    client.force_login(sari)
    page = client.get(f"/people/{budi.pk}/").text
    assert "Buka catatan pegawai" in page
    assert path.case.number not in page
    for reason in ("", "lihat"):
        assert open_record(client, budi, reason).status_code == 422
    assert not AccessEntry.objects.filter(employee=budi, what="record").exists()
    assert AccessEntry.objects.filter(employee=budi, what="person page").exists(), "name and posts were shown"


def test_a_reason_opens_the_record_and_stands_in_the_log(client, sari, rina, budi):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DELIVERED, by=rina)
    client.force_login(sari)
    assert open_record(client, budi).status_code == 302
    text = client.get(f"/people/{budi.pk}/").text
    for shown in ("Dinas A", "PNS", path.case.number, str(path.decisions.get().sanctions.get().sanction_type)):
        assert shown in text
    entry = AccessEntry.objects.get(employee=budi)
    assert (entry.user, entry.what, entry.reason) == (sari, "record", "Pemeriksaan kasus disiplin")
    assert AccessEntry.objects.filter(case=path.case, what="person", reason=entry.reason).count() == 1
    client.get(f"/people/{budi.pk}/")
    assert AccessEntry.objects.filter(employee=budi).count() == 2


def test_a_record_closes_again_and_a_reason_opens_one_person_only(client, sari, budi, wati, now):
    client.force_login(sari)
    with time_machine.travel(now, tick=False):
        open_record(client, budi)
        assert "Kelayakan" in client.get(f"/people/{budi.pk}/").text
        assert "Kelayakan" not in client.get(f"/people/{wati.pk}/").text
    with time_machine.travel(now + dt.timedelta(minutes=16), tick=False):
        assert "Kelayakan" not in client.get(f"/people/{budi.pk}/").text


def test_eligibility_names_what_prevents_it_and_its_article(client, sari, rina, budi):
    factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DELIVERED, by=rina)
    client.force_login(rina)
    open_record(client, budi)
    page = client.get(f"/people/{budi.pk}/").text
    assert "Terhalang" in page and "Tidak terhalang" in page
    assert "PerBKN 6/2022" in page


def test_whoever_sees_only_part_of_the_cases_gets_no_eligibility(client, sari, rina, budi, now, dinas_a):
    case = factories.make_respondent(by=rina, employee=budi).case
    recusals.recuse(case=case, actor=rina, at=now, on=dinas_a.local_date(now), user=rina, reason="Kerabat")
    for user, words in ((sari, "atas seluruh riwayat"), (rina, "dibuka petugas lain")):
        client.force_login(user)
        open_record(client, budi)
        page = client.get(f"/people/{budi.pk}/").text
        assert words in page and "Terhalang" not in page and "Tidak terhalang" not in page


def test_nobody_opens_their_own_record(client, city, budi):
    client.force_login(factories.make_user("budi", "BKPSDM", city, employee=budi))
    open_record(client, budi)
    page = client.get(f"/people/{budi.pk}/").text
    assert "Catatan Anda sendiri" in page and "Kelayakan" not in page
    assert not AccessEntry.objects.filter(what="record").exists()


def test_the_administrator_opens_no_record_but_sees_who_did_and_why(client, sari, budi, wati, putri):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    for person in (budi, wati):
        open_record(client, person, f"Alasan untuk {person.name}")
        client.get(f"/people/{person.pk}/")
    client.force_login(putri)
    open_record(client, budi)
    assert path.case.number not in client.get(f"/people/{budi.pk}/").text
    log = client.get("/people/access/").text
    assert "Alasan untuk Budi" in log and "Alasan untuk Wati" in log
    one = client.get(f"/people/{budi.pk}/readers/").text
    assert "Alasan untuk Budi" in one and "Alasan untuk Wati" not in one
    assert path.case.number not in log


@pytest.mark.parametrize("people", [1, 20])
def test_the_list_costs_six_statements(client, sari, dinas_a, people, django_assert_max_num_queries):
    for n in range(people):
        factories.make_employee(f"Pegawai {n}", agency=dinas_a)
    client.force_login(sari)
    with django_assert_max_num_queries(6):
        client.get("/people/")
