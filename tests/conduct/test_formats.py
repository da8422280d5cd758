"""Indonesian dates: the day comes first, whatever the numbers allow."""

from datetime import date, datetime, time

import pytest
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils import formats, timezone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("25/03/2026", date(2026, 3, 25)),
        ("5-3-2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
    ],
)
def test_a_date_is_read_day_first(text, expected):
    assert forms.DateField().clean(text) == expected


@pytest.mark.parametrize("text", ["03/25/2026", "2026/03/25", "05/03/26", "31/02/2026"])
def test_other_orders_are_refused(text):
    with pytest.raises(ValidationError):
        forms.DateField().clean(text)


@pytest.mark.parametrize(
    "text", ["05/03/2026 14.05", "05/03/2026 14:05", "05-03-2026 14.05", "2026-03-05T14:05", "05/03/2026 14:05:00"]
)
def test_a_moment_is_read_day_first_with_either_sign(text):
    read = forms.DateTimeField().clean(text)
    assert timezone.make_naive(read) == datetime(2026, 3, 5, 14, 5)


def test_a_moment_with_the_month_first_is_refused():
    with pytest.raises(ValidationError):
        forms.DateTimeField().clean("03/25/2026 14.05")


@pytest.mark.parametrize("text", ["14.05", "14:05"])
def test_a_time_is_read_with_either_sign(text):
    assert forms.TimeField().clean(text) == time(14, 5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DATE_FORMAT", "5 September 2026"),
        ("DATETIME_FORMAT", "5 September 2026 14.05"),
        ("SHORT_DATE_FORMAT", "05/09/2026"),
        ("SHORT_DATETIME_FORMAT", "05/09/2026 14.05"),
    ],
)
def test_dates_are_written_the_indonesian_way(name, expected):
    assert formats.date_format(datetime(2026, 9, 5, 14, 5), name) == expected


def test_numbers_are_grouped_by_dots():
    assert intcomma(1250000) == "1.250.000"
