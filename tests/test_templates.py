"""Rules for every template."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.db.models import Model

ROOT = Path(settings.BASE_DIR, "templates")
LONGEST_LINE = 140
COMPARED = re.compile(r"""(?:[=!]=|\bin) ?['"]([^'"]+)['"]|['"]([^'"]+)['"] ?[=!]=""")


def lines(*endings: str) -> Iterator[tuple[str, str]]:
    """Every line with its place. A paragraph of a text message is one line: the mail program wraps it."""
    for path in ROOT.rglob("*"):
        if path.suffix in endings:
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_line_of_a_page_is_longer_than_140_characters():
    assert [place for place, line in lines(".html", ".jinja") if len(line) > LONGEST_LINE] == []


def test_the_rows_of_jinja_have_one_cell_a_line_too():
    """djlint checks the pages; it does not read Jinja2."""
    rules = yaml.safe_load(Path(settings.BASE_DIR, ".djlint_rules.yaml").read_text())
    two = re.compile(next(each["rule"]["patterns"][0] for each in rules if each["rule"]["name"] == "C002"))
    assert [place for place, line in lines(".jinja") if two.search(line)] == []


def models() -> list[type[Model]]:
    return [model for label in ("cases", "regulations") for model in apps.get_app_config(label).get_models()]


def stored_values() -> set[str]:
    """What the models of this product store for a choice, for instance a status."""
    choices = (field.choices or () for model in models() for field in model._meta.fields)
    return {str(value) for pairs in choices for value, _label in pairs if value}


def test_no_template_compares_with_a_stored_value():
    """A model says what it is by a property with a name: ``is_closed``."""
    stored = stored_values()
    assert {"CLOSED", "hold-hearing", "ACCEPTED"} <= stored
    found = [
        f"{place} {value}"
        for place, line in lines(".html", ".jinja", ".txt")
        for pair in COMPARED.findall(line)
        for value in pair
        if value in stored
    ]
    assert found == []


def test_no_template_asks_for_a_row_that_may_be_missing():
    """A one-to-one relation without its row raises, which a template hides; a property says whether there is one."""
    related = (field for model in models() for field in model._meta.related_objects if field.one_to_one)
    columns = {field.name for model in models() for field in model._meta.fields}
    single = {field.get_accessor_name() for field in related} - columns - {None}
    assert {"delivery", "hand_over", "finding"} <= single
    asked = re.compile(rf"{{% (?:el)?if [^%]*\.({'|'.join(single)})(?: |%|\))")
    assert [place for place, line in lines(".html", ".jinja", ".txt") if asked.search(line)] == []
