"""Child processes that end with the launcher, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from conduct.launch.account import Account, command_as, running_as
from conduct.launch.watcher import Watcher

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1
GRACE = 15.0  # seconds between asking a child to stop and killing it
libc = ctypes.CDLL(None) if LINUX else None


class LaunchError(Exception):
    """An error that the user has to correct; the message is one line."""


@dataclass(frozen=True)
class Program:
    """A program to run, and how to stop it."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    directory: Path | None = None
    input: str | None = None
    shown: bool = False  # its lines are printed on the terminal as well
    stores: bool = False  # others write to it, so it stops after them
    queues: tuple[str, ...] = ()  # whose tasks it sends or takes; started again when none of them begins
    stop_signal: signal.Signals = signal.SIGTERM
    # The signal of the kernel when the launcher is killed.
    orphan_signal: signal.Signals = signal.SIGKILL


def die_with_parent(number: int, parent: int) -> None:
    """Ask Linux to send the calling process a signal when its parent ends."""
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent ended before the request
            os.kill(os.getpid(), number)


class Child:
    """A running program in its own session, so that Ctrl-C in the terminal reaches only the launcher."""

    def __init__(
        self, program: Program, log: IO[bytes], *, keep_open: tuple[int, ...], watcher: Watcher | None
    ) -> None:
        self.program = program
        launcher = os.getpid()
        self.process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - the commands are the launcher's own
            command_as(program.account, program.command, program.orphan_signal),
            env={**os.environ, **program.environment},
            cwd=program.directory,
            stdin=subprocess.PIPE if program.input is not None else subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=keep_open,
            # The launcher has one thread, so running Python between fork and exec is safe. It comes after the change of
            # account, which would clear the request.
            preexec_fn=lambda: die_with_parent(program.orphan_signal, launcher),  # noqa: PLW1509 - the launcher has one thread
            **running_as(program.account),
        )
        if watcher:
            watcher.add(self.process.pid)
        if program.input is not None and self.process.stdin:
            self.process.stdin.write(program.input.encode())
            self.process.stdin.close()

    @property
    def exit_code(self) -> int | None:
        return self.process.poll()

    def ask_to_stop(self) -> None:
        if self.exit_code is None:
            self.process.send_signal(self.program.stop_signal)

    def stop(self) -> None:
        """Ask it to stop, wait, then kill the rest of its session."""
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
