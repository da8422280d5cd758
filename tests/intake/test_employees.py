"""Respondents of a report: found by number or name, described, outside the staff list, or a group."""

import uuid

import pytest

from cases.models import Case, Respondent, UnknownGroup
from cases.parties.forms.unknown_people import read_group
from cases.parties.respondents import Group, identify
from tests import factories

pytestmark = pytest.mark.django_db

PICKER, PLACE = "/incidents/people/", "/incidents/new/"


@pytest.fixture
def ask(client, sari):
    def post(user=sari, **words):
        client.force_login(user)
        return client.post(PICKER, words).json()

    return post


@pytest.fixture
def save(client, sari, dinas_a):
    def post(**fields):
        client.force_login(sari)
        sent = {"submission": str(uuid.uuid4()), "agency": dinas_a.pk, "summary": factories.SENTENCE} | fields
        assert client.post(PLACE, sent).status_code == 302
        return Case.objects.latest("pk")

    return post


def names(told):
    return [person["name"] for person in told["people"]]


def test_part_of_a_name_finds_people_of_the_own_agency_with_where_they_work(ask, budi, dinas_b):
    factories.make_employee("Budiman", agency=dinas_b)
    told = ask(words="bud")
    assert names(told) == ["Budi"]
    assert told["people"][0]["about"] == "Pranata Humas · Dinas A · PNS"
    assert told["people"][0]["value"] == budi.nip


def test_a_whole_nip_finds_somebody_of_another_agency(ask, dinas_b):
    stranger = factories.make_employee("Tini", agency=dinas_b)
    assert names(ask(words=stranger.nip)) == ["Tini"]
    assert names(ask(words=stranger.number)) == ["Tini"]
    assert names(ask(words=stranger.nip[:-1])) == []


def test_nobody_of_another_government_is_ever_found(ask, db):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    stranger = factories.make_employee("Tini", agency=factories.make_agency(elsewhere, "d", "Dinas"))
    assert names(ask(words=stranger.nip)) == []
    assert ask(lines=stranger.nip)["people"] == []


def test_bkpsdm_finds_people_of_every_agency(ask, rina, budi, dinas_b):
    factories.make_employee("Budiman", agency=dinas_b)
    assert names(ask(rina, words="budi")) == ["Budi", "Budiman"]


def test_two_letters_find_nobody(ask, budi):
    assert names(ask(words="bu")) == []


def test_an_administrator_looks_for_nobody(client, putri):
    client.force_login(putri)
    assert client.post(PICKER, {"words": "budi"}).status_code == 403


def test_several_numbers_at_once_are_resolved_and_what_is_wrong_is_told(ask, budi, wati):
    told = ask(lines=f"{budi.nip}\n{wati.number}\n19850412201001100")
    assert {person["line"]: person["name"] for person in told["people"]} == {budi.nip: "Budi", wati.number: "Wati"}
    assert told["wrong"] == {"19850412201001100": "NIP terdiri atas 18 angka. Anda menulis 17."}


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("sekitar 7 orang, belum diketahui", 7), ("± 12 orang", 12), ("3-5 orang di loket", 5), ("7 orang", 7),
        ("beberapa orang berseragam", None), ("Sejumlah pegawai", None),
    ],
)  # fmt: skip
def test_several_people_are_recognised_as_a_group(line, seen):
    assert read_group(line) == Group(line, seen)


@pytest.mark.parametrize("line", ["batik biru, berkacamata", "1 orang", "orang ke-7 dari kiri", "baju nomor 7"])
def test_one_person_is_no_group(line):
    assert read_group(line) is None


def test_somebody_outside_the_staff_list_is_kept_with_what_is_known(save):
    path = save(outsiders="Siti Aminah, TKK Disdukcapil").respondents.get()
    assert path.description == "Siti Aminah (di luar daftar pegawai)"
    assert path.category_note == "TKK Disdukcapil"
    assert not path.is_identified


def test_a_group_is_one_path_that_somebody_has_to_identify(save):
    path = save(unknown="sekitar 7 orang, di loket").respondents.get()
    assert path.group.seen == 7
    assert path.turn == "HR_OFFICER"
    assert path.deadlines.unfinished().exists()


def name(path, employee, sari, now, **over):
    fresh = Respondent.objects.select_related("case__agency", "agency").get(pk=path.pk)
    on = fresh.agency.local_date(now)
    return identify(respondent=fresh, actor=sari, at=now, on=on, employee=employee, how="Wajah dikenali", **over)


def test_whoever_is_recognised_in_a_group_gets_a_path_and_the_rest_stays(save, sari, budi, wati, now):
    case = save(unknown="sekitar 3 orang")
    group = case.respondents.get()
    one = name(group, budi, sari, now)
    assert (one.employee, one.out_of.path) == (budi, group)
    assert one.deadlines.unfinished().exists()
    assert not Respondent.objects.get(pk=group.pk).is_identified
    name(group, wati, sari, now)
    case.refresh_from_db()
    assert case.respondent_count == 3
    assert list(case.history.filter(act="add-respondent").values_list("respondent__employee__name", flat=True)) == [
        "Wati", "Budi",
    ]  # fmt: skip


def test_the_last_one_of_a_group_takes_its_path(save, sari, dinas_a, budi, wati, now):
    group = save(unknown="2 orang").respondents.get()
    name(group, budi, sari, now)
    last = name(group, wati, sari, now)
    assert last.pk == group.pk
    assert {str(path) for path in group.case.respondents.all()} == {"Budi", "Wati"}


def test_a_group_that_was_smaller_than_it_looked_ends_with_the_one_said_to_be_last(save, sari, budi, now):
    group = save(unknown="beberapa orang").respondents.get()
    assert name(group, budi, sari, now, is_last=True).pk == group.pk
    assert group.case.respondents.count() == 1


def test_nobody_is_recognised_twice_in_a_group(save, sari, budi, now):
    group = save(unknown="beberapa orang").respondents.get()
    name(group, budi, sari, now)
    with pytest.raises(Exception, match="sudah menjadi terlapor"):
        name(group, budi, sari, now)


def test_the_page_says_how_many_of_a_group_are_known_and_asks_for_the_last(client, save, sari, budi, now):
    case = save(unknown="sekitar 7 orang")
    group = case.respondents.get()
    name(group, budi, sari, now)
    assert "1 dari sekitar 7 orang sudah dikenal" in client.get(f"/cases/{case.number}/people/").text
    assert "Ini orang terakhir dari kelompok itu" in client.get(f"/respondents/{group.pk}/identify/").text


def test_a_group_is_added_to_a_case_later(client, save, budi):
    case = save(people=budi.nip)
    sent = {"submission": str(uuid.uuid4()), "description": "sekitar 4 orang lain", "part": "ACTOR"}
    assert client.post(f"/cases/{case.number}/add-respondent/", sent).status_code == 302
    assert UnknownGroup.objects.get().seen == 4


def test_a_second_report_of_the_same_group_adds_no_second_group(client, save, dinas_a):
    case = save(unknown="sekitar 7 orang")
    again = {"submission": str(uuid.uuid4()), "agency": dinas_a.pk, "summary": factories.SENTENCE}
    again |= {"same_as": case.number, "unknown": "sekitar 7 orang"}
    assert client.post(PLACE, again).status_code == 302
    assert case.respondents.count() == 1
