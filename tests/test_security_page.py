"""docs/security.md names tests that exist, and says of each attack whether it is met."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs/security.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)` \(([^)]*)\)", PAGE)
ATTACKS = dict(re.findall(r"^\| (S\d+) \| (.*) \|$", PAGE, re.MULTILINE))


def test_every_attack_has_its_row():
    assert list(ATTACKS) == [f"S{n}" for n in range(1, 25)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_met_by_a_test_or_is_said_to_be_open(attack):
    _what, state, shown = (cell.strip() for cell in ATTACKS[attack].rsplit(" | ", 2))
    assert state == "met" or state.startswith(("in part: ", "open: "))
    assert (shown == "–") is state.startswith("open")


@pytest.mark.parametrize(("path", "names"), NAMED)
def test_every_named_test_exists(path, names):
    written = {node.name for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)}
    wanted = re.findall(r"`(\w+)`", names)
    assert wanted and set(wanted) <= written
