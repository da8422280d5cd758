"""Ends child processes on systems whose kernel cannot (macOS), with a separate process."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

GRACE = 3.0  # seconds for the children to stop by themselves


class Watcher:
    """A process that receives each child's session and ends them all when the launcher is gone."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "conduct.launch.watcher"],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def add(self, session: int) -> None:
        if self.process.stdin:
            self.process.stdin.write(f"{session}\n".encode())
            self.process.stdin.flush()

    def close(self) -> None:
        """Closing its input: the watcher ends the remaining sessions, then itself."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()


def alive(sessions: list[int]) -> list[int]:
    found = []
    for session in sessions:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(session, 0)
            found.append(session)
    return found


def watch() -> None:
    """Read session numbers until the launcher ends, which closes the pipe; then end those sessions."""
    sessions = [int(line) for line in sys.stdin]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for session in alive(sessions):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(session, number)
        deadline = time.monotonic() + GRACE
        while alive(sessions) and time.monotonic() < deadline:
            time.sleep(0.05)


if __name__ == "__main__":
    watch()
