"""The layers of the code, and the maximum size of a room, a module and a function."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
LARGEST_SHARE, LONGEST_MODULE, LONGEST_FUNCTION = 0.12, 300, 40

# Not a room: the floor of nouns that all rooms stand on, itself in folders by subject.
FLOORS = {"models"}


def modules() -> Iterator[Path]:
    for folder in ("benchmarks", "cases", "conduct", "lib", "regulations"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def contracts() -> list[dict[str, Any]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def declared_layers() -> list[str]:
    return next(contract["layers"] for contract in contracts() if contract.get("containers") == ["cases"])


def test_the_picture_in_the_readme_is_what_the_linter_enforces():
    picture = (ROOT / "README.md").read_text().partition("inside cases, from the top:\n")[2].partition("\n\n")[0]
    assert [line.strip() for line in picture.splitlines()] == declared_layers()


def test_the_linter_knows_every_room_with_pages_or_forms():
    declared = next(contract["containers"] for contract in contracts() if "(views)" in contract["layers"])
    parts = [path for part in ("urls", "views", "forms") for path in ROOT.glob(f"cases/[a-z]*/{part}*")]
    assert set(declared) >= {f"cases.{path.parent.name}" for path in parts}


def test_every_room_says_what_it_is_for_in_one_line():
    for path in sorted((ROOT / "cases").glob("*/__init__.py")) + sorted((ROOT / "cases/models").glob("*/__init__.py")):
        if path.parent.name in {"migrations"}:
            continue
        said = ast.get_docstring(ast.parse(path.read_text())) or ""
        assert said.endswith(".") and "\n" not in said, f"{name_of(path)} says nothing, or more than one line"


def test_no_room_holds_more_than_twelve_of_a_hundred_lines():
    sizes = Counter()
    for path in modules():
        parts = path.relative_to(ROOT).parts
        if parts[0] == "cases":
            sizes[parts[1]] += lines_of(path)
    whole = sizes.total()
    large = {room: round(size / whole, 3) for room, size in sizes.items() if size > LARGEST_SHARE * whole}
    assert set(large) <= FLOORS, large


def test_no_module_is_longer_than_300_lines():
    long = {name_of(path): lines_of(path) for path in modules() if lines_of(path) > LONGEST_MODULE}
    assert not long


def test_no_function_is_longer_than_40_lines():
    functions = (
        (f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = {name: lines for name, lines in functions if lines > LONGEST_FUNCTION}
    assert not long


@pytest.mark.django_db
def test_no_model_is_without_its_migration():
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)  # leaves with an error otherwise
    assert "No changes detected" in out.getvalue()
