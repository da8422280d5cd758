"""Help while recording an incident: the verdict on the hour, doubts, withdrawal, sharing from a phone."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from cases.models import AgencyHours, Case, ReportDraft, Role, Status
from tests import factories

pytestmark = pytest.mark.django_db

PLACE, HOURS = "/incidents/new/", "/incidents/hours/"


@pytest.fixture
def send(client, sari, dinas_a):
    def post(user=sari, **fields):
        client.force_login(user)
        sent = {"submission": str(uuid.uuid4()), "agency": dinas_a.pk, "summary": factories.SENTENCE} | fields
        return client.post(PLACE, sent)

    return post


@pytest.fixture
def friday_hours(city):
    return AgencyHours.objects.create(
        government=city, weekday=4, starts_at=dt.time(7, 30), ends_at=dt.time(16), in_force_from=dt.date(2022, 1, 1)
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("26/8/2022 15.00", ["Jumat, 26 Agustus 2022 15.00 WIB", "Dalam jam kerja", "Jumat 07.30–16.00"]),
        ("26/8/2022 16.00", ["Di luar jam kerja"]),
        ("17/8/2022 10.00", ["Hari libur"]),
        ("25/8/2022 10.00", ["Belum bisa ditentukan"]),
        ("26 Agustus 2022", ["Terbaca: Jumat, 26 Agustus 2022"]),
        ("31/2/2022", ["tidak ada"]),
    ],
)
def test_the_verdict_comes_from_the_dated_rules(client, sari, dinas_a, friday_hours, typed, said):
    client.force_login(sari)
    page = client.post(HOURS, {"recorded": typed, "agency": dinas_a.pk}).text
    for words in said:
        assert words in page


def test_a_day_without_its_hour_gets_no_verdict(client, sari, dinas_a, friday_hours):
    client.force_login(sari)
    assert "jam kerja" not in client.post(HOURS, {"recorded": "26/8/2022", "agency": dinas_a.pk}).text


def test_an_agency_of_another_government_gets_no_verdict(client, sari):
    elsewhere = factories.make_agency(factories.make_government("Kota Lain", "kota-lain"), "d", "Dinas")
    client.force_login(sari)
    page = client.post(HOURS, {"recorded": "26/8/2022 10.00", "agency": elsewhere.pk}).text
    assert "Belum bisa ditentukan" not in page


def test_a_date_of_long_ago_is_asked_about_once_and_then_saved(send):
    first = send(recorded="1/2/2024")
    assert first.status_code == 200
    assert "lebih dari satu tahun lalu" in first.text
    assert not Case.objects.exists()
    assert send(recorded="1/2/2024", noted="old").status_code == 302


def test_oneself_as_respondent_is_asked_about(send, budi, city, dinas_a):
    himself = factories.make_user("budi", Role.HR_OFFICER, city, agency=dinas_a, employee=budi)
    assert "mencatat diri sendiri" in send(himself, people=budi.nip).text


def test_more_than_twenty_people_are_asked_about(send):
    many = "\n".join(f"orang ke {n}" for n in range(21))
    assert "Ada 21 terlapor" in send(unknown=many).text
    assert send(unknown=many, noted="many").status_code == 302


def test_a_report_without_likely_mistakes_causes_no_question(send):
    assert send(recorded="kemarin").status_code == 302


def withdraw(client, case):
    return client.post(f"/cases/{case.number}/withdraw-report/", {"submission": str(uuid.uuid4())})


def test_its_author_takes_a_report_back_and_keeps_its_number(client, send):
    send(unknown="batik biru\nsekitar 7 orang")
    case = Case.objects.get()
    page = client.get(f"/cases/{case.number}/").text
    assert "Batalkan laporan" in page
    assert "Catat satu lagi" in page
    asked = client.get(f"/cases/{case.number}/withdraw-report/").text
    assert "Batalkan laporan</button>" in asked and ">Batal</a>" not in asked, "which of the two cancels is plain"
    assert withdraw(client, case).status_code == 302
    case.refresh_from_db()
    assert {path.closing_reason for path in case.respondents.all()} == {"WITHDRAWN"}
    assert case.stage == Status.CLOSED
    assert case.history.filter(act="withdraw-report").exists()
    assert "Batalkan laporan (" not in client.get(f"/cases/{case.number}/").text


def test_nobody_else_takes_a_report_back(client, send, rina):
    send()
    case = Case.objects.get()
    client.force_login(rina)
    assert "Batalkan laporan (" not in client.get(f"/cases/{case.number}/").text
    assert withdraw(client, case).status_code == 422
    assert Case.objects.get().closed_on is None


def test_after_ten_minutes_a_report_stays(client, send):
    send()
    Case.objects.update(opened_at=Case.objects.get().opened_at - dt.timedelta(minutes=10))
    case = Case.objects.get()
    assert "Batalkan laporan (" not in client.get(f"/cases/{case.number}/").text
    assert withdraw(client, case).status_code == 422


def test_a_report_that_somebody_acted_on_stays(client, send, budi):
    send()
    case = Case.objects.get()
    sent = {"submission": str(uuid.uuid4()), "employee": budi.nip, "part": "ACTOR"}
    client.post(f"/cases/{case.number}/add-respondent/", sent)
    answer = withdraw(client, case)
    assert answer.status_code == 422
    assert "selama belum ada tindakan" in answer.text


def test_the_product_offers_itself_where_a_phone_shares(client):
    told = client.get("/manifest.webmanifest").json()
    target = told["share_target"]
    assert (target["method"], target["action"]) == ("POST", "/incidents/share/")
    assert target["params"]["files"][0]["accept"][0] == "image/jpeg"
    assert client.get("/incidents/worker.js")["Content-Type"].startswith("text/javascript")


def test_the_address_of_a_share_neither_reads_nor_writes(sari):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari)
    answer = client.post("/incidents/share/", {"text": "https://www.tiktok.com/@a/video/1"})
    assert (answer.status_code, answer.url) == (303, "/incidents/new/?shared=lost")
    assert not ReportDraft.objects.exists()


def test_everything_else_of_intake_refuses_a_send_without_a_token(sari):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari)
    key, file = uuid.uuid4(), uuid.uuid4()
    for path in (PLACE, HOURS, "/incidents/people/", f"/incidents/drafts/{key}/", f"/incidents/drafts/{key}/discard/",
                 f"/incidents/drafts/{key}/files/{file}/"):  # fmt: skip
        assert client.post(path).status_code == 403
    assert client.put(f"/incidents/drafts/{key}/files/{file}/", b"x").status_code == 403
    assert client.delete(f"/incidents/drafts/{key}/files/{file}/").status_code == 403
