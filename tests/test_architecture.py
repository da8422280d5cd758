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

# The acts without a row in the four tables of the pages, each with its reason.
BY_THE_SYSTEM = {
    Act.ESCALATE: "the sweep of the clocks takes it",
    Act.RETURN_LEVEL: "follows from the act that answers the escalation",
}
MINUTES = {act: "a button of the page of minutes, whose table VERBS is" for act, _form, _service in VERBS.values()}
ELSEWHERE = {
    Act.EXPLAIN_BACK_DATING: "a second entry of the back-dated act, whose form asks for the reason",
    Act.EXPLAIN_TURN: "a second entry of an act out of turn, whose form asks for the reason",
    Act.REPORT: "before there is a case: the report form with draft and files",
    Act.ATTACH_REPORT: "the same form, for a case that it found",
    Act.IMPORT_CASE: "many cases at once, from a sheet",
    Act.PROPOSE_LETTER: "the letter's own form, whose fields come from its kind",
    Act.APPROVE_LETTER: "the page of the draft that is read before it is approved",
    Act.RETURN_LETTER: "the same page",
    Act.ISSUE_LETTER: "the letter's own form",
    Act.WITHDRAW_LETTER: "the page of the issued letter",
    Act.RECORD_IDIS: "the page of the handover, beside the registers that were noted",
    Act.PROPOSE_ACT: "follows from an act that needs two people",
    Act.CONFIRM_ACT: "the page of what another account proposed",
    Act.DECLINE_ACT: "the same page",
    Act.GIVE_ACCESS: "of a person rather than of a path: the code for the own page",
    Act.ASK_ABOUT_DATA: "the person concerned asks, who has no account",
    Act.ANSWER_DATA_REQUEST: "the page of that request",
    Act.PLACE_LEGAL_HOLD: "a closed case, which takes no act of the procedure",
    Act.LIFT_LEGAL_HOLD: "the same",
    Act.DESTROY: "many closed cases at once, after two reviews",
}


def test_every_act_of_the_procedure_has_a_form_and_a_service():
    assert {step.act for step in TRANSITIONS} == set(ACTS)


def test_every_act_is_taken_somewhere():
    tables = {*ACTS, *CASE_ACTS, *PART_ACTS, *EVIDENCE_ACTS}
    reasons = {**BY_THE_SYSTEM, **MINUTES, **ELSEWHERE}
    assert set(Act) == tables | set(reasons)
    assert not tables & set(reasons), "a reason stays although the act is in a table"


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


# A comparison of roles that is no right of the account: what it says instead.
COMPARES_ROLES = {
    "accounts/desk.py": "an operator invites administrators alone: about the account that is invited",
    "accounts/second_factor.py": "whose role needs a second factor; the roles stand in procedure.rights",
    "aftermath/restoration.py": "which agency owns a step that was recorded by BKPSDM",
    "dashboard/views.py": "the sentence addresses leadership, which decides itself",
    "management/commands/describe_rights.py": "the columns of the printed table",
    "examination/sessions.py": "the Inspectorate does not examine its own staff: impartiality, no right",
    "oversight/forms/case_acts.py": "the name of the leader is filled in",
    "register/forms/circulars.py": "an account that reads no case is not asked for one",
}


def test_a_role_is_compared_in_one_place_unless_it_says_something_else():
    """Gates ask ``may`` or ``may_take``, scopes ``visible_to`` or ``reached_by``."""
    found = {
        name
        for name, text in sources("models/", "demo/", "procedure/").items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Compare) and "role" in sides(node) and any(side.isupper() for side in sides(node))
    }
    assert found == set(COMPARES_ROLES)


def sides(comparison: ast.Compare) -> set[str]:
    """The last names of both sides: of ``user.role == Role.LEADER``, role with LEADER."""
    both = (comparison.left, *comparison.comparators)
    return {getattr(side, "attr", getattr(side, "id", "")) for side in both}


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
