"""Changes the rules a little and runs the tests of their subject: `python -m benchmarks.mutants [SUBJECT...]`.

Each change swaps a comparison, a number, a condition or a constant of one module, in a copy of the tree. Which changes
are tried is a sample by seed, so that a run can be repeated; a run that was stopped goes on where it was.
`equal_mutants.yaml` names the changes that no test can notice, each with its reason; they count neither way.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

ROOT = Path(__file__).resolve().parent.parent
LEAST = 85  # of 100 changes that can be noticed
# By how the tool names them: comparisons, conditions, numbers, constants, loops, and plus or minus of days.
KINDS = (
    "ReplaceComparisonOperator", "AddNot", "Delete_Not", "ReplaceAndWithOr", "ReplaceOrWithAnd", "NumberReplacer",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ZeroIterationForLoop", "ReplaceBreakWithContinue",
    "BinaryOperator_Add_Sub", "BinaryOperator_Sub_Add",
)  # fmt: skip
EQUAL = ROOT / "benchmarks/equal_mutants.yaml"


class Subject(NamedTuple):
    """Modules of rules, and the tests that have to notice a change in them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


SUBJECTS = {
    "procedure": Subject(
        ("cases/procedure/workflow.py", "cases/procedure/offers.py", "cases/procedure/clocks.py",
         "cases/procedure/back_dating.py", "cases/procedure/admission.py", "cases/procedure/case_acts.py"),
        ("tests/procedure", "tests/deadlines/test_clock_days.py", "tests/deadlines/test_forgotten.py",
         "tests/law_acts/test_paper_of_last_week.py"),
    ),
    "clocks": Subject(("cases/models/deadlines", "cases/deadlines"), ("tests/deadlines",)),
    "decisions": Subject(
        ("cases/decisions",), ("tests/decisions", "tests/law_acts/test_powers.py", "tests/law_acts/test_validity.py")
    ),
    "aftermath": Subject(
        ("cases/aftermath",), ("tests/aftermath", "tests/law_acts/test_remedies.py", "tests/law_acts/test_endings.py")
    ),
    "examination": Subject(("cases/examination",), ("tests/examination", "tests/law_acts/test_examinations.py")),
    "links": Subject(("cases/links",), ("tests/links",)),
    "calendar": Subject(
        ("regulations/calendar.py", "regulations/summons.py"),
        ("tests/regulations/test_calendar.py", "tests/regulations/test_calendar_properties.py",
         "tests/examination/test_summonses.py"),
    ),
}  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], metavar="SUBJECT", help=", ".join(SUBJECTS))
    asked.add_argument("--sample", type=int, default=12, help="changes for each subject")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--runner", default="", help="what runs before pytest, for instance a queue")
    given = asked.parse_args()
    os.nice(19)
    tree = _copy_of_the_tree()
    counts = {
        name: _try(name, tree, given.sample, given.seed, given.runner) for name in given.subjects or list(SUBJECTS)
    }
    sys.exit(_report(counts))


def _copy_of_the_tree() -> Path:
    """The files that git knows, where nobody works on them."""
    tree = ROOT / "var/mutants/tree"
    shutil.rmtree(tree, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S607
    for name in listed.stdout.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    return tree


def _try(name: str, tree: Path, size: int, seed: int, runner: str) -> Counter[str]:
    """The changes of one subject that were not tried yet; returns how its sample ended."""
    subject = SUBJECTS[name]
    os.chdir(tree)
    session = WorkDB(str(ROOT / f"var/mutants/{name}-{seed}-{size}.sqlite"), WorkDB.Mode.create)
    if not session.num_work_items:
        _draw(session, subject, size, seed)
    command = f"{runner} {sys.executable} -m pytest -x -q -p no:cacheprovider {' '.join(subject.tests)}".strip()
    for item in sorted(session.pending_work_items, key=_place):
        result = mutate_and_test(item.mutations, command, 1800)
        session.set_result(item.job_id, result)
        print(f"{name:<12} {result.test_outcome or result.worker_outcome:<12} {_named(item)}", flush=True)
        if result.test_outcome == TestOutcome.SURVIVED:
            print(result.diff, flush=True)
    return _counted(session)


def _draw(session: WorkDB, subject: Subject, size: int, seed: int) -> None:
    """Leave a sample of the changes pending; the others are marked as skipped."""
    paths = [Path(file) for module in subject.modules for file in _files(Path(module))]
    init(paths, session, {})
    fit = sorted((item for item in session.work_items if _is_wanted(item)), key=_place)
    chosen = {item.job_id for item in random.Random(seed).sample(fit, min(size, len(fit)))}  # noqa: S311
    others = [item.job_id for item in session.work_items if item.job_id not in chosen]
    session.set_multiple_results(others, WorkResult(WorkerOutcome.SKIPPED))


def _files(path: Path) -> Sequence[Path]:
    return [path] if path.suffix else sorted(file for file in path.rglob("*.py") if "forms" not in str(file))


def _is_wanted(item: WorkItem) -> bool:
    """Inside a function, and of a kind that changes a rule; equality for identity is no rule of the law."""
    spec = _spec(item)
    is_identity = spec.operator_name.endswith(("_Is", "_IsNot")) and "Operator_Is" not in spec.operator_name
    return bool(spec.definition_name) and not is_identity and any(kind in spec.operator_name for kind in KINDS)


def _spec(item: WorkItem) -> MutationSpec:
    return item.mutations[0]


def _place(item: WorkItem) -> tuple[Any, ...]:
    spec = _spec(item)
    return str(spec.module_path), spec.start_pos, spec.operator_name, spec.occurrence


def _named(item: WorkItem) -> str:
    spec = _spec(item)
    return f"{spec.module_path}:{spec.start_pos[0]} {spec.definition_name} {spec.operator_name.removeprefix('core/')}"


def _counted(session: WorkDB) -> Counter[str]:
    equal = {mutant["change"] for mutant in yaml.safe_load(EQUAL.read_text(encoding="utf-8")) or []}
    found: Counter[str] = Counter()
    for _item, result in session.completed_work_items:
        if result.worker_outcome == WorkerOutcome.SKIPPED:
            continue
        survived = result.test_outcome == TestOutcome.SURVIVED
        found["equal" if survived and _change(result) in equal else "survived" if survived else "killed"] += 1
    return found


def _change(result: WorkResult) -> str:
    """The changed lines, without their places: a change keeps its name when lines above it move."""
    lines = (result.diff or "").splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed)


def _report(counts: dict[str, Counter[str]]) -> str | int:
    """One line a subject; the words of failure where too few changes were noticed."""
    total: Counter[str] = sum(counts.values(), Counter())
    for name, found in [*counts.items(), ("all", total)]:
        noticed = found["killed"] + found["survived"]
        share = 100 * found["killed"] / noticed if noticed else 100.0
        ends = "  ".join(f"{end} {found[end]:3}" for end in ("killed", "survived", "equal"))
        print(f"{name:<12} {ends}  {share:5.1f} %")
    noticed = total["killed"] + total["survived"]
    return f"below {LEAST} of 100" if noticed and 100 * total["killed"] < LEAST * noticed else 0


if __name__ == "__main__":
    main()
