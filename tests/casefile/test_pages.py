"""The list of cases, the page of a case, its history and its evidence."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.aftermath import endings
from cases.aftermath import leaving_and_waiting as closing
from cases.evidence import files as evidence
from cases.intake.seen_posts import SeenPost
from cases.models import AccessEntry, Agency, AgencyHours, HoursClaim, IncidentDate, Post, Status
from cases.parties.ties import link_case
from cases.two_people import recusals
from tests import factories

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def budis_path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi)


def page(client, user, path, status=200):
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == status
    return response.text


def statements(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


# The list


def test_a_stranger_sees_no_case_of_another_agency(client, tono, budis_path):
    assert budis_path.case.number not in page(client, tono, "/cases/")


def test_a_number_typed_in_full_leads_to_its_case(client, sari, budis_path):
    client.force_login(sari)
    response = client.post("/cases/", {"q": budis_path.case.number.lower()})
    assert response.url == f"/cases/{budis_path.case.number}/"


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("state=open", True), ("state=closed", False), ("stage=REPORTED", True), ("stage=CLOSED", False),
        ("due=late", False), ("category=PNS", True), ("category=BUMD", False), ("route=DISCIPLINE", False),
        ("sanction_year=2026", False), ("severity=LIGHT", False),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(client, sari, budis_path, query, is_found):
    assert (budis_path.case.number in page(client, sari, f"/cases/?{query}")) is is_found


def test_a_filter_by_agency_takes_in_what_lies_below(client, rina, dinas_a, dinas_b):
    school = factories.make_agency(dinas_a.government, "sd-1", "SD 1", parent=dinas_a, kind=Agency.Kind.SCHOOL)
    case = factories.make_case(by=rina, agency=school)
    assert case.number in page(client, rina, f"/cases/?agency={dinas_a.pk}")
    assert case.number not in page(client, rina, f"/cases/?agency={dinas_b.pk}")


def test_late_cases_are_listed_by_kind(client, sari, budi, now):
    case = factories.make_respondent(by=sari, employee=budi, at=now - dt.timedelta(days=30)).case
    assert case.number in page(client, sari, "/cases/?due=late")
    assert case.number in page(client, sari, "/cases/?due=late&kind=internal")
    assert case.number not in page(client, sari, "/cases/?due=late&kind=legal")


def test_the_dashboard_s_sanctions_lead_to_their_cases(client, sari, rina, budis_path, now):
    factories.bring_to(budis_path, Status.DECIDED, by=rina)
    today = sari.local_date(now)
    for query in (
        f"sanction_year={today.year}",
        f"sanction_month={today:%Y-%m}&severity=LIGHT",
        f"sanction_year={today.year}&category=PNS",
    ):
        assert budis_path.case.number in page(client, sari, f"/cases/?{query}")
    for query in ("sanction_year=2019", f"sanction_month={today:%Y-%m}&severity=SEVERE", "sanction_year=2026&repeat=1"):
        assert budis_path.case.number not in page(client, sari, f"/cases/?{query}")


def test_filters_in_use_can_be_removed_one_by_one(client, sari, budis_path):
    text = page(client, sari, "/cases/?state=open&category=PNS")
    assert 'href="?category=PNS"' in text
    assert 'href="?state=open"' in text
    assert "Status kepegawaian: PNS" in text


def test_an_unknown_choice_shows_an_error_and_no_wrong_cases(client, sari, budis_path):
    assert "SALAH" in page(client, sari, "/cases/?stage=SALAH", status=422)


def test_pages_follow_the_last_row_seen(client, sari, dinas_a, now):
    for i in range(28):
        factories.make_case(by=sari, agency=dinas_a, at=now - dt.timedelta(minutes=i))
    first = page(client, sari, "/cases/")
    assert first.count("cell-main") == 25
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = page(client, sari, f"/cases/{following}")
    assert second.count("cell-main") == 3
    assert 'rel="prev"' in second


@pytest.mark.parametrize("who", ["sari", "rina", "dewi"])
def test_a_list_takes_the_same_six_statements_for_one_and_for_twenty(client, request, who, sari, dinas_a):
    factories.make_case(by=sari, agency=dinas_a)
    client.force_login(request.getfixturevalue(who))
    one = statements(client, "/cases/")
    for _ in range(19):
        factories.make_case(by=sari, agency=dinas_a)
    twenty = statements(client, "/cases/")
    assert len(one) == len(twenty) <= 6, twenty


def test_a_list_narrowed_by_an_agency_takes_no_more(client, sari, dinas_a):
    factories.make_case(by=sari, agency=dinas_a)
    client.force_login(sari)
    taken = statements(client, f"/cases/?agency={dinas_a.pk}&state=open")
    assert len(taken) <= 6, taken


def test_the_filters_keep_what_was_chosen_and_typed(client, rina, dinas_a, dinas_b):
    client.force_login(rina)
    asked = {"agency": dinas_a.pk, "q": "tarian", "sanction_year": "salah"}
    answer = client.post("/cases/", asked, follow=True)
    text = answer.text
    assert answer.status_code == 422
    assert f'<option value="{dinas_a.pk}" selected>' in text
    assert f'<option value="{dinas_b.pk}">' in text
    assert 'value="tarian"' in text
    assert 'value="salah"' in text
    again = page(client, rina, "/cases/")
    assert "tarian" not in again
    assert f'<option value="{dinas_a.pk}" selected>' not in again


def test_the_day_a_case_was_recorded_is_the_reader_s(client, sari, dinas_a):
    after_midnight = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC)  # 3 March 0.30 WIB
    factories.make_case(by=sari, agency=dinas_a, at=after_midnight)
    assert "3 Mar 2026" in page(client, sari, "/cases/")


# The page of a case


def test_a_case_outside_the_scope_does_not_exist(client, tono, budis_path):
    page(client, tono, f"/cases/{budis_path.case.number}/", status=404)
    page(client, tono, f"/cases/{budis_path.case.number}/history/", status=404)


def test_the_page_offers_the_next_step_to_whose_turn_it_is(client, sari, rina, budis_path):
    own = page(client, sari, f"/cases/{budis_path.case.number}/")
    assert f"/respondents/{budis_path.pk}/request-clarification/" in own.split("next-action-verb")[1]
    assert "Menunggu Pengelola kepegawaian perangkat daerah" in page(client, rina, f"/cases/{budis_path.case.number}/")


def test_waiting_for_direction_is_shown_with_its_owner_and_review(client, sari, budis_path, now):
    today = sari.local_date(now)
    closing.hold(respondent=budis_path, actor=sari, at=now, on=today, reason="Sanksi menunggu arahan",
                 owner="Sekretaris Daerah", review_on=dt.date(2027, 1, 4))  # fmt: skip
    text = page(client, sari, f"/cases/{budis_path.case.number}/")
    assert "Sanksi menunggu arahan. Ditunggu dari Sekretaris Daerah, ditinjau lagi 4 Januari 2027." in text
    assert "Dijeda / menunggu" in text
    assert f"/respondents/{budis_path.pk}/resume/" in text


def test_every_view_is_recorded(client, sari, budis_path):
    page(client, sari, f"/cases/{budis_path.case.number}/")
    page(client, sari, f"/cases/{budis_path.case.number}/history/")
    assert list(AccessEntry.objects.order_by("pk").values_list("user__username", "what")) == [
        ("sari", "case"),
        ("sari", "history"),
    ]


def test_claims_of_the_hours_are_shown_side_by_side_with_their_verdicts(client, sari, dinas_a, city):
    AgencyHours.objects.create(government=city, weekday=4, starts_at=dt.time(7, 30), ends_at=dt.time(16),
                               in_force_from=dt.date(2017, 1, 1))  # fmt: skip
    friday = dt.datetime(2022, 8, 26, tzinfo=dinas_a.zone)
    claims = [
        HoursClaim(claimed_by="LSM", claimed_at=friday.replace(hour=15), source="Surat"),
        HoursClaim(claimed_by="Sekretariat", claimed_at=friday.replace(hour=17), source="Pers"),
    ]
    case = factories.make_case(by=sari, agency=dinas_a, claims=claims)
    text = page(client, sari, f"/cases/{case.number}/evidence/")
    assert "keterangan berbeda" in text
    assert "Dalam jam kerja" in text
    assert "Di luar jam kerja" in text


def test_unknown_and_bounded_dates_are_shown_in_words(client, sari, dinas_a):
    latest = dt.datetime(2021, 9, 2, tzinfo=dinas_a.zone)
    bounds = IncidentDate(kind="RECORDED", precision="BOUNDS", latest_at=latest)
    case = factories.make_case(by=sari, agency=dinas_a, dates=[bounds])
    text = page(client, sari, f"/cases/{case.number}/evidence/")
    assert "belum diketahui, sebelum 2 Sep 2021" in text


def test_the_exposing_account_and_the_uploader_are_distinguished(client, sari, dinas_a):
    posts = [factories.seen_post(), SeenPost(Post.Part.EXPOSING, Post.Platform.TIKTOK, "@panglima")]
    text = page(client, sari, f"/cases/{factories.make_case(by=sari, agency=dinas_a, posts=posts).number}/evidence/")
    assert "Akun yang memviralkan" in text
    assert "Unggahan asal" in text


def test_tied_cases_show_only_where_they_may_be_read(client, sari, rina, dinas_a, dinas_b, now):
    case, other = factories.make_case(by=sari, agency=dinas_a), factories.make_case(by=rina, agency=dinas_b)
    link_case(case=case, actor=rina, at=now, on=rina.local_date(now), other=other, kind="SAME_EVENT")
    assert other.number in page(client, rina, f"/cases/{case.number}/")
    assert other.number not in page(client, sari, f"/cases/{case.number}/")


# Evidence


@pytest.fixture
def screenshot(sari, budis_path, now):
    upload = SimpleUploadedFile("layar.png", PNG)
    return evidence.add_file(case=budis_path.case, actor=sari, at=now, upload=upload, title="Layar")


def test_evidence_is_handed_out_as_a_download_and_recorded(client, sari, screenshot):
    client.force_login(sari)
    response = client.post(f"/evidence/{screenshot.pk}/original/", {"reason": "Lampiran LHP"})
    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Disposition"] == 'attachment; filename="layar.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "image/png"
    assert screenshot.custody.get().reason == "Lampiran LHP"
    page(client, sari, f"/evidence/{screenshot.pk}/")
    assert AccessEntry.objects.get().what == "evidence B-01"


def test_evidence_outside_the_scope_does_not_exist(client, tono, screenshot):
    page(client, tono, f"/evidence/{screenshot.pk}/", status=404)


def test_evidence_that_changed_is_not_handed_out(client, sari, screenshot):
    with default_storage.open(screenshot.file.name, "wb") as file:
        file.write(PNG + b"lain")
    client.force_login(sari)
    response = client.post(f"/evidence/{screenshot.pk}/original/", {"reason": "Lampiran LHP"})
    assert response.status_code == 409
    assert "tidak lagi sama dengan sidik jarinya" in response.content.decode()


def test_evidence_only_said_to_exist_is_shown_as_such(client, sari, budis_path, now):
    item = evidence.say_exists(case=budis_path.case, actor=sari, at=now, title="Karcis parkir", source="Sekretariat")
    assert "Disebut ada, belum diserahkan" in page(client, sari, f"/cases/{budis_path.case.number}/evidence/")
    assert "Disebut ada, belum diserahkan" in page(client, sari, f"/evidence/{item.pk}/")
    assert client.post(f"/evidence/{item.pk}/original/", {"reason": "Lampiran LHP"}).status_code == 302


def test_stages_that_were_never_passed_are_not_shown_as_done(client, sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    endings.resign(respondent=respondent, actor=sari, at=now, on=respondent.status_on, note="Surat 1/2026")
    client.force_login(sari)
    steps = client.get(f"/cases/{respondent.case.number}/").context["progress"]["steps"]
    assert [str(step["label"]) for step in steps] == ["Laporan", "Selesai"]


def test_recusals_are_shown_with_their_reason(client, sari, rina, joko, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    recusals.recuse(case=case, actor=joko, at=now, on=dinas_a.local_date(now), user=joko, reason="Kerabat terlapor")
    client.force_login(sari)
    page = client.get(f"/cases/{case.number}/history/").content.decode()
    assert "Mundur karena benturan kepentingan" in page and "Kerabat terlapor" in page
