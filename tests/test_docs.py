"""Documents that are written from the code say what the code says."""

import ast
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

DOMAIN = Path(settings.BASE_DIR, "docs/domain.md").read_text()
CATALOGUE = dict(re.findall(r"^\| `([A-Z]\w+)`:.*?\| (\d+|–) \|", DOMAIN, re.MULTILINE))


def test_the_procedure_page_is_the_procedure_table():
    out = StringIO()
    call_command("describe_procedure", stdout=out)
    page = Path(settings.BASE_DIR, "docs/procedure.md").read_text()
    assert page.strip() == out.getvalue().strip(), "run: manage.py describe_procedure > docs/procedure.md"


def test_the_rights_page_is_what_services_and_pages_ask():
    out = StringIO()
    call_command("describe_rights", stdout=out)
    page = Path(settings.BASE_DIR, "docs/rights.md").read_text()
    assert page.strip() == out.getvalue().strip(), "run: manage.py describe_rights > docs/rights.md"


def rows_of_the_fixtures():
    paths = Path(settings.BASE_DIR, "regulations/fixtures").glob("*.yaml")
    return Counter(row["model"].partition(".")[2] for path in paths for row in yaml.safe_load(path.read_text()))


@pytest.mark.parametrize("model", list(apps.get_app_config("regulations").get_models()), ids=lambda kind: kind.__name__)
def test_the_domain_page_names_every_kind_of_row_once_and_counts_it(model):
    assert len(re.findall(rf"^\| `{model.__name__}`:", DOMAIN, re.MULTILINE)) == 1
    known = rows_of_the_fixtures()[model._meta.model_name]
    assert CATALOGUE[model.__name__] == (str(known) if known else "–")


def test_the_page_on_reliability_names_tests_that_exist():
    page = Path(settings.BASE_DIR, "docs/reliability.md").read_text()
    sources = "".join(path.read_text() for path in Path(settings.BASE_DIR, "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", page)
    assert len(named) > 20
    assert [name for name in named if f"def {name}(" not in sources] == []


def test_the_table_of_tasks_names_every_sweep_once():
    page = Path(settings.BASE_DIR, "docs/operations.md").read_text()
    table = page.partition("\n## Tasks\n")[2].partition("\n## ")[0]
    rows = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    sweeps = [entry["task"].rpartition(".")[2] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert sorted(re.findall(r"`(\w+)`", rows)) == sorted(sweeps)


def test_every_test_that_the_domain_page_names_exists():
    named = set(re.findall(r"`(?:tests/\w+/)?(test_\w+)`", DOMAIN))
    assert named - {path.stem for path in Path(settings.BASE_DIR, "tests").rglob("test_*.py")} == set()


def test_the_index_of_decisions_has_each_once_with_its_title():
    folder = Path(settings.BASE_DIR, "docs/decisions")
    index = (folder / "README.md").read_text()
    for path in folder.glob("0*.md"):
        number, title = re.match(r"# (\d+)\. (.+)", path.read_text()).groups()
        assert index.count(f"| {number} | [{title}]({path.name}) |") == 1, (
            f"add to docs/decisions/README.md: {path.name}"
        )


def test_every_file_that_a_page_names_exists():
    root = Path(settings.BASE_DIR)
    pages = [*root.glob("docs/*.md"), *root.glob("docs/decisions/*.md"), root / "README.md", root / "SECURITY.md"]
    folders = "cases|conduct|lib|regulations|tests|templates|static|benchmarks"
    for page in pages:
        for name in re.findall(rf"`((?:{folders})/[\w./-]+)`", page.read_text()):
            assert (root / name).exists() or (root / f"{name}.py").exists(), f"{page.name} names {name}"


def named_tests(page):
    """Each file of tests that a page of docs names, with the functions named behind it in brackets."""
    text = Path(settings.BASE_DIR, "docs", page).read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)` \(([^)]*)\)", text)
    return [(path, re.findall(r"`(\w+)`", names)) for path, names in named]


@pytest.mark.parametrize("page", ["security.md", "inputs.md"])
def test_every_test_that_a_page_names_exists_where_it_says(page):
    named = named_tests(page)
    assert len(named) > 20
    for path, names in named:
        tree = ast.parse(Path(settings.BASE_DIR, path).read_text())
        written = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert names and set(names) <= written, f"{page} names {set(names) - written or path}"


def test_every_kind_of_input_and_every_place_has_five_neighbours_and_a_test():
    text = Path(settings.BASE_DIR, "docs/inputs.md").read_text()
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert [int(number) for number, *_rest in rows] == [*range(1, 15)] * 2
    assert all(len(neighbours.split(";")) >= 5 and "`test_" in shown for _number, _kind, neighbours, shown in rows)
