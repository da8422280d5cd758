"""One test session that tries the changes of one subject: `python -m benchmarks.mutant_session SUBJECT SAMPLE...`.

The tests run once as the code is, and coverage notes which test runs which line. Then each change is made in a fork,
to the functions that are loaded, and only the tests that run its line are asked. No file is touched and nothing is
imported again, so a change costs seconds. A line that runs only while its module is imported is tried in a session of
its own, which imports the changed text.
"""

import json
import math
import os
import pickle
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult
from coverage import Coverage

from benchmarks.mutant_code import Change, change_of, lines_of, put_in_place
from benchmarks.mutant_subjects import SUBJECTS
from benchmarks.mutants import files_of, place_of, spec_of

FIRST = "tests/samples/first_of_a_session.py"
OPTIONS = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not (browser or process or outside)")
MOST_TESTS = 120  # asked for one change: more than these would only find what these find
SECONDS_OF_WORK = 300
UNMADE, BROKEN = 3, 4  # how a fork ends that never asked its tests


Ran = dict[Path, dict[int, set[str]]]  # the tests that run each line of each module


class _Anyone(NamedTuple):
    """Whoever comes next: keeps what the session has set up, a database for instance, and nothing narrower."""

    session: pytest.Session

    def listchain(self) -> list[Any]:
        return [self.session]


class Session:
    """A plugin of pytest that replaces its loop."""

    def __init__(self, name: str, samples: list[str]) -> None:
        self.name, self.samples, self.paths = name, samples, SUBJECTS[name].tests
        modules = [path for module in SUBJECTS[name].modules for path in files_of(module)]
        self.texts = {path: path.read_text(encoding="utf-8") for path in modules}  # as they are loaded in a moment

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.anyone = _Anyone(session)
        first = next(item for item in session.items if item.nodeid.startswith(FIRST))
        self.items = [item for item in session.items if item is not first]
        if self._fails(first):
            pytest.exit("the database cannot be set up", 1)
        self.ran = self._run_as_it_is()
        for path in self.samples:
            sample = WorkDB(path, WorkDB.Mode.open)
            for item in sorted(sample.pending_work_items, key=place_of):
                result = self._try(item)
                sample.set_result(item.job_id, result)
                self._tell(item, result)
        return True

    def _tell(self, item: WorkItem, result: WorkResult) -> None:
        spec = spec_of(item)
        place = f"{spec.module_path}:{spec.start_pos[0]} {spec.definition_name}"
        ended = result.test_outcome.value if result.test_outcome else result.worker_outcome.value
        print(f"{self.name:<12} {ended:<11} {place} {spec.operator_name.removeprefix('core/')}", flush=True)
        if result.test_outcome == TestOutcome.SURVIVED:
            print(f"{result.output}\n{result.diff}", flush=True)

    def _run_as_it_is(self) -> Ran:
        """Which tests run each line of each module; those that fail without any change say nothing about one."""
        with tempfile.TemporaryFile("w+b") as told:
            if _in_a_fork(lambda: self._follow(told)):
                pytest.exit("the tests do not run as they are", 1)
            told.seek(0)
            ran, failing = pickle.load(told)  # noqa: S301 - written by ourselves a moment ago
        for name in failing:
            print(f"{self.name:<12} fails as it is: {name}", flush=True)
        return {path: {line: names - failing for line, names in lines.items()} for path, lines in ran.items()}

    def _follow(self, told: IO[bytes]) -> None:
        coverage = Coverage(data_file=None, config_file=False, include=[str(path.resolve()) for path in self.texts])
        failing = set()
        coverage.start()
        for item in self.items:
            coverage.switch_context(item.nodeid)
            if self._fails(item):
                failing.add(item.nodeid)
        coverage.stop()
        found = {path: coverage.get_data().contexts_by_lineno(str(path.resolve())) for path in self.texts}
        ran = {path: {line: set(names) - {""} for line, names in lines.items()} for path, lines in found.items()}
        pickle.dump((ran, failing), told)
        told.flush()

    def _fails(self, item: pytest.Item) -> bool:
        reports = runtestprotocol(item, log=False, nextitem=self.anyone)  # type: ignore[arg-type]  # None is for the last test alone
        return any(report.failed for report in reports)

    def _try(self, item: WorkItem) -> WorkResult:
        change = change_of(item, self.texts[spec_of(item).module_path])
        if change is None:
            return WorkResult(WorkerOutcome.NO_TEST)
        tests = self._tests_of(change)
        if not tests:
            outcome = TestOutcome.KILLED if self._fails_anew(change) else TestOutcome.SURVIVED
            return WorkResult(WorkerOutcome.NORMAL, "a session of its own", outcome, change.diff)
        ended = _in_a_fork(lambda: self._ask(change, tests), 4 * SECONDS_OF_WORK)
        if ended in (UNMADE, BROKEN):
            return WorkResult(WorkerOutcome.EXCEPTION, "not made", None, change.diff)
        outcome = TestOutcome.SURVIVED if ended == 0 else TestOutcome.KILLED
        return WorkResult(WorkerOutcome.NORMAL, f"{len(tests)} tests", outcome, change.diff)

    def _fails_anew(self, change: Change) -> bool:
        """Whether a session fails that imports the changed module: what runs while it is imported, no test runs."""
        path = spec_of(change.item).module_path.resolve()
        with tempfile.NamedTemporaryFile("w", suffix=".json") as told:
            json.dump({"path": str(path), "text": change.text}, told)
            told.flush()
            head, mark, query = os.environ["DATABASE_URL"].partition("?")
            env = {"CHANGED_MODULE": told.name, "DATABASE_URL": f"{head}_anew{mark}{query}"}
            command = [sys.executable, "-m", "pytest", "-x", "-p", "benchmarks.mutant_import", *OPTIONS, *self.paths]
            ended = subprocess.run(command, env=os.environ | env, capture_output=True, check=False)  # noqa: S603  # our own
        return ended.returncode != 0

    def _tests_of(self, change: Change) -> list[pytest.Item]:
        """Those that run the changed line; where the line is a part of a longer statement, its function."""
        spec = spec_of(change.item)
        ran = self.ran[spec.module_path]
        names = set(ran.get(spec.start_pos[0], ())) or {
            name for code in change.bodies for line in lines_of(code) for name in ran.get(line, ())
        }
        fit = [item for item in self.items if item.nodeid in names]
        order = random.Random(str(place_of(change.item)))  # noqa: S311  # an order that can be repeated
        own = SUBJECTS[self.name].tests[0]
        fit.sort(key=lambda item: (not item.nodeid.startswith(own), order.random()))
        return fit[:MOST_TESTS]

    def _ask(self, change: Change, tests: list[pytest.Item]) -> None:
        """Ends the fork: 0 where no test fails."""
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
        if not put_in_place(change):
            os._exit(UNMADE)
        os._exit(int(any(self._fails(test) for test in tests)))


def _in_a_fork(work: Callable[[], object], seconds: float = math.inf) -> int:
    """How work ends in a process of its own, which says nothing: the first process starts no threads, stays clean."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(_end_of(child, seconds))
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        work()
        os._exit(0)
    except BaseException:  # a fork must not run on in the code of its parent
        os._exit(BROKEN)


def _end_of(child: int, seconds: float) -> int:
    """The status of a fork; one that hangs is ended, which counts as noticed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def main() -> None:
    name, *samples = sys.argv[1:]
    session = Session(name, samples)
    sys.exit(pytest.main(["-s", *OPTIONS, FIRST, *session.paths], plugins=[session]))


if __name__ == "__main__":
    main()
