"""What must be there for every act of the procedure."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

from cases.casefile.act_table import ACTS, CASE_ACTS, EVIDENCE_ACTS, PART_ACTS, TOGETHER
from cases.minutes.views.minutes import VERBS
from cases.models import Act
from cases.procedure import table
from cases.procedure.table import TRANSITIONS
from regulations.models import ClockStep

BY_THE_SYSTEM = {Act.ESCALATE, Act.RETURN_LEVEL}
MINUTES = {act for act, _form, _service in VERBS.values()}
BESIDE_ANOTHER_ACT = {Act.EXPLAIN_BACK_DATING}
WITH_A_PAGE_OF_THEIR_OWN = {
    Act.REPORT,
    Act.ATTACH_REPORT,
    Act.IMPORT_CASE,
    Act.PROPOSE_LETTER,
    Act.APPROVE_LETTER,
    Act.RETURN_LETTER,
    Act.ISSUE_LETTER,
    Act.WITHDRAW_LETTER,
    Act.RECORD_IDIS,
    Act.PROPOSE_ACT,
    Act.GIVE_ACCESS,
    Act.ASK_ABOUT_DATA,
    Act.ANSWER_DATA_REQUEST,
    Act.PLACE_LEGAL_HOLD,
    Act.LIFT_LEGAL_HOLD,
    Act.DESTROY,
    Act.CONFIRM_ACT,
    Act.DECLINE_ACT,
} | MINUTES


def test_every_act_of_the_procedure_has_a_form_and_a_service():
    assert {step.act for step in TRANSITIONS} == set(ACTS)


def test_every_act_is_taken_somewhere():
    by_people = {*ACTS, *CASE_ACTS, *PART_ACTS, *EVIDENCE_ACTS, *BESIDE_ANOTHER_ACT, *WITH_A_PAGE_OF_THEIR_OWN}
    assert set(Act) == by_people | BY_THE_SYSTEM


def test_no_act_is_in_both_tables():
    assert not set(ACTS) & set(CASE_ACTS)
    assert set(TOGETHER) <= set(ACTS)


def test_a_service_carries_the_name_of_its_act():
    for act, (_form, service) in ACTS.items():
        assert service.__name__ == act.value.replace("-", "_")


def test_the_form_of_every_act_has_its_template():
    for form, _service in (*ACTS.values(), *CASE_ACTS.values()):
        assert get_template(form.template).origin


def sources(*rooms_left_out: str) -> dict[str, str]:
    """The product's own Python, by path."""
    root = Path(settings.BASE_DIR, "cases")
    found = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.py")}
    return {name: text for name, text in found.items() if not name.startswith(("migrations/", *rooms_left_out))}


WRITES_AUDIT = re.compile(r"AuditEntry\.objects\.(create|bulk_create|get_or_create|update_or_create)\(")


def test_one_function_writes_the_audit_trail():
    writers = {name for name, text in sources().items() if WRITES_AUDIT.search(text)}
    assert writers == {"procedure/audit.py"}


def test_one_module_writes_down_who_read_what():
    writes = re.compile(r"AccessEntry\(|AccessEntry\.objects\.(bulk_)?create")
    assert {name for name, text in sources("models/").items() if writes.search(text)} == {"web/reading.py"}


def test_no_room_keeps_a_list_of_roles_of_its_own():
    """Which roles may do what stands in ``procedure.rights``; the scope of what an account sees in the models."""
    lists = re.compile(r"^[A-Z_]+ = [(\[{](Role\.\w+, )+Role\.|\.role (not )?in \(Role", re.MULTILINE)
    found = {name for name, text in sources("models/", "demo/").items() if lists.search(text)}
    assert found == set()


def test_every_act_stands_in_the_table_once_on_a_case_or_on_paths():
    on_cases = [row.act for row in table.CASE_ACTS]
    on_paths = {step.act for step in TRANSITIONS}
    assert len(on_cases) == len(set(on_cases))
    assert set(on_cases) | on_paths == set(Act)
    assert not set(on_cases) & on_paths


ROOT = Path(settings.BASE_DIR)


def product() -> Iterator[Path]:
    for package in ("benchmarks", "cases", "conduct", "lib", "regulations"):
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def test_the_code_of_a_clocks_step_is_written_in_one_file():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in product()
        if path != ROOT / "regulations/models/steps.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in ClockStep.values and node.value not in Act.values
    ]
    assert not found


def test_an_error_of_types_or_style_is_ignored_for_a_reason():
    bare = re.compile(r"# (type: ignore|noqa)(\[[\w-]+\]|(: [A-Z]+\d+,?)+)?\s*$|# type: ignore(?!\[)", re.MULTILINE)
    found = [str(path.relative_to(ROOT)) for path in product() if bare.search(path.read_text())]
    assert not found
