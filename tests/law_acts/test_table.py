"""The table of what once went wrong is complete: every row names acts and tests that exist."""

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.law_acts.office import Act
from tests.law_acts.table import LAWFUL, NOW_POSSIBLE, UNLAWFUL, Row

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EVERY = UNLAWFUL + LAWFUL + NOW_POSSIBLE
NEIGHBOURS = 40  # unlawful acts beside those of the table, at least


def every_act() -> list[Act]:
    modules = (importlib.import_module(f"tests.law_acts.{path.stem}") for path in sorted(HERE.glob("test_*.py")))
    return [act for module in modules for act in getattr(module, "ACTS", ())]


BY_NAME = {act.what: act for act in every_act()}


def is_there(node: str) -> bool:
    path, _separator, name = node.partition("::")
    return bool(re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.says)
def test_each_row_is_judged_by_acts_that_end_so(row: Row):
    assert row.refused or row.allowed or row.tests
    assert [name for name in (*row.refused, *row.allowed) if name not in BY_NAME] == []
    assert all(BY_NAME[name].refused for name in row.refused)
    assert not any(BY_NAME[name].refused for name in row.allowed)
    assert [node for node in row.tests if not is_there(node)] == []


def test_the_table_has_every_row():
    assert (len(UNLAWFUL), len(LAWFUL), len(NOW_POSSIBLE)) == (14, 7, 15)


def test_each_act_has_a_name_of_its_own_and_an_article():
    twice = [name for name, times in Counter(act.what for act in every_act()).items() if times > 1]
    assert twice == []
    assert [act.what for act in BY_NAME.values() if not act.article] == []


def test_at_least_forty_unlawful_acts_are_tried_beside_the_table():
    known = {name for row in EVERY for name in row.refused}
    beside = [act for act in BY_NAME.values() if act.refused and act.what not in known]
    assert len(beside) >= NEIGHBOURS, len(beside)
