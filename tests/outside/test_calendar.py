"""The calendar that other programs subscribe to, as ical.js reads it: the parser of Thunderbird."""

import datetime as dt
import json

import pytest

from cases.hearing_room import icalendar_feed as feed
from tests.hearing_room.test_icalendar_feed import LATER, NOW, called, december  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def test_the_feed_is_read_whole_by_a_parser_that_did_not_write_it(joko, called, run):  # noqa: F811
    done = run("node", "read_calendar.mjs", given=feed.written_for(joko, NOW))
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    (event,) = found["events"]
    assert (found["name"], found["refresh"]) == ("vcalendar", "PT1H")
    assert event["summary"] == f"Pemeriksaan {called.case.number}" and event["location"] == "Ruang 1"
    assert dt.datetime.fromisoformat(event["start"]) == LATER
    assert dt.datetime.fromisoformat(event["end"]) == LATER + dt.timedelta(hours=2)


def test_a_feed_with_a_broken_line_is_refused_by_it(joko, called, run):  # noqa: F811
    broken = feed.written_for(joko, NOW).replace(b"DTSTART:", b"DTSTART ")
    assert run("node", "read_calendar.mjs", given=broken).returncode != 0
