"""Siapa membaca: who read a case or the data of a person, from pages, files, lists and searches."""

import pytest
from django.urls import reverse

from cases.models import AccessEntry, ListReading
from cases.readers.words import in_words
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now)


def of_case(client, path, **query):
    return client.get(reverse("case-readers", args=[path.case.number]), query)


def of_person(client, path, **query):
    return client.get(reverse("person-readers", args=[path.employee_id]), query)


def test_a_supervisor_sees_who_read_a_case_and_what(client, path, sari, rina):
    client.force_login(sari)
    client.get(reverse("case", args=[path.case.number]))
    client.get(reverse("work"))
    client.force_login(rina)
    rows = of_case(client, path).context["page"].rows
    assert [(row.user, row.what) for row in rows] == [
        (rina, "Daftar pembaca"),
        (sari, "Daftar pekerjaan"),
        (sari, "Ringkasan kasus"),
    ]


def test_a_search_a_suggestion_and_a_list_name_the_person_they_showed(client, path, sari, rina, budi):
    client.force_login(sari)
    client.post(reverse("people"), {"words": "Budi"})
    client.post(reverse("incident-people"), {"words": "Budi"})
    client.get(reverse("people"))
    client.get(reverse("person", args=[budi.pk]))
    client.force_login(rina)
    said = [row.what for row in of_person(client, path).context["page"].rows if row.user == sari]
    assert sorted(said) == sorted(["Halaman pegawai", "Terlapor, atau daftar pegawai", *2 * ["Pencarian pegawai"]])


def test_a_search_for_a_case_is_noted_and_keeps_no_words(client, path, sari, budi):
    client.force_login(sari)
    found = client.post(reverse("cases"), {"q": budi.name}, follow=True)
    assert path.case.number in found.content.decode()
    note = ListReading.objects.get()
    assert (note.what, note.cases) == ("cases search", [path.case_id])


def test_an_empty_result_notes_nothing(client, sari):
    client.force_login(sari)
    client.post(reverse("people"), {"words": "Tidak Ada Siapa Pun"})
    assert not ListReading.objects.exists()


def test_the_readings_of_a_persons_cases_are_readings_of_the_person(client, path, sari, rina):
    client.force_login(sari)
    client.get(reverse("case-evidence", args=[path.case.number]))
    client.force_login(rina)
    rows = of_person(client, path).context["page"].rows
    assert (sari, "Bukti", path.case.number) in [(row.user, row.what, row.case) for row in rows]


def test_the_administrator_sees_readings_of_people_but_no_case(client, path, sari, putri):
    client.force_login(sari)
    client.get(reverse("case", args=[path.case.number]))
    client.get(reverse("person", args=[path.employee_id]))
    client.force_login(putri)
    answer = of_person(client, path)
    assert [row.case for row in answer.context["page"].rows if row.user == sari] == [""]
    assert path.case.number not in answer.content.decode()
    assert of_case(client, path).status_code == 404


def test_an_outsider_another_government_and_a_walled_officer_see_nothing(client, path, sari, rina, budi, now):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    stranger = factories.make_user("lain", "BKPSDM", elsewhere)
    colleague = factories.make_user("sejawat", "INSPECTOR", path.case.government, employee=budi)
    for who in (sari, stranger, colleague):
        client.force_login(who)
        assert (of_case(client, path).status_code, of_person(client, path).status_code) == (404, 404)
    client.logout()
    assert of_case(client, path).status_code == 302


def test_pages_of_readings_follow_one_another_without_gap_or_repetition(client, path, sari, rina, now):
    AccessEntry.objects.bulk_create(
        AccessEntry(case=path.case, user=sari, what=f"evidence B-{n}", at=now) for n in range(70)
    )
    ListReading.objects.bulk_create(
        ListReading(cases=[path.case_id], user=sari, what="work", at=now) for _ in range(50)
    )
    client.force_login(rina)
    seen, address = [], reverse("case-readers", args=[path.case.number])
    while address:
        page = client.get(address).context["page"]
        seen += [(row.rank, row.pk) for row in page.rows if row.user == sari]
        address = page.next_url and reverse("case-readers", args=[path.case.number]) + page.next_url
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize(
    "after", ["x", "1~2", "99999999999999999999~0~1", "20260101000000000000~0~99999999999999999999", "٣~٣~٣"]
)
def test_a_forged_cursor_is_the_first_page_or_an_end(client, path, rina, after):
    client.force_login(rina)
    assert of_case(client, path, after=after).status_code == 200


def test_a_page_of_readings_takes_a_fixed_number_of_statements(
    client, path, sari, rina, now, django_assert_max_num_queries
):
    client.force_login(rina)
    of_case(client, path)
    AccessEntry.objects.bulk_create(AccessEntry(case=path.case, user=sari, what="case", at=now) for _ in range(60))
    with django_assert_max_num_queries(7):
        of_case(client, path)


def test_codes_become_words():
    assert in_words("evidence B-01") == "Bukti B-01"
    assert in_words("deadline 15") == "Hitungan tenggat"
    assert in_words("form choose-route") == "Formulir"
    assert in_words("unheard") == "Halaman lain (unheard)"
