"""The month, and the calendar that other programs subscribe to."""

import datetime as dt
import re
import uuid
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from cases.aftermath import leaving_and_waiting as closing
from cases.evidence.files import add_file
from cases.examination import summonses
from cases.examination import teams as panels
from cases.hearing_room import icalendar_feed as feed
from cases.hearing_room.calendar_links import open_link, revoke_link
from cases.models import CalendarLink, EvidenceItem, Status
from tests import factories
from tests.samples.files import upload

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 12, 7, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
LATER = NOW + dt.timedelta(days=9)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def called(rina, budi):
    path = factories.bring_to(factories.make_respondent(by=rina, employee=budi, at=NOW), Status.ROUTED, by=rina, at=NOW)
    summonses.summon(**act(path, rina), hearing_at=LATER, place="Ruang 1")
    return path


def act(path, actor, at=NOW):
    return {"respondent": path, "actor": actor, "at": at, "on": path.agency.local_date(at)}


def events(user):
    calendar = Calendar.from_ical(feed.written_for(user, NOW))
    assert calendar["version"] == "2.0" and calendar["prodid"]
    return calendar.walk("VEVENT")


# What a calendar program reads


def test_the_feed_keeps_to_the_lines_and_times_of_rfc_5545_and_names_nobody(joko, called):
    written = feed.written_for(joko, NOW)
    lines = written.split(b"\r\n")
    assert written.endswith(b"\r\n") and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75  # octets; longer ones are folded
    assert b"X-PUBLISHED-TTL:PT1H" in lines and b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert not [line for line in lines if line.startswith(b"METHOD")]  # PUBLISH would need an organizer (RFC 5546)
    times = [line for line in lines if line.startswith((b"DTSTART", b"DTEND", b"DTSTAMP", b"LAST-MODIFIED"))]
    assert len(times) == 4 and all(re.fullmatch(rb"[A-Z-]+:\d{8}T\d{6}Z", line) for line in times)
    assert b"TZID" not in written  # in UTC, so that no time zone has to be told
    unfolded = written.replace(b"\r\n ", b"").decode()
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("UID:") == 1
    assert called.employee.name not in unfolded and joko.username not in unfolded
    assert not [event.errors for event in Calendar.from_ical(written).walk("VEVENT") if event.errors]


def test_an_event_has_what_google_and_outlook_require(joko, called):
    (event,) = events(joko)
    for name in ("uid", "dtstamp", "dtstart", "dtend", "summary", "sequence", "status"):
        assert event.get(name) is not None, name
    assert event["dtstart"].dt == LATER and event["dtend"].dt == LATER + dt.timedelta(hours=2)
    assert str(event["summary"]) == f"Pemeriksaan {called.case.number}"
    assert str(event["location"]) == "Ruang 1"
    assert str(event["status"]) == "CONFIRMED" and event["sequence"] == 0


def test_nobody_is_named(joko, called):
    assert b"Budi" not in feed.written_for(joko, NOW)


def test_lines_are_folded_and_end_as_the_standard_asks(joko, called):
    body = feed.written_for(joko, NOW)
    assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_a_postponed_hearing_is_the_same_event_at_its_new_hour(joko, rina, called):
    before = events(joko)[0]
    moved = LATER + dt.timedelta(days=1)
    summonses.postpone_hearing(**act(called, rina), reason="Ruang dipakai", hearing_at=moved, place="Ruang 2")
    (event,) = events(joko)
    assert event["uid"] == before["uid"]
    assert (event["sequence"], event["dtstart"].dt, str(event["location"])) == (1, moved, "Ruang 2")


def test_a_path_that_ends_before_cancels_its_event(joko, rina, called):
    closing.close_early(**act(called, rina), reason="UNFOUNDED", note="Bukan dia")
    (event,) = events(joko)
    assert str(event["status"]) == "CANCELLED" and event["sequence"] == 1


def test_the_feed_of_an_unknown_key_is_not_found(tono, called):
    assert events(tono) == []


# The address


def test_the_address_is_absolute_and_answers_without_signing_in(client, joko, called, settings):
    link = open_link(user=joko, at=NOW)
    assert feed.address(link).startswith(f"{settings.BASE_URL}/hearings/calendar/")
    response = client.get(path_of(link))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content == feed.written_for(joko, NOW)


def path_of(link):
    return "/" + feed.address(link).split("/", 3)[3]


