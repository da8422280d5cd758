"""Starts programs, restarts them when they end, and stops them all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from conduct.launch.directory import DataDirectory
from conduct.launch.process import LINUX, Child, LaunchError, Program, die_with_parent
from conduct.launch.watcher import Watcher

TICK = 0.1
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a program counts as healthy again
LOOK = 10.0  # seconds between two questions for queues of which no task begins
TIME_TO_BEGIN = 90.0  # seconds that a program has from its start until it must have begun a task


def say(message: str) -> None:
    print(f"conduct: {message}", file=sys.stderr, flush=True)


def terminal_child(launcher: int) -> None:
    """Restore the signals that the launcher ignores, and end with it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    die_with_parent(signal.SIGTERM, launcher)


class Stopped(Exception):
    """The launcher was asked to stop."""


class Keeper:
    """One program and its restarts."""

    def __init__(self, program: Program, start: Callable[[Program], Child]) -> None:
        self.program = program
        self.start = start
        self.child = start(program)
        self.started = time.monotonic()
        self.pause = 1.0
        self.again_at: float | None = None

    def restart_if_stalled(self, queues: set[str]) -> None:
        """End a program that lives and does nothing; it is then started again like one that died."""
        is_due = self.again_at is None and time.monotonic() - self.started > TIME_TO_BEGIN
        if is_due and queues.intersection(self.program.queues):
            say(f"{self.program.name} does nothing")
            self.child.stop()

    def look(self, log: str) -> None:
        """Restart the program after its pause; the pause doubles each time it ends soon."""
        now = time.monotonic()
        if self.again_at is not None:
            if now >= self.again_at:
                self.child, self.started, self.again_at = self.start(self.program), now, None
        elif self.child.exit_code is not None:
            self.pause = 1.0 if now - self.started > STEADY else min(self.pause * 2, LONGEST_PAUSE)
            self.again_at = now + self.pause
            code, pause = self.child.exit_code, f"{self.pause:.0f} s"
            say(f"{self.program.name} ended ({code}), starting it again in {pause}; see {log}")


class Supervisor:
    """Owns every child process of a run. Signals only set a flag, so no child is lost between its start and its
    entry."""

    def __init__(self, data: DataDirectory) -> None:
        self.data = data
        self.keepers: list[Keeper] = []
        self.stopping = False
        self.watcher = None if LINUX else Watcher()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def tick(self) -> None:
        time.sleep(TICK)
        if self.stopping:
            raise Stopped

    def _start(self, program: Program) -> Child:
        with self.data.open_log(program.name) as log:
            return Child(program, log, keep_open=(self.data.lock.fileno(),), watcher=self.watcher)

    def keep(self, program: Program) -> Keeper:
        """Start a program and keep it running."""
        keeper = Keeper(program, self._start)
        self.keepers.append(keeper)
        return keeper

    def wait_for(self, keeper: Keeper, accepts: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait until a started program answers; if it ends or does not answer, show its log."""
        deadline = time.monotonic() + seconds
        while not accepts():
            if keeper.child.exit_code is not None or time.monotonic() > deadline:
                say(self.data.log_tail(keeper.program.name))
                raise LaunchError(f"{keeper.program.name} did not start; see {self._log(keeper.program)}")
            self.tick()

    def run(self, program: Program) -> None:
        """Run a program to its end, beside those that are kept running; if it fails, show its log."""
        child, shown = self._start(program), 0
        try:
            while child.exit_code is None:
                self.tick()
                self._look()
                shown = self._show(program, shown)
            self._show(program, shown)
        finally:
            child.stop()
        if child.exit_code:
            say(self.data.log_tail(program.name))
            raise LaunchError(f"{program.name} failed; see {self._log(program)}")

    def run_in_terminal(self, command: list[str], environment: dict[str, str]) -> int:
        """Run the user's command on the terminal and return its exit code. Ctrl-C is for the command."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        launcher = os.getpid()
        process = subprocess.Popen(  # noqa: S603 - typed by the user
            command,
            env={**os.environ, **environment},
            preexec_fn=lambda: terminal_child(launcher),  # noqa: PLW1509 - the launcher has one thread
        )
        try:
            while process.poll() is None:
                self.tick()
        finally:
            process.terminate()
            process.wait()
        return process.returncode

    def watch(self, stalled: Callable[[], set[str]]) -> None:
        """Until somebody asks to stop. ``stalled`` names the queues of which no task begins."""
        looked = time.monotonic()
        while True:
            self.tick()
            self._look()
            if time.monotonic() - looked > LOOK:
                queues, looked = stalled(), time.monotonic()
                for keeper in self.keepers:
                    keeper.restart_if_stalled(queues)

    def _show(self, program: Program, after: int) -> int:
        """Print the whole lines of a log after that many bytes, if the program is shown; returns where they end."""
        if not program.shown:
            return after
        with (self.data.log / f"{program.name}.log").open("rb") as log:
            log.seek(after)
            new = log.read()
        whole = new[: new.rfind(b"\n") + 1]
        for line in whole.decode(errors="replace").splitlines():
            say(line)
        return after + len(whole)

    def _look(self) -> None:
        for keeper in self.keepers:
            keeper.look(self._log(keeper.program))

    def stop(self) -> None:
        """Stop in reverse order of start: programs that write before those that store."""
        for keeper in reversed(self.keepers):
            if not keeper.program.stores:
                keeper.child.ask_to_stop()
        for keeper in reversed(self.keepers):
            keeper.child.stop()
        if self.watcher:
            self.watcher.close()

    def _log(self, program: Program) -> str:
        return str(self.data.log / f"{program.name}.log")
