"""Changes the rules a little and runs the tests of their subject: `python -m benchmarks.mutants [SUBJECT...]`.

Each change swaps a comparison, a number, a condition or a constant of one function. Which changes are tried is a
sample by seed, so that a run can be repeated; a run that was stopped goes on where it was. `equal_mutants.yaml` names
the changes that no test can notice, each with its reason; they count neither way.
"""

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from cosmic_ray.commands import init
from cosmic_ray.work_db import WorkDB, WorkResultStorage
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

from benchmarks.mutant_subjects import SUBJECTS

ROOT = Path(__file__).resolve().parent.parent
LEAST = 85  # of 100 changes that can be noticed
# By how the tool names them: comparisons, conditions, numbers, constants, loops, and plus or minus of days.
KINDS = (
    "ReplaceComparisonOperator", "AddNot", "Delete_Not", "ReplaceAndWithOr", "ReplaceOrWithAnd", "NumberReplacer",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ZeroIterationForLoop", "ReplaceBreakWithContinue",
    "BinaryOperator_Add_Sub", "BinaryOperator_Sub_Add",
)  # fmt: skip
EQUAL = ROOT / "benchmarks/equal_mutants.yaml"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], metavar="SUBJECT", help=", ".join(SUBJECTS))
    asked.add_argument("--sample", type=int, default=12, help="changes for each subject and seed")
    asked.add_argument("--seeds", type=int, nargs="+", default=[1])
    asked.add_argument("--again", action="store_true", help="try anew what was not noticed")
    asked.add_argument("--runner", default="", help="what runs before each subject, for instance a queue")
    given = asked.parse_args()
    os.nice(19)
    os.chdir(ROOT)
    counts = {}
    for name in given.subjects or SUBJECTS:
        sessions = [_session(name, given.sample, seed) for seed in given.seeds]
        if given.again:
            for session in sessions:
                _forget_survivors(session)
        if any(list(session.pending_work_items) for session in sessions):
            files = [session.name() for session in sessions]
            command = [*given.runner.split(), sys.executable, "-m", "benchmarks.mutant_session", name, *files]
            subprocess.run(command, check=True)  # noqa: S603 - our own module
        counts[name] = sum((_counted(session) for session in sessions), Counter[str]())
    sys.exit(_report(counts))


def _session(name: str, size: int, seed: int) -> WorkDB:
    """The changes of one sample with their results; drawn when it is asked for the first time."""
    path = ROOT / f"var/mutants/{name}-{seed}-{size}.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    session = WorkDB(str(path), WorkDB.Mode.create)
    if not session.num_work_items:
        _draw(session, SUBJECTS[name].modules, size, seed)
    return session


def _forget_survivors(session: WorkDB) -> None:
    """Their results only: with better tests they are tried once more."""
    with session._session_maker.begin() as rows:
        rows.query(WorkResultStorage).filter_by(test_outcome=TestOutcome.SURVIVED).delete()


def _draw(session: WorkDB, modules: Sequence[str], size: int, seed: int) -> None:
    """Leave a sample of the changes pending; the others are marked as skipped."""
    paths = [path for module in modules for path in files_of(module)]
    init(paths, session, {})
    fit = sorted((item for item in session.work_items if _is_wanted(item)), key=place_of)
    chosen = {item.job_id for item in random.Random(seed).sample(fit, min(size, len(fit)))}  # noqa: S311  # a sample
    others = [item.job_id for item in session.work_items if item.job_id not in chosen]
    session.set_multiple_results(others, WorkResult(WorkerOutcome.SKIPPED))


def files_of(module: str) -> Iterator[Path]:
    """The files of a module or of a whole room; its forms and pages hold no rules of the law."""
    path = Path(module)
    if path.suffix:
        yield path
        return
    skipped = ("forms", "views", "urls.py")
    yield from sorted(file for file in path.rglob("*.py") if not any(word in str(file) for word in skipped))


def _is_wanted(item: WorkItem) -> bool:
    """Inside a function, and of a kind that changes a rule; equality for identity is no rule of the law."""
    spec = spec_of(item)
    is_identity = spec.operator_name.endswith(("_Is", "_IsNot")) and "Operator_Is" not in spec.operator_name
    is_function = bool(spec.definition_name) and not spec.definition_name[0].isupper()
    return is_function and not is_identity and any(kind in spec.operator_name for kind in KINDS)


def spec_of(item: WorkItem) -> MutationSpec:
    return item.mutations[0]


def place_of(item: WorkItem) -> tuple[Any, ...]:
    spec = spec_of(item)
    return str(spec.module_path), spec.start_pos, spec.operator_name, spec.occurrence


def _counted(session: WorkDB) -> Counter[str]:
    equal = {mutant["change"] for mutant in yaml.safe_load(EQUAL.read_text(encoding="utf-8")) or []}
    found: Counter[str] = Counter()
    for _item, result in session.completed_work_items:
        if result.worker_outcome != WorkerOutcome.NORMAL:
            continue  # not of the sample, or a change that cannot be made
        survived = result.test_outcome == TestOutcome.SURVIVED
        found["equal" if survived and change_of(result) in equal else "survived" if survived else "killed"] += 1
    return found


def change_of(result: WorkResult) -> str:
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
