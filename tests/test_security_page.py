"""docs/security.md says of each attack whether it is met."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs/security.md").read_text()
ATTACKS = dict(re.findall(r"^\| (S\d+) \| (.*) \|$", PAGE, re.MULTILINE))


def test_every_attack_has_its_row():
    assert list(ATTACKS) == [f"S{n}" for n in range(1, 25)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_met_by_a_test_or_is_said_to_be_open(attack):
    _what, state, shown = (cell.strip() for cell in ATTACKS[attack].rsplit(" | ", 2))
    assert state == "met" or state.startswith(("in part: ", "open: "))
    assert (shown == "–") is state.startswith("open")
