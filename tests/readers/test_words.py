"""What was read, in words: every code that a view writes into the log has words."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from cases.models import AccessEntry
from cases.readers.words import in_words
from tests import factories

PLACES = {"open_case": 2, "open_in_case": 3, "note_case": 2, "open_employee": 2, "note_employee": 2, "note_list": 1}


def codes_in(tree: ast.AST) -> set[str]:
    """The constant codes, and the constant beginnings of composed ones."""
    found = set()
    for call in ast.walk(tree):
        name = getattr(getattr(call, "func", None), "id", "")
        if not isinstance(call, ast.Call) or len(call.args) <= PLACES.get(name, 99):
            continue
        for part in ast.walk(call.args[PLACES[name]]):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.strip():
                found.add(part.value.strip())
                break
    return found


def test_every_code_of_the_log_of_readings_has_words():
    folder = Path(settings.BASE_DIR) / "cases"
    codes = {code for file in folder.rglob("*.py") for code in codes_in(ast.parse(file.read_text()))}
    assert {"letters", "form letter", "data request", "evidence"} <= codes
    assert sorted(code for code in codes if in_words(code).startswith("Halaman lain")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("tab", ["handling", "chronology", "people", "evidence", "examination", "decisions", "history"])
def test_the_readers_of_a_case_name_each_tab(client, sari, rina, budi, tab):
    case = factories.make_respondent(by=sari, employee=budi).case
    client.force_login(rina)
    client.get(f"/cases/{case.number}/{tab}/")
    assert AccessEntry.objects.filter(case=case, user=rina).exists()
    assert "Halaman lain" not in client.get(f"/cases/{case.number}/readers/").text
