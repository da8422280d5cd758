"""Keys that a request names outside a form."""

import pytest

from cases.web.keys import key_of


@pytest.mark.parametrize(("text", "key"), [("1", 1), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_key(text, key):
    assert key_of(text) == key


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "²", "٣", "x", "\0", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text):
    assert key_of(text) is None