def test_an_unchanged_calendar_is_not_sent_again(client, joko, rina, called):
    link = open_link(user=joko, at=NOW)
    etag = client.get(path_of(link))["ETag"]
    with time_machine.travel(NOW + dt.timedelta(minutes=5)):
        assert client.get(path_of(link), HTTP_IF_NONE_MATCH=etag).status_code == 304
    summonses.postpone_hearing(**act(called, rina), reason="-", hearing_at=LATER, place="Ruang 2")
    assert client.get(path_of(link), HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_revoked_replaced_or_forged_address_answers_nothing(client, joko, rina):
    first = open_link(user=joko, at=NOW)
    second = open_link(user=joko, at=NOW)
    assert client.get(path_of(first)).status_code == 404
    assert client.get(path_of(second)).status_code == 200
    assert client.get(path_of(second).replace(".ics", "x.ics")).status_code == 404
    assert client.get(f"/hearings/calendar/{second.key.hex}.ics").status_code == 404
    revoke_link(user=joko, at=NOW)
    assert client.get(path_of(second)).status_code == 404
    assert CalendarLink.objects.count() == 2


def test_the_address_of_a_closed_account_answers_nothing(client, joko):
    link = open_link(user=joko, at=NOW)
    joko.is_active = False
    joko.save(update_fields=["is_active"])
    assert client.get(path_of(link)).status_code == 404


def test_the_address_is_made_and_revoked_on_the_page(client, joko):
    client.force_login(joko)
    assert "Buat alamat langganan" in client.get("/hearings/calendar/").text
    client.post("/hearings/calendar/link/", {"submission": str(uuid.uuid4())})
    text = client.get("/hearings/calendar/").text
    assert feed.address(CalendarLink.objects.get(user=joko)) in text
    client.post("/hearings/calendar/link/", {"submission": str(uuid.uuid4()), "revoke": "yes"})
    assert "Buat alamat langganan" in client.get("/hearings/calendar/").text


# The month and the day


def test_the_month_names_holidays_and_lists_the_day(client, joko, called):
    client.force_login(joko)
    response = client.get("/hearings/calendar/?month=2026-12")
    assert "Natal" in response.text
    assert called.case.number in response.text and "Budi" not in response.text
    days = {day.on: day for week in response.context["weeks"] for day in week}
    assert days[LATER.date()].count == 1
    assert client.get("/hearings/calendar/?month=2026-13").context["first"] == dt.date(2026, 12, 1)


def test_a_full_day_says_how_many_more_there_are(client, joko, rina, dinas_a):
    for n in range(5):
        person = factories.make_employee(f"Pegawai {n}", agency=dinas_a)
        path = factories.bring_to(
            factories.make_respondent(by=rina, employee=person, at=NOW), Status.ROUTED, by=rina, at=NOW
        )
        summonses.summon(**act(path, rina), hearing_at=LATER, place=f"Ruang {n}")
    client.force_login(joko)
    assert "2 lagi" in client.get("/hearings/calendar/?month=2026-12").text


@pytest.mark.parametrize("people", [1, 12])
def test_the_month_costs_eight_statements(client, joko, rina, dinas_a, people, django_assert_max_num_queries):
    for n in range(people):
        person = factories.make_employee(f"Pegawai {n}", agency=dinas_a)
        path = factories.make_respondent(by=rina, employee=person, at=NOW)
        factories.bring_to(path, Status.SUMMONED, by=rina, at=NOW)
    client.force_login(joko)
    with django_assert_max_num_queries(8):
        client.get("/hearings/calendar/")


def test_the_day_tells_what_is_ready_word_by_word(client, joko, rina, called):
    client.force_login(joko)
    day = f"/hearings/?day={LATER.date()}"
    text = client.get(day).text
    for words in ("panggilan belum diterima", "bukti belum ada", "tim belum dibentuk"):
        assert words in text
    panels.form_panel(**act(called, rina), kind="EXAMINATION", members=factories.make_panel_members()[:2])
    assert "tim kurang: unsur kepegawaian" in client.get(day).text
    assert "pernyataan benturan kurang 2" in client.get(day).text
    summonses.record_receipt(**act(called, rina), received_by="Budi")
    add_file(case=called.case, actor=rina, at=NOW, upload=upload())
    for member in called.panels.get().members.all():
        panels.declare_conflict(**act(called, rina), member=member, outcome="NONE")
    text = client.get(day).text
    for words in ("panggilan diterima", "bukti siap", "bebas benturan"):
        assert words in text
    assert EvidenceItem.objects.count() == 1


def test_a_full_team_is_complete(client, joko, rina, called):
    panels.form_panel(**act(called, rina), kind="EXAMINATION", members=factories.make_panel_members())
    client.force_login(joko)
    assert "tim lengkap" in client.get(f"/hearings/?day={LATER.date()}").text


def test_a_holiday_in_the_week_is_named(client, joko):
    client.force_login(joko)
    assert "Natal" in client.get("/hearings/?day=2026-12-22").text
