"""The docket of a day and the record of a hearing."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.examination import summonses
from cases.examination import teams as panels
from cases.models import AccessEntry, Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def summoned(rina, budi):
    return factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)


@pytest.fixture
def hearing(rina, budi):
    path = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.HEARD, by=rina)
    return path.hearings.get()


def get(client, user, path="/hearings/"):
    client.force_login(user)
    return client.get(path)


def form_data(hearing, *, attendances=(), statements=(), **over):
    data = {"submission": str(uuid.uuid4()), "version": hearing.version}
    for n in range(3):  # what a browser sends of the rows left blank
        data |= {f"attendance-{n}-part": "", f"attendance-{n}-state": "PRESENT"}
    for prefix, rows in (("attendance", attendances), ("statement", statements)):
        data |= {f"{prefix}-TOTAL_FORMS": 3, f"{prefix}-INITIAL_FORMS": 0}
        for n, row in enumerate(rows):
            data |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return data | over


COMPANION = {"name": "Kepala sekolah", "part": "COMPANION", "capacity": "Atasan", "state": "PRESENT"}
QUESTION = {"question": "Kapan direkam?", "answer": "Pada jam istirahat.", "speaker": ""}


def test_the_day_shows_summonses_with_what_is_missing(client, joko, summoned):
    text = get(client, joko).text
    assert summoned.case.number in text
    assert "panggilan belum diterima" in text
    assert "tim belum dibentuk" in text
    assert "bukti belum ada" in text
    assert "hold-hearing" in text


def test_a_received_letter_is_told(client, joko, rina, summoned, now):
    summonses.record_receipt(respondent=summoned, actor=rina, at=now, on=rina.local_date(now), received_by="Budi")
    assert "panggilan diterima" in get(client, joko).text


def test_a_recorded_hearing_replaces_its_summons(client, joko, hearing):
    response = get(client, joko)
    assert [slot.hearing for slot in response.context["slots"]] == [hearing]
    assert f"/hearings/{hearing.pk}/" in response.text
    assert "Perlu ditutup" in response.text
    today = joko.local_date(timezone.now())
    assert {day.on: day.count for day in response.context["week"]}[today] == 1


def test_other_days_are_one_link_away(client, joko, hearing):
    today = joko.local_date(timezone.now())
    tomorrow = today + dt.timedelta(days=1)
    response = get(client, joko, f"/hearings/?day={tomorrow}")
    assert "Tidak ada pemeriksaan pada" in response.text
    assert f"?day={today}" in response.text
    assert get(client, joko, "/hearings/?day=kemarin").context["day"] == today
    assert get(client, joko, "/hearings/?day=2026-02-31").context["day"] == today


def test_a_stranger_sees_nothing_and_gets_404(client, tono, hearing):
    response = get(client, tono)
    assert response.context["slots"] == []
    assert hearing.respondent.case.number not in response.text
    assert get(client, tono, f"/hearings/{hearing.pk}/").status_code == 404
    assert client.post(f"/hearings/{hearing.pk}/", form_data(hearing)).status_code == 404


def test_the_record_shows_who_came_and_what_was_said(client, joko, hearing):
    text = get(client, joko, f"/hearings/{hearing.pk}/").text
    assert "Apakah itu Saudara?" in text
    assert "Terperiksa" in text
    assert "Simpan catatan" in text
    assert AccessEntry.objects.filter(case=hearing.respondent.case, user=joko, what="hearing").count() == 1


def test_attendance_and_statements_are_added(client, joko, hearing):
    client.force_login(joko)
    data = form_data(hearing, attendances=[COMPANION], statements=[QUESTION, {}, QUESTION])
    assert client.post(f"/hearings/{hearing.pk}/", data).status_code == 302
    assert hearing.attendances.filter(name="Kepala sekolah", part="COMPANION").exists()
    assert list(hearing.statements.values_list("position", flat=True)) == [1, 2, 3]


def test_the_same_send_twice_adds_once(client, joko, hearing):
    client.force_login(joko)
    data = form_data(hearing, statements=[QUESTION])
    for _ in range(2):
        assert client.post(f"/hearings/{hearing.pk}/", data).status_code == 302
    assert hearing.statements.count() == 2


def test_two_people_at_once_are_told_and_keep_what_they_typed(client, joko, hearing):
    client.force_login(joko)
    client.post(f"/hearings/{hearing.pk}/", form_data(hearing, statements=[QUESTION]))
    second = {"question": "Siapa yang merekam?", "answer": "Saya tidak tahu."}
    response = client.post(f"/hearings/{hearing.pk}/", form_data(hearing, statements=[second]))
    assert response.status_code == 422
    assert "baru saja diubah orang lain" in response.text
    assert "Siapa yang merekam?" in response.text
    assert response.context["form"]["version"].value() == hearing.version + 1
    assert hearing.statements.count() == 2


def test_a_closed_hearing_is_locked(client, joko, hearing):
    client.force_login(joko)
    assert client.post(f"/hearings/{hearing.pk}/", form_data(hearing, close="on")).status_code == 302
    response = client.get(f"/hearings/{hearing.pk}/")
    assert "tidak dapat diubah" in response.text
    assert "Simpan catatan" not in response.text
    hearing.refresh_from_db()
    late = client.post(f"/hearings/{hearing.pk}/", form_data(hearing, statements=[QUESTION]))
    assert late.status_code == 422
    assert "sudah ditutup" in late.text
    assert hearing.statements.count() == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({}, "Isi kehadiran atau keterangan"),
        ({"attendances": [{"capacity": "Atasan"}]}, "Tulis nama orang ini."),
        ({"attendances": [{"name": "Kepala sekolah"}]}, "Pilih sebagai apa orang ini hadir."),
        ({"statements": [{"answer": "Ya."}]}, "Tulis pertanyaannya."),
    ],
)
def test_an_incomplete_row_is_told(client, joko, hearing, rows, message):
    client.force_login(joko)
    response = client.post(f"/hearings/{hearing.pk}/", form_data(hearing, **rows))
    assert response.status_code == 422
    assert message in response.text


def test_leadership_reads_but_does_not_write(client, dewi, hearing):
    assert "Simpan catatan" not in get(client, dewi, f"/hearings/{hearing.pk}/").text
    response = client.post(f"/hearings/{hearing.pk}/", form_data(hearing, statements=[QUESTION]))
    assert response.status_code == 422
    assert "tidak berwenang" in response.text
    assert hearing.statements.count() == 1


@pytest.mark.parametrize("people", [1, 20])
def test_the_docket_costs_eight_statements(client, joko, rina, dinas_a, people, django_assert_max_num_queries):
    for n in range(people):
        person = factories.make_employee(f"Pegawai {n}", agency=dinas_a)
        status = Status.HEARD if n % 2 else Status.SUMMONED
        factories.bring_to(factories.make_respondent(by=rina, employee=person), status, by=rina)
    client.force_login(joko)
    with django_assert_max_num_queries(8):
        client.get("/hearings/")


def test_the_form_starts_from_the_letter_and_the_team(client, joko, rina, summoned, now):
    act = {"respondent": summoned, "actor": rina, "at": now, "on": rina.local_date(now)}
    panels.form_panel(**act, kind="EXAMINATION", members=factories.make_panel_members())
    client.force_login(joko)
    form = client.get(f"/respondents/{summoned.pk}/hold-hearing/").context["form"]
    assert form.initial["held_at"] == summoned.summonses.get().hearing_at
    assert form["place"].value() == "Ruang rapat"
    rows = [row.initial for row in form.rows["attendances"].forms]
    assert {"name": "Budi", "capacity": "Pranata Humas", "part": "RESPONDENT"} in rows
    named = [row["name"] for row in rows if row.get("part") == "MEMBER"]
    assert named == [member.name for member in summoned.panels.get().members.order_by("pk")]


def test_a_further_row_is_nobody_until_it_is_said_who(client, joko, hearing):
    form = get(client, joko, f"/hearings/{hearing.pk}/").context["form"]
    assert [row["part"].value() for row in form.attendances] == [None] * 3
