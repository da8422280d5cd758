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


def test_every_key_of_the_settings_is_in_the_inventory():
    """Names of settings that hold a secret: by their word, or because they are an address with a password."""
    source = "".join(path.read_text() for path in (ROOT / "conduct").glob("*.py"))
    words = "SECRET_KEY|TOKEN|_DSN|DATABASE_URL|DATABASE_ADMIN_URL|EMAIL_URL|REDIS_URL|STORAGE_URL"
    keys = set(re.findall(rf'"(\w*(?:{words}))"', source))
    table = PAGE.partition("## Keys")[2].partition("\n## ")[0]
    assert keys >= {"SECRET_KEY", "DATABASE_URL"} and [key for key in keys if f"`{key}`" not in table] == []
