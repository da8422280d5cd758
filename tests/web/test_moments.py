"""Moments that somebody types into a form: in the zone that is written, else in that of the agency."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from cases.web.forms.fields import MomentField, TimedField

BERAU, BEKASI, JAYAPURA = map(ZoneInfo, ("Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura"))


def typed(kind, text, zone):
    field = kind()
    field.today, field.zone = dt.date(2026, 11, 29), zone
    return field, field.to_python(text)


@pytest.mark.parametrize(
    ("text", "zone", "words"),
    [
        ("28/11/2026 08.00 WIB", BERAU, "Sabtu, 28 November 2026 09.00 WITA"),
        ("28/11/2026 08.00 WITA", BERAU, "Sabtu, 28 November 2026 08.00 WITA"),
        ("28/11/2026 08.00", BERAU, "Sabtu, 28 November 2026 08.00 WITA"),
        ("28/11/2026 01.00 WIT", BEKASI, "Jumat, 27 November 2026 23.00 WIB"),
        ("28/11/2026 23.30 wib", JAYAPURA, "Minggu, 29 November 2026 01.30 WIT"),
        ("2026-11-28T08:00:00Z", BEKASI, "Sabtu, 28 November 2026 15.00 WIB"),
        ("Sabtu, 28 Nop 2026 pukul 08.00 WIT", BEKASI, "Sabtu, 28 November 2026 06.00 WIB"),
    ],
)
def test_a_moment_lies_in_the_zone_that_is_written(text, zone, words):
    for kind in (TimedField, MomentField):
        field, value = typed(kind, text, zone)
        assert field.in_words(value) == words


def test_what_is_shown_again_is_the_same_moment():
    field, value = typed(TimedField, "28/11/2026 01.00 WIT", BEKASI)
    assert field.prepare_value(value) == "27/11/2026 23.00"
    assert field.to_python(field.prepare_value(value)) == value


def test_a_day_of_the_week_that_contradicts_the_date_is_asked():
    for kind in (TimedField, MomentField):
        with pytest.raises(ValidationError, match="jatuh pada hari Sabtu, bukan Senin"):
            typed(kind, "Senin 28 November 2026 08.00", BEKASI)


def test_a_whole_day_stays_whole_in_its_own_zone():
    _field, value = typed(MomentField, "28/11/2026", BERAU)
    assert (value.earliest_at.isoformat(), value.is_exact) == ("2026-11-28T00:00:00+08:00", False)
