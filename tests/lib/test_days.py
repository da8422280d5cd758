"""Dates and times in every notation of offices; contradictions are refused."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.sheets.cells import EPOCH_1904, day_of, is_nothing
from lib.sheets.clock_times import read_clock
from lib.sheets.indonesian_days import read_day

TODAY = dt.date(2026, 11, 29)
JAKARTA, MAKASSAR, JAYAPURA = map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


@pytest.mark.parametrize(
    "text",
    ["12 Agustus 2022", "12-Agu-2022", "12-Agt-2022", "12-Agust-2022", "12 Ags. 2022", "12-Aug-22", "12-Aug-2022",
     "12 August 2022", "August 12, 2022", "Aug 12 2022", "12/Agustus/2022", "12.Agustus.2022", "12Agustus2022",
     "12 Agustus '22", "12-VIII-2022", "12/8/22", "12 - 8 - 2022", "12–08–2022", "12‑08‑2022", "2022/08/12",
     "2022.08.12", "20220812", "12082022", "20220812.0", 20220812.0, "'12-08-2022", "’12-08-2022", '="12-08-2022"',
     "Jumat, 12 Agustus 2022", "Jum'at 12-08-2022", "Jum’at, 12 Agustus 2022", "Jum, 12 Agt 2022",
     "hari Jumat tanggal 12 Agustus 2022", "Tgl. 12-08-2022", "12-08-2022 00:00", "12-08-2022 0:00:00",
     "12/08/2022 14.05 WIB", "2022-08-12T00:00:00", "2022-08-12T07:00:00.000+07:00", "2022-08-12T00:00:00Z",
     "12/08/2022 02:05:00 PM", "12 Agustus 2022 pukul 14.05 WITA", "\u200e12-08-2022", "１２-０８-２０２２",
     "12\xa0Agustus\xa02022", "44785.59", "44785,59", 44785.59],
)  # fmt: skip
def test_a_day_of_a_sheet_is_read_however_an_office_wrote_it(text):
    assert day_of(text) == dt.date(2022, 8, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [("3 Nop 2021", dt.date(2021, 11, 3)), ("3 Nopember 2021", dt.date(2021, 11, 3)),
     ("1-Peb-21", dt.date(2021, 2, 1)),
     ("1 Pebruari 2021", dt.date(2021, 2, 1)), ("1 Febuari 2021", dt.date(2021, 2, 1)),
     ("1 Mrt 2021", dt.date(2021, 3, 1)),
     ("1-Oct-21", dt.date(2021, 10, 1)), ("1-May-21", dt.date(2021, 5, 1)), ("31-Dec-85", dt.date(1985, 12, 31)),
     ("31-Des-1985", dt.date(1985, 12, 31)), ("Ahad 17 Agustus 1986", dt.date(1986, 8, 17)),
     ("1/IX/2021", dt.date(2021, 9, 1))],
)  # fmt: skip
def test_the_names_of_months_in_every_spelling(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    ["kemarin", "27/12", "12 Agustus", "Agustus", "Agustus 2022", "2022", "8/25/2022", "31-02-2022", "20221332",
     "00-00-0000", "0000-00-00", "30/02/2022", "12 s.d. 14 Agustus 2022", "12/13 Agustus 2022", "12 Agustos 2022",
     "1-1-1900", "1-1-3022", "12 xiii 2022", "25:61", "TMT", "12 Agustus 2022 pukul 25.00", "3 Agustus 2022 13.00 PM",
     "########", "9999999", 1e300, -5.0, 99999.0],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words(text):
    with pytest.raises(ValidationError, match="Tulis tanggal"):
        day_of(text)


@pytest.mark.parametrize("text", ["", None, "-", "–", "—", "N/A", "n/a", "#N/A", "nihil", "NULL", " - ", "kosong"])
def test_a_mark_of_nothing_is_nothing(text):
    assert day_of(text) is None and is_nothing(text or "")


def test_a_serial_is_counted_from_the_epoch_of_its_book():
    assert day_of(43323.0, epoch=EPOCH_1904) == day_of("43323", epoch=EPOCH_1904) == dt.date(2022, 8, 12)
    assert day_of(43323.0) == dt.date(2018, 8, 11)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_form_of_every_day_means_that_day(day):
    months = ["Januari", "Peb", "Mrt", "April", "Mei", "Jun", "Juli", "Agust", "September", "Okt", "Nop", "Desember"]
    month = months[day.month - 1]
    forms = [f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", f"{day:%d%m%Y}", f"{day:%Y%m%d}", f"{day.day} {month} {day.year}",
             f"{day:%d}-{month}-{day.year}", str((day - dt.date(1899, 12, 30)).days)]  # fmt: skip
    assert {day_of(form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("text", "told"),
    [("Senin 28 November 2026", "28-11-2026 jatuh pada hari Sabtu, bukan Senin"),
     ("Jum’at, 12-08-2025", "Selasa, bukan Jumat"),
     ("Minggu 27/3/2026", "Jumat, bukan Minggu"), ("hari Rabu tanggal 1 Januari 2026", "Kamis, bukan Rabu"),
     ("Sen, 2-12-2025", "Selasa, bukan Senin"), ("Ahad 2026-11-28", "Sabtu, bukan Minggu")],
)  # fmt: skip
def test_a_day_of_the_week_that_the_date_is_not_is_asked(text, told):
    for read in (lambda: read_day(text, TODAY), lambda: day_of(text)):
        with pytest.raises(ValidationError) as refused:
            read()
        assert told in " ".join(refused.value.messages)


def test_a_day_of_the_week_that_fits_is_read():
    assert read_day("Sabtu 28 November 2026", TODAY) == dt.date(2026, 11, 28)
    assert read_day("Sabtu, 28 November", TODAY) == dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "clock", "zone"),
    [("28/11/2026 08.00 WIB", (8, 0), "Asia/Jakarta"), ("28/11/2026 08.00 wita", (8, 0), "Asia/Makassar"),
     ("28/11/2026 08:00 (WIT)", (8, 0), "Asia/Jayapura"), ("28/11/2026 pukul 08.00 WIT.", (8, 0), "Asia/Jayapura"),
     ("28/11/2026 jam 8.05WIB", (8, 5), "Asia/Jakarta"), ("2026-11-28T08:00:00+08:00", (8, 0), "Asia/Makassar"),
     ("2026-11-28T08:00:00Z", (8, 0), "UTC"), ("28/11/2026 08.00 GMT+9", (8, 0), "Asia/Jayapura"),
     ("28/11/2026 08.00 UTC+07", (8, 0), "Asia/Jakarta"), ("28/11/2026 8:05 PM", (20, 5), None),
     ("28/11/2026 12:05 a.m.", (0, 5), None), ("28/11/2026, 20.05", (20, 5), None)],
)  # fmt: skip
def test_the_zone_that_is_written_is_read(text, clock, zone):
    rest, found, written = read_clock(text)
    assert (found, written) == (dt.time(*clock), ZoneInfo(zone) if zone else None)
    assert read_day(rest, TODAY) == dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [("28/11/2026 01.00 WIT", JAKARTA, 27), ("28/11/2026 23.30 WIB", MAKASSAR, 29),
     ("28/11/2026 01.00 WIB", JAKARTA, 28),
     ("28/11/2026 22.30 WIB", JAYAPURA, 29), ("2026-11-28T20:00:00Z", JAKARTA, 29), ("28/11/2026 01.00", JAKARTA, 28)],
)  # fmt: skip
def test_a_moment_of_another_zone_may_lie_on_another_day(text, zone, day):
    assert day_of(text, zone=zone) == dt.date(2026, 11, day)
