"""The calendar that other programs subscribe to, as two parsers read it: ical.js of Thunderbird, and node-ical."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cases.examination import summonses
from cases.hearing_room import icalendar_feed as feed
from cases.models import Status
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 7, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
LATER = NOW + dt.timedelta(days=9)
PARSERS = ["with_ical_js.mjs", "with_node_ical.mjs"]


@pytest.fixture
def called(rina, budi):
    with time_machine.travel(NOW, tick=False):
        path = factories.make_respondent(by=rina, employee=budi, at=NOW)
        factories.bring_to(path, Status.ROUTED, by=rina, at=NOW)
        words = {"respondent": path, "actor": rina, "at": NOW, "on": path.agency.local_date(NOW)}
        summonses.summon(**words, hearing_at=LATER, place="Ruang 1")
        yield path


@pytest.mark.parametrize("parser", PARSERS)
def test_the_feed_is_read_whole_by_a_parser_that_did_not_write_it(joko, called, run, parser):
    done = run("node", parser, given=feed.written_for(joko, NOW))
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    (event,) = found["events"]
    assert (found["name"], found["refresh"]) == ("vcalendar", "PT1H")
    assert event["summary"] == f"Pemeriksaan {called.case.number}" and event["location"] == "Ruang 1"
    assert dt.datetime.fromisoformat(event["start"]) == LATER
    assert dt.datetime.fromisoformat(event["end"]) == LATER + dt.timedelta(hours=2)


@pytest.mark.parametrize("parser", PARSERS)
def test_a_feed_with_a_broken_line_is_refused_by_it(joko, called, run, parser):
    broken = feed.written_for(joko, NOW).replace(b"DTSTART:", b"DTSTART ")
    assert run("node", parser, given=broken).returncode != 0
