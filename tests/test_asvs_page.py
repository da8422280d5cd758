"""docs/asvs.md has a row for every requirement of ASVS 5.0.0 level 2: met by a test that exists, or with its reason."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs/asvs.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in re.findall(r"^\| V.*$", PAGE, re.MULTILINE)]
# The requirements of levels 1 and 2 by section, from the release of the standard.
REQUIRED = {
    "V1.1": [1, 2],
    "V1.2": [1, 2, 3, 4, 5, 6, 7, 8, 9],
    "V1.3": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    "V1.4": [1, 2, 3],
    "V1.5": [1, 2],
    "V2.1": [1, 2, 3],
    "V2.2": [1, 2, 3],
    "V2.3": [1, 2, 3, 4],
    "V2.4": [1],
    "V3.2": [1, 2],
    "V3.3": [1, 2, 3, 4],
    "V3.4": [1, 2, 3, 4, 5, 6],
    "V3.5": [1, 2, 3, 4, 5],
    "V3.7": [1, 2],
    "V4.1": [1, 2, 3],
    "V4.2": [1],
    "V4.3": [1, 2],
    "V4.4": [1, 2, 3, 4],
    "V5.1": [1],
    "V5.2": [1, 2, 3],
    "V5.3": [1, 2],
    "V5.4": [1, 2, 3],
    "V6.1": [1, 2, 3],
    "V6.2": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "V6.3": [1, 2, 3, 4],
    "V6.4": [1, 2, 3, 4],
    "V6.5": [1, 2, 3, 4, 5],
    "V6.6": [1, 2, 3],
    "V6.8": [1, 2, 3, 4],
    "V7.1": [1, 2, 3],
    "V7.2": [1, 2, 3, 4],
    "V7.3": [1, 2],
    "V7.4": [1, 2, 3, 4, 5],
    "V7.5": [1, 2],
    "V7.6": [1, 2],
    "V8.1": [1, 2],
    "V8.2": [1, 2, 3],
    "V8.3": [1],
    "V8.4": [1],
    "V9.1": [1, 2, 3],
    "V9.2": [1, 2, 3, 4],
    "V10.1": [1, 2],
    "V10.2": [1, 2],
    "V10.3": [1, 2, 3, 4],
    "V10.4": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    "V10.5": [1, 2, 3, 4, 5],
    "V10.6": [1, 2],
    "V10.7": [1, 2, 3],
    "V11.1": [1, 2],
    "V11.2": [1, 2, 3],
    "V11.3": [1, 2, 3],
    "V11.4": [1, 2, 3, 4],
    "V11.5": [1],
    "V11.6": [1],
    "V12.1": [1, 2, 3],
    "V12.2": [1, 2],
    "V12.3": [1, 2, 3, 4],
    "V13.1": [1],
    "V13.2": [1, 2, 3, 4, 5],
    "V13.3": [1, 2],
    "V13.4": [1, 2, 3, 4, 5],
    "V14.1": [1, 2],
    "V14.2": [1, 2, 3, 4],
    "V14.3": [1, 2, 3],
    "V15.1": [1, 2, 3],
    "V15.2": [1, 2, 3],
    "V15.3": [1, 2, 3, 4, 5, 6, 7],
    "V16.1": [1],
    "V16.2": [1, 2, 3, 4, 5],
    "V16.3": [1, 2, 3, 4],
    "V16.4": [1, 2, 3],
    "V16.5": [1, 2, 3],
    "V17.1": [1],
    "V17.2": [1, 2, 3, 4],
    "V17.3": [1, 2],
}  # fmt: skip


def test_every_requirement_has_one_row():
    wanted = [f"{section}.{number}" for section, numbers in REQUIRED.items() for number in numbers]
    assert [row[0] for row in ROWS] == wanted and len(wanted) == 253


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_requirement_is_met_by_a_test_or_has_its_reason(row):
    _number, _level, about, state, how, shown = row
    assert about and how
    if state != "met":
        assert state in ("n/a", "open", "in part") and shown == "–"
        return
    path, name = re.fullmatch(r"`(tests/[\w/]+\.py)` \(`(\w+)`\)", shown).groups()
    assert name in {
        node.name for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)
    }


def test_the_page_counts_its_rows():
    counts = Counter(row[3] for row in ROWS)
    said = f"{counts['met']} met, {counts['in part']} in part, {counts['open']} open, {counts['n/a']} do not apply"
    assert said in PAGE
