"""Where reading an address changes: the first and the last value on each side."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError

from cases.links.pasted import LONGEST, link_of
from cases.links.post_times import INSTAGRAM_EPOCH, X_EPOCH, numbered_at
from cases.links.reading import LONGEST_KEY, read, siblings

UTC = dt.UTC


def tiktok(*moment: int) -> str:
    return str(int(dt.datetime(*moment, tzinfo=UTC).timestamp()) << 32)


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (tiktok(2013, 12, 31, 23, 59, 59), None),
        (tiktok(2014, 1, 1), dt.datetime(2014, 1, 1, tzinfo=UTC)),
        (tiktok(2099, 12, 31, 23, 59, 59), dt.datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (tiktok(2100, 1, 1), None),
        ("0", None),
    ],
)
def test_a_number_of_tiktok_has_a_time_from_its_first_to_its_last_year(number, moment):
    assert numbered_at("tiktok", number) == moment


@pytest.mark.parametrize(("since", "has_time"), [(9_999, False), (10_000, False), (10_001, True)])
def test_small_numbers_of_x_are_counters(since, has_time):
    moment = numbered_at("x", str(since << 22))
    assert (moment is not None) is has_time
    if moment:
        assert moment == dt.datetime.fromtimestamp((X_EPOCH + since) / 1000, UTC)


def test_a_number_of_instagram_is_a_code_up_to_eleven_digits_and_a_number_beyond():
    assert numbered_at("instagram", str(1 << 39)) == dt.datetime.fromtimestamp(
        (INSTAGRAM_EPOCH + (1 << 16)) / 1000, UTC
    )
    assert numbered_at("instagram", "12345678901") is None, "as a code it would be of a year that has not come"
    assert numbered_at("instagram", "123456789012") is not None


def test_what_follows_the_eleven_letters_of_a_shared_code_is_its_key_and_no_time():
    assert numbered_at("instagram", "CEWsh68Kc5C") == numbered_at("instagram", "CEWsh68Kc5CAbc_9")
    assert numbered_at("instagram", "CEWsh68Kc5C") != numbered_at("instagram", "CEWsh68Kc5")


@pytest.mark.parametrize(("code", "has_time"), [("AAAAAAAAAAA", False), ("f___", False), ("gAAA", True)])
def test_a_code_below_the_first_millisecond_has_no_time(code, has_time):
    assert (numbered_at("instagram", code) is not None) is has_time


@pytest.mark.parametrize("scheme", ["", "facebook"])
def test_numbers_of_others_have_no_time(scheme):
    assert numbered_at(scheme, tiktok(2020, 1, 1)) is None


@pytest.mark.parametrize(("length", "is_whole"), [(LONGEST_KEY, True), (LONGEST_KEY + 1, False)])
def test_a_key_is_kept_whole_up_to_its_column(length, is_whole):
    address = "bit.ly/" + "a" * (length - len("SHORT:bit.ly/"))
    key = read(f"https://{address}").key
    assert (key == f"SHORT:{address}") is is_whole
    assert is_whole or (len(key) == 165 and key.startswith("SHORT:bit.ly/aaa"))


def test_two_keys_too_long_to_keep_stay_two():
    long = "https://bit.ly/" + "a" * 300
    assert read(long).key != read(f"{long}b").key


def test_the_key_of_a_page_is_short_and_that_of_a_front_page_empty():
    assert len(read("https://contoh.go.id/berita?id=12345").key) == len("URL:") + 40
    for front in ("https://contoh.go.id", "https://contoh.go.id/", "https://contoh.go.id//"):
        assert read(front).key == "", front
    for page in ("https://contoh.go.id/?p=1", "https://contoh.go.id/#/berita/1", "https://contoh.go.id/a"):
        assert read(page).key, page


@pytest.mark.parametrize(
    ("port", "stays"), [(":443", ""), (":80", ""), (":8443", ":8443"), (":79", ":79"), (":81", ":81"), (":444", ":444")]
)
def test_only_the_usual_ports_are_left_out(port, stays):
    assert read(f"https://contoh.go.id{port}/berita").url == f"https://contoh.go.id{stays}/berita"


def test_an_address_is_kept_up_to_its_limit():
    front = "https://contoh.go.id/"
    assert len(link_of(front + "a" * (LONGEST - len(front))).url) == LONGEST
    with pytest.raises(ValidationError, match=f"paling banyak {LONGEST}"):
        link_of(front + "a" * (LONGEST - len(front) + 1))


def wrapped(times: int) -> str:
    address = "https://x.com/budi/status/1541815603606036480"
    for _turn in range(times):
        address = f"https://l.facebook.com/l.php?u={quote(address, safe='')}"
    return address


@pytest.mark.parametrize(("times", "is_reached"), [(0, True), (1, True), (4, True), (5, False)])
def test_wrappers_are_opened_four_deep(times, is_reached):
    assert (read(wrapped(times)).post_id == "1541815603606036480") is is_reached


def test_only_a_long_number_in_a_query_may_be_that_of_a_post():
    assert "p=12345" in read("https://www.tiktok.com/@budi?p=12345").url
    assert "p=1234" not in read("https://www.tiktok.com/@budi?p=1234").url


def test_a_short_link_is_no_sibling_of_itself():
    keys = siblings("SHORT:vm.tiktok.com/ZSabc12")
    assert keys and "SHORT:vm.tiktok.com/ZSabc12" not in keys
    assert siblings("TIKTOK:vm.tiktok.com/ZSabc12") == []
    assert siblings("SHORT:bit.ly/ZSabc12") == []
