"""A week of working hours begins on a day and ends the one before; the national week is only proposed."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.models import AgencyHours, Verdict, Weekday
from cases.organisation.hours import Day, national_week, set_week
from cases.procedure.refusals import RuleViolation

pytestmark = pytest.mark.django_db
FROM = dt.date(2026, 1, 5)
SHORT = {Weekday.MONDAY: Day(dt.time(8), dt.time(12))}


def week(city, actor, day=FROM, agency=None, hours=None, **over):
    set_week(government=city, agency=agency, actor=actor, in_force_from=day, week=hours or SHORT, **over)


def test_the_national_week_is_thirty_seven_and_a_half_hours():
    minutes = 0
    for day in national_week(FROM).values():
        on = [dt.datetime.combine(FROM, each) for each in day]
        minutes += ((on[1] - on[0]) - (on[3] - on[2])).seconds // 60
    assert minutes == 37.5 * 60


def test_the_next_week_ends_the_one_before(city, rina):
    week(city, rina)
    week(city, rina, FROM + dt.timedelta(days=7))
    first, second = AgencyHours.objects.order_by("in_force_from")
    assert first.in_force_until == dt.date(2026, 1, 11) and second.in_force_until is None


def test_a_week_does_not_begin_before_the_newest(city, rina):
    week(city, rina)
    with pytest.raises(RuleViolation, match="sesudah hari itu"):
        week(city, rina)


def test_a_unit_with_own_hours_does_not_end_those_of_the_government(city, rina, dinas_a):
    week(city, rina)
    week(city, rina, agency=dinas_a, is_shift=True)
    assert AgencyHours.objects.filter(in_force_until=None).count() == 2
    monday = dt.datetime(2026, 1, 12, 2, tzinfo=dt.UTC)
    assert AgencyHours.objects.verdict(dinas_a, monday).verdict == Verdict.UNKNOWN


def form(**over):
    return {"submission": str(uuid.uuid4()), "in_force_from": "5/1/2026"} | over


def test_the_page_proposes_the_national_week_and_keeps_what_was_typed(client, rina):
    client.force_login(rina)
    page = client.get(reverse("organisation-hours-new")).text
    assert 'value="07.30"' in page
    wrong = form(starts_at_0="08:00", ends_at_0="07:00")
    answer = client.post(reverse("organisation-hours-new"), wrong)
    assert answer.status_code == 422 and "Senin: Isi jam mulai" in answer.text and 'value="08:00"' in answer.text
    assert not AgencyHours.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"starts_at_0": "08:00"},
        {"starts_at_0": "08:00", "ends_at_0": "16:00", "break_starts_at_0": "12:00"},
        {"starts_at_0": "08:00", "ends_at_0": "16:00", "break_starts_at_0": "15:00", "break_ends_at_0": "17:00"},
    ],
)
def test_a_week_that_cannot_be_is_refused(client, rina, wrong):
    client.force_login(rina)
    assert client.post(reverse("organisation-hours-new"), form(**wrong)).status_code == 422


def test_a_week_is_stored_from_the_page(client, rina):
    client.force_login(rina)
    said = form(starts_at_0="08:00", ends_at_0="16:00", break_starts_at_0="12:00", break_ends_at_0="13:00")
    assert client.post(reverse("organisation-hours-new"), said).status_code == 302
    assert "08.00–16.00" in client.get(reverse("organisation-hours")).text
