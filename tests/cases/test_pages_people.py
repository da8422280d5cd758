"""People: within the account's agencies, searched without names in addresses."""

import pytest

from cases.models import AccessEntry, Status
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


def test_a_person_shows_history_and_visible_cases_with_sanction(client, sari, rina, budi):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DELIVERED, by=rina)
    client.force_login(sari)
    text = client.get(f"/people/{budi.pk}/").text
    assert "Dinas A" in text
    assert "PNS" in text
    assert path.case.number in text
    assert str(path.decisions.get().sanctions.get().sanction_type) in text
    assert AccessEntry.objects.filter(case=path.case, user=sari, what="person").count() == 1


def test_the_administrator_sees_no_case_of_a_person(client, sari, budi, city):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(factories.make_user("admin", "ADMINISTRATOR", city))
    response = client.get(f"/people/{budi.pk}/")
    assert response.status_code == 200
    assert path.case.number not in response.text


@pytest.mark.parametrize("people", [1, 20])
def test_the_list_costs_six_statements(client, sari, dinas_a, people, django_assert_max_num_queries):
    for n in range(people):
        factories.make_employee(f"Pegawai {n}", agency=dinas_a)
    client.force_login(sari)
    with django_assert_max_num_queries(6):
        client.get("/people/")
