"""What CONTRIBUTING.md names is there: every file, and in it the name that stands behind the file in brackets."""

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
NAMED = re.findall(
    r"`([\w.-]+/[\w./-]+\.(?:py|yaml|html|jinja|txt|css|md|toml|po))`(?: \(((?:`[^`]+`(?:, )?)+)\))?", PAGE
)
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("path", "names"), NAMED)
def test_a_named_file_exists_and_holds_what_is_named(path, names):
    assert (ROOT / path).is_file()
    for name in re.findall(r"`([^`]+)`", names):
        assert name in (ROOT / path).read_text(), f"{path} has no {name}"


def test_twenty_changes_have_an_answer():
    rows = re.findall(r"^\| (\d+)\. [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 21))
    assert all("`" in answer for _, answer in rows)


def test_every_command_that_is_named_exists():
    commands = re.findall(r"`?make ((?:[a-z]+(?:-[a-z]+)*(?: (?=[a-z]+\n))?)+)", PAGE)
    named = {word for command in commands for word in command.split()} - {"anew"}
    assert named <= set(TARGETS), named - set(TARGETS)


def test_every_room_is_listed_with_its_docstring():
    listed = dict(re.findall(r"^\| `cases/(\w+)/` \| (.+) \|$", PAGE, re.MULTILINE))
    rooms = {path.parent.name for path in (ROOT / "cases").glob("*/__init__.py")} - {"migrations"}
    assert listed == {room: importlib.import_module(f"cases.{room}").__doc__.partition("\n")[0] for room in rooms}
